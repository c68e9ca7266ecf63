//! CRP111: a Region does not exist, or is of another partition.

use crate::bedrock::Catalogue;
use crate::control_tower::Baseline;
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP111",
    name: "region-unknown",
    severity: Severity::Error,
    summary: "a Region does not exist, or is of another partition",
    page: "\
## What it is
A Region code is not in the table of AWS Regions that is part of crispack, or belongs to another partition than `organization.partition`.

## Why it matters
A Region list with a misspelt code governs a Region less than it seems to.

## What to do
Correct the code. A Region that is newer than this program is accepted when the exported baseline lists it.
",
};

/// The finding, if the Region is unknown or elsewhere.
pub fn check(
    code: &str,
    partition: &str,
    catalogue: &Catalogue,
    place: Option<Place>,
) -> Option<Diagnostic> {
    let Some(region) = catalogue.region(code) else {
        let known = || {
            let own = catalogue
                .regions
                .iter()
                .filter(|region| region.partition == partition);
            own.map(|region| region.code.as_str())
        };
        let help = match suggest::nearest(code, known()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!(
                "a Region of the partition `{partition}` has a code such as `{}`",
                known().next().unwrap_or_default()
            ),
        };
        return Some(
            Diagnostic::new(&RULE, format!("there is no Region `{code}`"))
                .at(place, "not in the table of AWS Regions")
                .help(help),
        );
    };
    (region.partition != partition).then(|| {
        Diagnostic::new(
            &RULE,
            format!(
                "the Region `{code}` is of the partition `{}`, not `{partition}`",
                region.partition
            ),
        )
        .at(place, "")
        .help("`organization.partition` names the partition; an organization lives in one of them")
    })
}

/// The finding, if the baseline governs a Region of another partition. A Region unknown here is newer than the table: Control Tower knows it.
pub fn check_baseline(
    baseline: &Baseline,
    partition: &str,
    catalogue: &Catalogue,
) -> Option<Diagnostic> {
    baseline
        .regions
        .iter()
        .filter(|code| catalogue.region(code).is_some())
        .find_map(|code| check(code, partition, catalogue, baseline.regions_place.clone()))
}
