//! CRP515: Control Tower itself reports drift, or is not done.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP515",
    name: "control-tower-drift",
    severity: Severity::Warning,
    summary: "Control Tower itself reports drift, or is not done",
    page: "\
## What it is
The snapshot has the landing zone, or a control that denies Regions, in another state than `ACTIVE` or `SUCCEEDED`, or as drifted.

## Why it matters
A policy of Control Tower's that somebody edited or detached is drift to Control Tower too; while a change is under way or has failed, what hangs where is not what it says. A Region deny may hold less than the release counts on.

## What to do
Look at the console of Control Tower. Repair the landing zone (*Reset*), or re-register the OU whose control has drifted, and take a snapshot again.
",
};

/// The finding for something of Control Tower's, with the state that the snapshot has of it.
pub fn finding(what: &str, state: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("by the snapshot, {what} is {state}"))
        .note("what Control Tower holds may not be what it says")
        .help("look at the console of Control Tower, repair what has drifted, and take a snapshot again")
}
