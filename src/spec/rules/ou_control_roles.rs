//! CRP149: the OU control exempts further roles.

use crate::control_tower::Difference;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP149",
    name: "ou-control-roles",
    severity: Severity::Note,
    summary: "the OU control exempts further roles",
    page: "\
## What it is
The landing-zone Region deny exempts `AWSControlTowerExecution`; `CT.MULTISERVICE.PV.1` exempts further roles of Control Tower's: for Config, for notifications, for flow logs.

## Why it matters
These roles may act in every Region from then on. No parameter takes the exemption back.

## What to do
Nothing, if nobody but Control Tower can assume them, as it sets them up. `replace` keeps the baseline's exemptions.
",
};

/// The finding, if there are any.
pub fn check(difference: &Difference, origin: &Origin) -> Option<Diagnostic> {
    (!difference.freed.is_empty()).then(|| {
        Diagnostic::new(
            &RULE,
            "the OU control exempts roles that the baseline binds",
        )
        .at(origin.value("/region_deny/strategy"), "")
        .note(difference.freed.join(", "))
    })
}
