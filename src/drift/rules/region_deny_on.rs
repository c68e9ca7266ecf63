//! CRP506: a Region deny of Control Tower is on that the strategy has off.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::org::LiveRegionDeny;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP506",
    name: "region-deny-on",
    severity: Severity::Error,
    summary: "a Region deny of Control Tower is on that the strategy has off",
    page: "\
## What it is
Under `replace` and `ou-control` the landing-zone Region deny is off after the rollout (under `replace` the OU control as well). By the snapshot it hangs on OUs: somebody ticked the setting again, or the last step of the runbook was not done.

## Why it matters
An SCP cannot undo another one's deny: cross-Region inference that the release allows fails, with an explicit deny, while every policy of ours is in place.

## What to do
Switch it off in Control Tower's console (*Landing zone settings*, *Modify settings*), as the runbook's section says. While a rollout is under way, `--during-rollout` leaves this out.
",
};

/// The finding.
pub fn finding(deny: &LiveRegionDeny<'_>, ous: &[&str]) -> Diagnostic {
    let help = if deny.baseline.is_ou_control() {
        "follow the runbook's section on disabling the OU control: . ./runbook.sh; disable_controls"
    } else {
        "switch it off in the console of Control Tower, *Landing zone settings*, *Modify settings*: no command does it"
    };
    Diagnostic::new(
        &RULE,
        format!(
            "Control Tower's Region deny ({}) is on, and the strategy has it off",
            deny.baseline.statement.sid.as_deref().unwrap_or_default()
        ),
    )
    .note(format!(
        "it hangs on {}: cross-Region inference that the release allows is denied there",
        ous.join(", ")
    ))
    .help(help)
}
