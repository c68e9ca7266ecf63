//! CRP505: a Region deny of Control Tower was edited.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::org::{LivePolicy, LiveRegionDeny};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP505",
    name: "managed-edited",
    severity: Severity::Error,
    summary: "a Region deny of Control Tower was edited",
    page: "\
## What it is
The text of Control Tower's Region deny differs from every text that AWS published or deployed, by the dated lists that crispack has: entries or principals were added or taken away.

## Why it matters
Control Tower calls it drift (`SCP_UPDATED`) and puts its own text back at the next update of the landing zone or re-registration of an OU. Until then something else is in force than the release rests on.

## What to do
Have Control Tower put its text back (the landing zone by `reset-landing-zone`; the OU control by re-registering the OU, since `reset-enabled-control` does not work for controls that are SCPs), and say what was wanted in the spec instead.
",
};

/// The finding, with what is odd.
pub fn finding(deny: &LiveRegionDeny<'_>, why: &str) -> Diagnostic {
    let help = if deny.baseline.is_ou_control() {
        "re-register the OU in Control Tower's console; there is no command: `reset-enabled-control` does not work for controls that are SCPs (AWS Control Tower API reference, read 2026-11-26)"
    } else {
        "aws controltower list-landing-zones --query 'landingZones[0].arn' --output text | xargs -n 1 aws controltower reset-landing-zone --landing-zone-identifier"
    };
    Diagnostic::new(
        &RULE,
        format!(
            "`{}`, a policy of Control Tower's, was edited",
            deny.policy.name
        ),
    )
    .note(why.to_owned())
    .note("Control Tower will put its own text back")
    .help(help)
}

/// The finding for one that cannot be read as a Region deny of Control Tower's at all.
pub fn unread(policy: &LivePolicy, why: &str) -> Diagnostic {
    let on: Vec<&str> = policy.attached_to.iter().map(String::as_str).collect();
    Diagnostic::new(&RULE, format!("the Region deny in `{}`, a policy of Control Tower's, cannot be read as one: {why}", policy.name))
        .note(format!("it hangs on {}; what it denies there is not known", on.join(", ")))
        .help("aws controltower list-landing-zones --query 'landingZones[0].arn' --output text | xargs -n 1 aws controltower reset-landing-zone --landing-zone-identifier")
}
