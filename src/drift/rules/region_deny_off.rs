//! CRP507: no Region deny of Control Tower is on where the strategy counts on one.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP507",
    name: "region-deny-off",
    severity: Severity::Error,
    summary: "no Region deny of Control Tower is on where the strategy counts on one",
    page: "\
## What it is
Under `additive` and `extend` Control Tower's Region deny stays on, under `ou-control` the OU control holds every covered OU. By the snapshot it does not hang on an OU that the release counts on.

## Why it matters
Nothing holds that OU to Regions, for any service: the policies of the release only speak of inference.

## What to do
Switch it on again: in Control Tower's console for the landing zone, by the runbook's commands for the OU control.
",
};

/// The finding.
pub fn finding(ou: &str, is_control: bool) -> Diagnostic {
    let help = if is_control {
        "follow the runbook's section on the OU control: . ./runbook.sh; enable_controls"
    } else {
        "switch it on in the console of Control Tower, *Landing zone settings*, *Modify settings*: no command does it"
    };
    Diagnostic::new(
        &RULE,
        format!(
            "no {} hangs on `{ou}` or above it",
            if is_control {
                "OU control `CT.MULTISERVICE.PV.1`"
            } else {
                "Region deny of Control Tower's"
            }
        ),
    )
    .note("the release counts on it: without it nothing holds the OU to Regions, for any service")
    .help(help)
}
