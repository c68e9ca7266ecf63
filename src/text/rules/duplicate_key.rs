//! One key, two values.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP007",
    name: "duplicate-key",
    severity: Severity::Error,
    summary: "a key is given twice in one mapping",
    page: "\
## What it is
The same key stands twice in one JSON object or YAML mapping.

## Why it matters
Most readers keep the last value and drop the first without a word. In a policy, a second `Condition` or
`StringEquals` silently replaces the first, and the statement means something else than it says.

## What to do
Join the two values under one key, or delete the one that is not meant.
",
};

pub(crate) fn duplicate_key(key: &str, second: Place, first: Place) -> Diagnostic {
    Diagnostic::new(&RULE, format!("the key `{key}` is given twice"))
        .at(second, "given again here")
        .at(first, "first given here")
        .help("join the two values under one key, or delete one of them")
}
