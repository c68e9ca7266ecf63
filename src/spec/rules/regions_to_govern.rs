//! CRP138: which inference-only Regions Control Tower governs already.

use std::collections::BTreeSet;

use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

use super::regions_disagree::list;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP138",
    name: "regions-to-govern",
    severity: Severity::Note,
    summary: "which inference-only Regions Control Tower governs already",
    page: "\
## What it is
Under `extend` the baseline lists all, some or none of the `inference_only_regions`; a built-in text lists none.

## Why it matters
A Region that it lists is open now, for every service; our policies close it for everything but inference. One that it does not list stays denied until Control Tower is told to govern it, which the runbook does after our policies are live.

## What to do
Nothing: the runbook has the steps for what is missing. Export the baseline again afterwards.
",
};

/// The finding.
pub fn check(
    inference_only: &BTreeSet<String>,
    baseline: &Baseline,
    origin: &Origin,
) -> Option<Diagnostic> {
    if inference_only.is_empty() {
        return None;
    }
    let place = origin.key("/region_deny/inference_only_regions");
    if baseline.regions.is_empty() {
        let text = "whether Control Tower governs the inference-only Regions already is not known: a built-in text lists no Regions";
        return Some(
            Diagnostic::new(&RULE, text)
                .at(place, "")
                .help("give your own exported Region deny, and it will be said"),
        );
    }
    let (there, missing): (Vec<String>, Vec<String>) = inference_only
        .iter()
        .cloned()
        .partition(|code| baseline.regions.contains(code));
    let text = match (there.as_slice(), missing.as_slice()) {
        (there, []) => format!(
            "Control Tower governs the inference-only Regions already ({}): they are open to every service until these policies are live",
            list(there)
        ),
        ([], missing) => format!(
            "Control Tower does not govern the inference-only Regions yet ({}): calls to them stay denied until it does",
            list(missing)
        ),
        (there, missing) => format!(
            "of the inference-only Regions Control Tower governs {} already, and not yet {}",
            list(there),
            list(missing)
        ),
    };
    Some(
        Diagnostic::new(&RULE, text)
            .at(place, "")
            .at(baseline.regions_place.clone(), "in force"),
    )
}
