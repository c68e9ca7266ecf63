//! CRP436: a list of profiles is empty, so it names no source Region.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP436",
    name: "answer-empty",
    severity: Severity::Warning,
    summary: "a list of profiles is empty, so it names no source Region",
    page: "\
## What it is
The source Region of an answer is that of the ARNs in it. An empty list has none, whatever its file is called: it may be the list of application profiles, or of a Region without Bedrock.

## Why it matters
Nothing is changed by it: taken for a Region's, it would wipe out every route from there.

## What to do
Look at the Region with `aws bedrock list-inference-profiles --type-equals SYSTEM_DEFINED --region REGION`. Nothing has to be done about an empty list of application profiles.
",
};

/// The finding.
pub(in crate::catalogue) fn finding(place: Place) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        "an empty list names no source Region; it changes nothing",
    )
    .at(place, "nothing is listed")
}
