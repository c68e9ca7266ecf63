//! CRP146: Global is to be enabled in GovCloud.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP146",
    name: "gov-global",
    severity: Severity::Error,
    summary: "Global cross-Region inference does not exist in GovCloud",
    page: "\
## What it is
A mode says `global: allow` in the partition `aws-us-gov`.

## Why it matters
Global profiles route to commercial Regions and cannot be reached from GovCloud (Amazon Bedrock User Guide, model cards, read 2026-11-23). The mode would allow what nobody can do.

## What to do
Say `global: deny`, and name the geography `us-gov` if its profiles may be used.
",
};

/// The finding.
pub fn finding(mode: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("mode `{mode}` allows Global, which does not exist in the partition `aws-us-gov`"),
    )
    .at(place, "")
    .help("say `global: deny`; the geography of GovCloud is `us-gov`")
}
