//! CRP329: the OU control that is on has drifted.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP329",
    name: "ou-control-drifted",
    severity: Severity::Warning,
    summary: "the OU control that is on has drifted",
    page: "\
## What it is
Under `ou-control` the OU control is on already on a covered OU, and Control Tower says there that it has drifted: what hangs on the OU is not what the control made.

## Why it matters
Control Tower takes no update of a control that has drifted, and `reset-enabled-control` does not work for controls that are SCPs, as this one is. (AWS Control Tower API reference, `UpdateEnabledControl` and `ResetEnabledControl`, read 2026-11-26.)

## What to do
Re-register the OU in Control Tower, which puts its own text back, and take a snapshot again. Do not disable the control to enable it anew: in between, nothing may hold the OU.
",
};

/// The finding for OUs.
pub fn finding(ous: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("on {ous} the OU control has drifted, and can't be updated"),
    )
    .help("re-register the OU in Control Tower first; don't disable the control, which may be all that holds it")
}
