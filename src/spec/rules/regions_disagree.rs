//! CRP109: `governed_regions` is not what the baseline lists.

use std::collections::BTreeSet;

use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP109",
    name: "regions-disagree",
    severity: Severity::Error,
    summary: "`governed_regions` is not what the baseline lists",
    page: "\
## What it is
Under `additive` and `extend` the managed Region deny stays on, and the Regions in `governed_regions` (under `extend` with `inference_only_regions`) differ from those it lists. An inference-only Region need not be listed yet.

## Why it matters
What works and what is blocked follows from the list that is in force. A spec that says otherwise would make the report untrue.

## What to do
Leave `governed_regions` out, and the baseline's list holds; or correct it; or export the baseline again if Control Tower governs other Regions by now.
",
};

/// The finding, if the two sets differ, whether or not the baseline lists the inference-only Regions already.
pub fn check(
    named: &BTreeSet<String>,
    inference_only: &BTreeSet<String>,
    baseline: &Baseline,
    origin: &Origin,
) -> Option<Diagnostic> {
    let (extra, mut lacking) = difference(named, &baseline.regions);
    lacking.retain(|code| !inference_only.contains(code));
    if extra.is_empty() && lacking.is_empty() {
        return None;
    }
    let (extra, lacking) = (list(&extra), list(&lacking));
    let mut finding = Diagnostic::new(
        &RULE,
        "`governed_regions` differs from the Regions that the baseline lists",
    )
    .at(origin.value("/organization/governed_regions"), "named here")
    .at(baseline.regions_place.clone(), "in force");
    if !extra.is_empty() {
        finding = finding.note(format!("not in the baseline: {extra}"));
    }
    if !lacking.is_empty() {
        finding = finding.note(format!("only in the baseline: {lacking}"));
    }
    Some(finding.help(
        "leave `governed_regions` out: where the managed Region deny stays on, the baseline's list is the one in force",
    ))
}

/// What is named and not listed, and what is listed and not named.
pub(super) fn difference(
    named: &BTreeSet<String>,
    listed: &[String],
) -> (Vec<String>, Vec<String>) {
    let listed: BTreeSet<String> = listed.iter().cloned().collect();
    (
        named.difference(&listed).cloned().collect(),
        listed.difference(named).cloned().collect(),
    )
}

/// Region codes in a sentence.
pub(super) fn list(codes: &[String]) -> String {
    codes.join(", ")
}
