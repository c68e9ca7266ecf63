//! A raw spec to a valid one: values converted, names resolved, and everything that makes no sense found.

mod convert;
mod modes;
mod regions;
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bedrock::Catalogue;
use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Severity};
use crate::policy::Quota;

use super::day::Day;
use super::mode::Mode;
use super::origin::Origin;
use super::raw::{RawQuota, RawSpec};
use super::rules::{
    bad_exemption, inference_only_regions, looser_child, strategy_not_offered, too_many_targets,
    unused_mode, without_effect,
};
use super::valid::Spec;
use convert::{mode, partition, strategy};
use modes::{check_modes, check_used_modes};
use regions::regions;
use targets::targets;

/// What a spec is held against.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The Region deny; `None` if it could not be read, which is then already an error of its own.
    pub baseline: Option<&'a Baseline>,
    /// Profiles and Regions.
    pub catalogue: &'a Catalogue,
    /// The day of the build.
    pub today: Day,
}

/// Resolves a raw spec.
///
/// Adds everything found to `findings`; the result is `None` iff an error is among them or the baseline is missing.
pub fn validate(
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Spec> {
    let mut found = Vec::new();
    if let Some(finding) = too_many_targets::check(raw.targets.len(), origin) {
        findings.push(finding);
        return None;
    }
    let partition = partition(raw);
    let working = regions(raw, origin, facts, &mut found);
    // What follows from a wrong list of Regions would be wrong as well.
    let sure = !has_error(&found);
    let modes: BTreeMap<&str, Arc<Mode>> = raw
        .modes
        .iter()
        .map(|(name, raw_mode)| (name.as_str(), Arc::new(mode(name, raw_mode))))
        .collect();
    check_modes(raw, origin, facts, &mut found);
    let targets = targets(raw, origin, facts, &modes, &mut found);
    check_strategy(raw, origin, &mut found);
    let sure_of: &BTreeSet<String> = if sure { &working } else { &BTreeSet::new() };
    check_used_modes(raw, origin, facts, sure_of, &modes, &mut found);
    found.extend(looser_child::check(&targets));

    let failed = has_error(&found);
    findings.append(&mut found);
    if failed || facts.baseline.is_none() {
        return None;
    }
    let used: BTreeSet<&str> = targets.iter().map(|t| t.mode.name.as_str()).collect();
    Some(Spec {
        home_region: raw.organization.home_region.clone(),
        partition,
        strategy: strategy(raw),
        working,
        modes: modes
            .into_iter()
            .filter(|(name, _)| used.contains(name))
            .map(|(_, mode)| mode)
            .collect(),
        targets,
        quota: match raw.quota {
            RawQuota::Current => Quota::Current,
            RawQuota::Legacy => Quota::Legacy,
        },
    })
}

fn check_strategy(raw: &RawSpec, origin: &Origin, found: &mut Vec<Diagnostic>) {
    found.extend(strategy_not_offered::check(strategy(raw), origin));
    found.extend(inference_only_regions::check(
        &raw.region_deny.inference_only_regions,
        origin,
    ));
    found.extend(bad_exemption::check(&raw.region_deny, origin));
    found.extend(without_effect::check(raw, origin));
    // A misspelt mode is an error already; the one that was meant is not to be called unused.
    let all_known = raw
        .targets
        .iter()
        .all(|target| raw.modes.contains_key(&target.mode));
    for name in raw.modes.keys().filter(|_| all_known) {
        let used = raw.targets.iter().any(|target| target.mode == *name);
        let default = raw.default_mode.as_ref() == Some(name);
        if !used && !default {
            let place = origin.key(&format!("/modes/{}", pointer_part(name)));
            found.push(unused_mode::finding(name, place));
        }
    }
}

fn has_error(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error)
}

/// A name as a part of a JSON pointer (RFC 6901).
fn pointer_part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
