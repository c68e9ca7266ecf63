//! The working Regions and the inference-only ones, from the spec and the baseline.

use std::collections::BTreeSet;

use crate::bedrock::UNSPECIFIED;
use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Severity};
use crate::spec::mode::Strategy;
use crate::spec::origin::Origin;
use crate::spec::raw::RawSpec;
use crate::spec::rules::{
    home_region, inference_only_overlap, inference_only_regions, region_newer, region_unknown,
    regions_changed, regions_disagree, regions_required, regions_to_govern,
};

use super::Facts;
use super::convert::{partition, strategy};

/// The Regions of a spec.
pub(super) struct Regions {
    /// R.
    pub(super) working: BTreeSet<String>,
    /// X.
    pub(super) inference_only: BTreeSet<String>,
}

/// The Regions; checked as far as there is something to check them against.
pub(super) fn regions(
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Regions {
    let own = facts
        .baseline
        .map_or(&[][..], |baseline| &baseline.regions[..]);
    check_codes(raw, origin, facts, own, found);
    let extra = &raw.region_deny.inference_only_regions;
    let named = raw.organization.governed_regions.as_ref();
    found.extend(inference_only_regions::check(extra, strategy(raw), origin));
    let inference_only: BTreeSet<String> = match strategy(raw) {
        Strategy::Extend => extra.iter().cloned().collect(),
        _ => BTreeSet::new(),
    };
    let working: BTreeSet<String> = match named {
        Some(list) => list
            .iter()
            .filter(|code| *code != UNSPECIFIED)
            .cloned()
            .collect(),
        None => own
            .iter()
            .filter(|code| !inference_only.contains(*code))
            .cloned()
            .collect(),
    };
    let regions = Regions {
        working,
        inference_only,
    };
    if let Some(baseline) = facts.baseline {
        compare(raw, origin, facts, baseline, &regions, found);
    }
    regions
}

fn check_codes(
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    own: &[String],
    found: &mut Vec<Diagnostic>,
) {
    let partition = partition(raw).as_str();
    let governed = raw.organization.governed_regions.iter().flatten();
    let governed = governed
        .zip(0..)
        .map(|(code, index)| (code, format!("/organization/governed_regions/{index}")));
    let extra = raw.region_deny.inference_only_regions.iter();
    let extra = extra
        .zip(0..)
        .map(|(code, index)| (code, format!("/region_deny/inference_only_regions/{index}")));
    for (code, pointer) in governed.chain(extra) {
        // A Region that Control Tower governs exists, also if it is younger than the catalogue.
        if !own.contains(code) {
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
}

/// Holds the Regions against the baseline's, as the strategy asks.
fn compare(
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    baseline: &Baseline,
    regions: &Regions,
    found: &mut Vec<Diagnostic>,
) {
    let named = raw.organization.governed_regions.is_some();
    if baseline.regions.is_empty() && regions.working.is_empty() {
        found.push(regions_required::finding(&baseline.source.name, origin));
        return;
    }
    let keeps = strategy(raw).keeps_managed_deny();
    if !baseline.regions.is_empty() && keeps {
        found.extend(regions_disagree::check(
            &regions.working,
            &regions.inference_only,
            baseline,
            origin,
        ));
    }
    // Of a code that is no Region nothing more is said.
    if found
        .iter()
        .all(|finding| finding.severity() != Severity::Error)
    {
        found.extend(regions_to_govern::check(
            &regions.inference_only,
            baseline,
            origin,
        ));
    }
    if !baseline.regions.is_empty() && !keeps && named {
        found.extend(regions_changed::check(&regions.working, baseline, origin));
    }
    let home = &raw.organization.home_region;
    // Under another strategy the list is an error already.
    let inference_only = match strategy(raw) {
        Strategy::Extend => &raw.region_deny.inference_only_regions[..],
        _ => &[],
    };
    let overlap = inference_only_overlap::check(inference_only, &regions.working, home, origin);
    if overlap.is_empty() {
        found.extend(home_region::check(
            home,
            &regions.working,
            partition(raw).as_str(),
            facts.catalogue,
            origin,
        ));
    }
    found.extend(overlap);
}
