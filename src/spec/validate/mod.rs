//! A raw spec to a valid one: values converted, names resolved, and everything that makes no sense found.

mod also;
mod convert;
mod coverage;
mod modes;
mod regions;
mod strategy;
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bedrock::{Catalogue, Feature, INFERENCE_ACTIONS};
use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Severity};
use crate::policy::Quota;

use super::day::Day;
use super::ground::Ground;
use super::mode::{Mode, Strategy};
use super::origin::Origin;
use super::raw::{RawQuota, RawSpec};
use super::rules::{
    bad_profile_pattern, inference_only_unused, looser_child, no_such_day, ou_twice,
    pattern_matches_nothing, pointless_target, seen_later, slot_twice, too_many_targets,
    unused_mode,
};
use super::valid::Spec;
use convert::{expectation, mode, partition, unique};
use coverage::coverage;
use modes::{check_modes, check_modes_alone, check_routes};
use regions::regions;
use strategy::check_strategy;
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
    let most = raw.targets.len().max(raw.region_deny.covered_ous.len());
    if let Some(finding) = too_many_targets::check(most, origin) {
        findings.push(finding);
        return None;
    }
    let partition = partition(raw);
    let regions = regions(raw, origin, facts, &mut found);
    // What follows from a wrong list of Regions would be wrong as well.
    let sure = !has_error(&found);
    let exempts = |action: &&str| {
        facts
            .baseline
            .is_some_and(|baseline| baseline.exempts(action))
    };
    let ground = Ground {
        strategy: convert::strategy(raw),
        working: &regions.working,
        inference_only: &regions.inference_only,
        held: !INFERENCE_ACTIONS.iter().all(&exempts),
        catalogue: facts.catalogue,
    };
    let modes: BTreeMap<&str, Arc<Mode>> = raw
        .modes
        .iter()
        .map(|(name, raw_mode)| {
            let mut mode = mode(name, raw_mode);
            also::keep_what_has_an_effect(&mut mode, raw, origin, facts, &ground, &mut found);
            (name.as_str(), Arc::new(mode))
        })
        .collect();
    check_modes(raw, origin, facts, &mut found);
    let mut targets = targets(raw, origin, facts, &modes, &mut found);
    let covered = coverage(raw, origin, &modes, &mut targets, &mut found);
    found.extend(ou_twice::check(&targets));
    found.extend(slot_twice::check(&targets));
    check_strategy(raw, origin, facts, &targets, &mut found);
    check_unused(raw, origin, &mut found);
    check_worlds(raw, origin, facts.today, &mut found);
    check_iam(raw, origin, facts.catalogue, &mut found);
    let used: BTreeSet<&str> = raw
        .targets
        .iter()
        .map(|target| target.mode.as_str())
        .chain(targets.iter().map(|target| target.mode.name.as_str()))
        .collect();
    let used: Vec<&Arc<Mode>> = used.iter().filter_map(|name| modes.get(name)).collect();
    check_modes_alone(raw, origin, &used, &mut found);
    if sure && !regions.working.is_empty() {
        check_routes(origin, &used, &ground, &mut found);
        let modes = used.iter().map(|mode| &***mode);
        found.extend(inference_only_unused::check(
            &raw.region_deny.inference_only_regions,
            modes.filter(|_| ground.strategy == Strategy::Extend),
            &ground,
            origin,
        ));
    }
    found.extend(looser_child::check(
        &targets,
        &Ground {
            held: !INFERENCE_ACTIONS.iter().any(exempts),
            ..ground
        },
    ));

    if !has_error(&found) {
        found.extend(pointless_target::check(&targets, &ground));
    }

    let failed = has_error(&found);
    findings.append(&mut found);
    if failed || facts.baseline.is_none() {
        return None;
    }
    let used: BTreeSet<&str> = targets.iter().map(|t| t.mode.name.as_str()).collect();
    let named = |feature: &Feature| modes.values().any(|mode| mode.also.contains(feature));
    let features = Feature::ALL.into_iter().filter(named).collect();
    Some(Spec {
        home_region: raw.organization.home_region.clone(),
        partition,
        strategy: convert::strategy(raw),
        working: regions.working,
        inference_only: regions.inference_only,
        exempt_principals: unique(&raw.region_deny.exempt_principals),
        exempt_actions: unique(&raw.region_deny.exempt_actions),
        covered,
        modes: modes
            .into_iter()
            .filter(|(name, _)| used.contains(name))
            .map(|(_, mode)| mode)
            .collect(),
        features,
        targets,
        expectations: raw
            .expect
            .iter()
            .enumerate()
            .map(|(index, raw)| expectation(index, raw, origin))
            .collect(),
        worlds: convert::worlds(raw),
        iam: convert::iam(raw, origin),
        quota: match raw.quota {
            RawQuota::Current => Quota::Current,
            RawQuota::Legacy => Quota::Legacy,
        },
    })
}

/// Nobody has seen anything on a day that is not in the calendar, or that has not come.
fn check_worlds(raw: &RawSpec, origin: &Origin, today: Day, found: &mut Vec<Diagnostic>) {
    let Some(worlds) = &raw.worlds else { return };
    let place = || origin.value("/worlds/seen");
    match Day::parse(&worlds.seen) {
        None => found.push(no_such_day::finding(&worlds.seen, place())),
        Some(day) if day > today => found.push(seen_later::finding(&worlds.seen, place())),
        Some(_) => {}
    }
}

/// Patterns on models, as those of a mode.
fn check_iam(raw: &RawSpec, origin: &Origin, catalogue: &Catalogue, found: &mut Vec<Diagnostic>) {
    let models = raw.iam.iter().flat_map(|iam| &iam.models);
    for (index, pattern) in models.enumerate() {
        let place = origin.value(&format!("/iam/models/{index}"));
        found.extend(
            bad_profile_pattern::check(pattern, place.clone())
                .or_else(|| pattern_matches_nothing::check(pattern, catalogue, place)),
        );
    }
}

fn check_unused(raw: &RawSpec, origin: &Origin, found: &mut Vec<Diagnostic>) {
    // A misspelt mode is an error already; the one that was meant is not to be called unused.
    let all_known = raw
        .targets
        .iter()
        .all(|target| raw.modes.contains_key(&target.mode));
    for name in raw.modes.keys().filter(|_| all_known) {
        let used = raw.targets.iter().any(|target| target.mode == *name);
        let default = [&raw.default_mode, &raw.region_deny.floor].contains(&&Some(name.clone()));
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
