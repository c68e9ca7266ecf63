//! CRP514: the Region deny in force is not the one that the release rests on.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::drift::id;
use crate::org::LiveRegionDeny;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP514",
    name: "region-deny-changed",
    severity: Severity::Error,
    summary: "the Region deny in force is not the one that the release rests on",
    page: "\
## What it is
Control Tower's Region deny has other Regions, leaves out other actions, or exempts other principals than the statement in `in-force/region-deny.json`, which is what the proof was about.

## Why it matters
What the release denies together with it is not what was proved: an added Region is open to what the modes do not speak of, a missing one denies what they allow.

## What to do
Export the text that is in force and build again; or set Control Tower back to what the release was made for.
",
};

/// The finding with what differs.
pub fn finding(deny: &LiveRegionDeny<'_>, differs: &[String]) -> Diagnostic {
    let mut finding = Diagnostic::new(
        &RULE,
        format!(
            "the Region deny in `{}` is not the one that the release rests on",
            deny.policy.name
        ),
    );
    for own in differs {
        finding = finding.note(own.clone());
    }
    finding.help(format!(
        "aws organizations describe-policy --policy-id {} >region-deny.json  # and build again with it as the baseline",
        id(deny.policy)
    ))
}
