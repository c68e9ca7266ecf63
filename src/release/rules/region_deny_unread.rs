//! CRP322: a Region deny of Control Tower cannot be read as one.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP322",
    name: "region-deny-unread",
    severity: Severity::Error,
    summary: "a Region deny of Control Tower cannot be read as one",
    page: "\
## What it is
A policy of Control Tower's in the snapshot has the Sid of a Region deny, and a shape that is not Control Tower's (it was edited), or both Region denies in one text.

## Why it matters
What the change opens cannot be told: the Region deny goes, or gets other Regions, and nobody knows what it denies now.

## What to do
Have Control Tower put its own text back (reset the landing zone, or the enabled control), take a new snapshot, and go on. `crispack drift` names the same policy.
",
};

/// The finding.
pub fn finding(policy: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("the Region deny in `{policy}` cannot be read as Control Tower's: {why}"),
    )
    .note("what the change opens cannot be told without it")
    .help("have Control Tower put its own text back, and take a new snapshot")
}
