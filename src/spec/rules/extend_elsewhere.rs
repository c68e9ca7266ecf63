//! CRP166: elsewhere the inference-only Regions are open for everything.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy, Target};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP166",
    name: "extend-elsewhere",
    severity: Severity::Warning,
    summary: "in OUs that no target names the inference-only Regions are open for every service",
    page: "\
## What it is
The strategy is `extend`, and the root is no target.

## Why it matters
Control Tower governs a Region for the whole landing zone: its Region deny lets it in everywhere. Only our policies close it for everything but inference, and they hang on the OUs that the targets name.

## What to do
Give every registered OU a target, or make `Root` one; or accept that in the others those Regions are governed Regions like any other.
",
};

/// The finding, unless the root is a target.
pub fn check(
    strategy: Strategy,
    inference_only: &[String],
    targets: &[Target],
    origin: &Origin,
) -> Option<Diagnostic> {
    let has_root = targets.iter().any(|target| target.ou.is_root());
    (strategy == Strategy::Extend && !inference_only.is_empty() && !has_root).then(|| {
        Diagnostic::new(
            &RULE,
            "in OUs that no target names, the inference-only Regions will be open for every service",
        )
        .at(origin.value("/region_deny/strategy"), "")
        .note("Control Tower governs a Region for all OUs at once; only policies of ours close it for everything but inference")
        .help("give every registered OU a target, or make `Root` one")
    })
}
