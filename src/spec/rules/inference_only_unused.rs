//! CRP136: an inference-only Region serves no route.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Ground, Mode, Origin, Reach};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP136",
    name: "inference-only-unused",
    severity: Severity::Warning,
    summary: "an inference-only Region serves no route",
    page: "\
## What it is
No route that works under any of the modes leads to the Region.

## Why it matters
Control Tower would govern it, with its cost, and calls through application inference profiles may be served there, for no call that was asked for.

## What to do
Remove it from `inference_only_regions`, or add those that the blocked routes need besides; REPORT.md lists them.
",
};

/// The findings.
pub fn check<'m>(
    regions: &[String],
    modes: impl IntoIterator<Item = &'m Mode>,
    ground: &Ground<'_>,
    origin: &Origin,
) -> Vec<Diagnostic> {
    let served: BTreeSet<String> = modes
        .into_iter()
        .flat_map(|mode| Reach::of(mode, ground).working)
        .flat_map(|route| route.destinations.iter().cloned())
        .collect();
    let unused = |(_, code): &(usize, &String)| !served.contains(*code);
    regions
        .iter()
        .enumerate()
        .filter(unused)
        .map(|(index, code)| {
            Diagnostic::new(
                &RULE,
                format!("no route that works leads to the inference-only Region `{code}`"),
            )
            .at(
                origin.value(&format!("/region_deny/inference_only_regions/{index}")),
                "",
            )
            .help("remove it, or add the Regions that the blocked routes need besides")
        })
        .collect()
}
