//! CRP161: the published "disable Global" misses application inference profiles.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP161",
    name: "published-disable-global",
    severity: Severity::Warning,
    summary: "the published \"disable Global\" misses application inference profiles",
    page: "\
## What it is
AWS's statement denies what has `aws:RequestedRegion = unspecified` **and** a `bedrock:InferenceProfileArn` like `inference-profile/global.*`.

## Why it matters
Called through an application inference profile that was made from a `global.` one, the key holds the application inference profile's own ARN (two public projects report it; AWS's pages are silent). The second condition is false, and the statement denies nothing: whoever may call \
`bedrock:CreateInferenceProfile` has Global back. While the managed Region deny stays on it denies `unspecified` by itself; this statement is then no second lock.

## What to do
`form: strict` denies `unspecified` whatever the key holds, and making copies of `global.` profiles.
",
};

/// The finding.
pub fn finding(mode: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("mode `{mode}`: the published statement does not deny Global through an application inference profile made from a `global.` one"),
    )
    .at(place, "")
    .note("the key then holds the application inference profile's ARN, and the statement needs both conditions; no promise is claimed for this mode")
    .help("`form: strict` denies `unspecified` whatever the key holds")
}
