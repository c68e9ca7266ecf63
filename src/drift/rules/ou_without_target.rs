//! CRP509: an OU that no target names.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP509",
    name: "ou-without-target",
    severity: Severity::Note,
    summary: "an OU that no target names",
    page: "\
## What it is
The snapshot has an OU directly below the root that no target of the release is, or lies in.

## Why it matters
Control Tower's Region deny holds it, if it is registered; what the modes deny of inference is not denied there. This may be intended.

## What to do
Nothing, if it is intended; else add a target.
",
};

/// The finding.
pub fn finding(ou: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("no target of the release is on `{ou}`, or below it"),
    )
}
