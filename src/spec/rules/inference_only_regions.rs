//! CRP145: `inference_only_regions` belongs to the strategy `extend`.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP145",
    name: "inference-only-regions",
    severity: Severity::Error,
    summary: "`inference_only_regions` belongs to the strategy `extend`",
    page: "\
## What it is
The spec lists Regions that are governed only as destinations, and its strategy is not `extend`.

## Why it matters
Under `additive` nothing would close those Regions for other services: they would be governed Regions like the others.

## What to do
Remove the field. What is governed besides belongs to `governed_regions`.
",
};

/// The finding, if there are any.
pub fn check(regions: &[String], origin: &Origin) -> Option<Diagnostic> {
    (!regions.is_empty()).then(|| {
        Diagnostic::new(
            &RULE,
            "`inference_only_regions` belongs to the strategy `extend`",
        )
        .at(origin.key("/region_deny/inference_only_regions"), "")
        .note("under `additive` nothing would close those Regions for other services")
        .help("remove it; this version builds for `additive`")
    })
}
