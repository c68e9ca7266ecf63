//! CRP308: Regions that the previous release closed for everything but inference would be open for everything.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP308",
    name: "regions-left-open",
    severity: Severity::Warning,
    summary: "Regions that the previous release closed for everything but inference would be open for everything",
    page: "\
## What it is
The release behind `--previous` was made under `extend`, and this one no longer closes some of its inference-only Regions, nor names them as governed.

## Why it matters
Control Tower governs those Regions, so its Region deny lets every service in. Only the policies of the previous release close them for everything but inference, and this release takes those statements away.

## What to do
First take the Regions out of the governed ones in Control Tower, and wait until its Region deny no longer lists them; the runbook's upload looks whether that is so. A Region that is to be open for every service belongs to `governed_regions`.
",
};

/// The finding, if there is such a Region.
pub fn check(regions: &[String]) -> Option<Diagnostic> {
    (!regions.is_empty()).then(|| {
        Diagnostic::new(
            &RULE,
            format!("the previous release closed {} for everything but inference, and this one does not", regions.join(", ")),
        )
        .note("as long as Control Tower governs them, they would be open for every service")
        .help("take them out of the governed Regions in Control Tower first, or name them in `governed_regions` if that is meant")
    })
}
