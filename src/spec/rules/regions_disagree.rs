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
Under `additive` the managed Region deny stays on, and the Regions in `governed_regions` differ from those it lists.

## Why it matters
What works and what is blocked follows from the list that is in force. A spec that says otherwise would make the report untrue.

## What to do
Leave `governed_regions` out, and the baseline's list holds; or correct it; or export the baseline again if Control Tower governs other Regions by now.
",
};

/// The finding, if the two sets differ.
pub fn check(named: &BTreeSet<String>, baseline: &Baseline, origin: &Origin) -> Option<Diagnostic> {
    let listed: BTreeSet<String> = baseline.regions.iter().cloned().collect();
    if *named == listed {
        return None;
    }
    let list = |set: Vec<&String>| set.into_iter().cloned().collect::<Vec<_>>().join(", ");
    let extra = list(named.difference(&listed).collect());
    let lacking = list(listed.difference(named).collect());
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
        "leave `governed_regions` out: under `additive` the baseline's list is the one in force",
    ))
}
