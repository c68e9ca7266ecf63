//! CRP137: the Region deny that takes over lists other Regions than the managed one.

use std::collections::BTreeSet;

use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

use super::regions_disagree::{difference, list};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP137",
    name: "regions-changed",
    severity: Severity::Note,
    summary: "the Region deny that takes over lists other Regions than the managed one",
    page: "\
## What it is
Under `replace` or `ou-control`, `governed_regions` differs from what the baseline lists.

## Why it matters
The list becomes that of the Region deny in force, for every service. It is a decision of yours, and more than a decision on inference.

## What to do
Nothing, if it is meant. To change inference alone, leave `governed_regions` out.
",
};

/// The finding, if the two sets differ.
pub fn check(named: &BTreeSet<String>, baseline: &Baseline, origin: &Origin) -> Option<Diagnostic> {
    let (opened, closed) = difference(named, &baseline.regions);
    if opened.is_empty() && closed.is_empty() {
        return None;
    }
    let mut finding = Diagnostic::new(
        &RULE,
        "the Region deny that takes over lists other Regions than the baseline, for every service",
    )
    .at(
        origin.value("/organization/governed_regions"),
        "from now on",
    )
    .at(baseline.regions_place.clone(), "in force");
    for (what, codes) in [("newly open", opened), ("newly denied", closed)] {
        if !codes.is_empty() {
            finding = finding.note(format!("{what}: {}", list(&codes)));
        }
    }
    Some(finding)
}
