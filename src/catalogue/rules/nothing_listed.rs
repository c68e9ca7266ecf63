//! CRP446: there is no such family or model in the catalogue.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP446",
    name: "nothing-listed",
    severity: Severity::Error,
    summary: "there is no such family or model in the catalogue",
    page: "\
## What it is
`profiles list` was asked for a family or for models that no profile of the catalogue is of.

## Why it matters
An empty list would read as: it cannot be called.

## What to do
Check the spelling. A family or model that is newer than the catalogue is there after an import.
",
};

/// The finding; `meant` is a suggestion.
pub fn finding(kind: &str, given: &str, as_of: &str, meant: String) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("the catalogue of {as_of} has no {kind} `{given}`"),
    )
    .help(meant)
}
