//! CRP162: the published "only these families" blocks every application inference profile and holds no direct call.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP162",
    name: "published-families",
    severity: Severity::Warning,
    summary: "the published \"only these families\" blocks every application inference profile",
    page: "\
## What it is
AWS's statement denies what has a `bedrock:InferenceProfileArn` that is not like one of the listed families.

## Why it matters
Through an application inference profile the key holds that profile's own ARN, which no family matches: also one that was made from an allowed profile, or from a foundation model for cost tags, is denied, and agents and knowledge bases often use those. \
A negated condition is true when its key is absent, so the statement guards itself with `Null … false`; direct calls, and making application inference profiles or routers out of other families, are therefore outside of it.

## What to do
`form: strict` lets application inference profiles work within the allowed Regions (`application_profiles: by-destination`), and denies new ones made from other families.
",
};

/// The finding.
pub fn finding(mode: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("mode `{mode}`: the published statement denies every application inference profile, also those made from an allowed family or from a model for cost tags"),
    )
    .at(place, "")
    .note("guarded by `Null … false`, it says nothing of direct calls, nor of new copies of other families; no promise is claimed for this mode")
    .help("`form: strict` holds application inference profiles to Regions instead")
}
