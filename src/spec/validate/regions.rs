//! The working Regions, from the spec or the baseline.

use std::collections::BTreeSet;

use crate::bedrock::UNSPECIFIED;
use crate::diagnostic::Diagnostic;
use crate::spec::origin::Origin;
use crate::spec::raw::RawSpec;
use crate::spec::rules::{
    home_region, region_newer, region_unknown, regions_disagree, regions_required,
};

use super::Facts;
use super::convert::partition;

/// The working Regions; checked as far as there is something to check them against.
pub(super) fn regions(
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    found: &mut Vec<Diagnostic>,
) -> BTreeSet<String> {
    let organization = &raw.organization;
    let partition = partition(raw).as_str();
    let own = facts
        .baseline
        .map_or(&[][..], |baseline| &baseline.regions[..]);
    for (index, code) in organization.governed_regions.iter().flatten().enumerate() {
        // A Region that Control Tower governs exists, also if it is younger than the catalogue.
        if !own.contains(code) {
            let pointer = format!("/organization/governed_regions/{index}");
            found.extend(region_unknown::check(
                code,
                partition,
                facts.catalogue,
                origin.value(&pointer),
            ));
        }
    }
    if let Some(baseline) = facts.baseline {
        found.extend(region_newer::check(baseline, facts.catalogue));
        found.extend(region_unknown::check_baseline(
            baseline,
            partition,
            facts.catalogue,
        ));
    }
    let named: BTreeSet<String> = match &organization.governed_regions {
        Some(list) => list
            .iter()
            .filter(|code| *code != UNSPECIFIED)
            .cloned()
            .collect(),
        None => own.iter().cloned().collect(),
    };
    let Some(baseline) = facts.baseline else {
        return named;
    };
    if named.is_empty() {
        found.push(regions_required::finding(&baseline.source.name, origin));
        return named;
    }
    if !own.is_empty() {
        found.extend(regions_disagree::check(&named, baseline, origin));
    }
    let home = &organization.home_region;
    found.extend(home_region::check(
        home,
        &named,
        partition,
        facts.catalogue,
        origin,
    ));
    named
}
