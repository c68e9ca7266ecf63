//! CRP327: the OU control loses an exemption that is in force.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP327",
    name: "exemption-lost",
    severity: Severity::Warning,
    summary: "the OU control loses an exemption that is in force",
    page: "\
## What it is
Under `ou-control` the OU control is on already on a covered OU, by the snapshot, and exempts an action or a principal that neither this release's parameters nor Control Tower's own lists exempt.

## Why it matters
Somebody exempted it for a reason. Once the parameters are replaced, it is denied outside the Regions, for every account below the OU.

## What to do
If the exemption is still wanted, put it into `region_deny.exempt_actions` or `region_deny.exempt_principals`, which hold for every covered OU. If not, ignore the finding.

The two inference actions of Bedrock are exempted by themselves, and held by the modes; a pattern with more of Bedrock in it (`bedrock:Invoke*`) would take the rest out of the Region deny as well.
",
};

/// The finding for one value of a parameter, which a field of the spec would keep.
pub fn finding(ous: &str, value: &str, field: &str) -> Diagnostic {
    let is_bedrock = value
        .get(..8)
        .is_some_and(|head| head.eq_ignore_ascii_case("bedrock:"));
    let help = if is_bedrock {
        format!(
            "the two inference actions stay exempt by themselves; if more of it is still wanted, add just that to `region_deny.{field}`"
        )
    } else {
        format!("if it is still wanted, add it to `region_deny.{field}`")
    };
    Diagnostic::new(
        &RULE,
        format!("on {ous} the OU control exempts `{value}` today, and no more after this release"),
    )
    .note("it is denied outside the Regions from then on")
    .help(help)
}
