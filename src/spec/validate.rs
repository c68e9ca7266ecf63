use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bedrock::{Catalogue, INFERENCE_ACTIONS, Partition, UNSPECIFIED};
use crate::control_tower::Baseline;
use crate::diagnostic::{Diagnostic, Severity};
use crate::policy::Quota;

use super::day::Day;
use super::mode::{ApplicationProfiles, Decision, Destinations, Geographies, Mode, Strategy};
use super::origin::Origin;
use super::ou_path::OuPath;
use super::raw::{
    RawApplicationProfiles, RawDecision, RawDestinations, RawGeographies, RawGeographyWord,
    RawMode, RawPartition, RawQuota, RawSpec, RawStrategy, RawTarget,
};
use super::rules::{
    additive_global, bad_exemption, bad_ou, bad_policy_name, bad_profile_pattern, copies_unseen,
    family_no_route, family_not_callable, family_shape, global_as_family, gov_global, home_region,
    inference_only_regions, looser_child, mode_name, new_family, no_such_day, ou_like_id, ou_twice,
    past_until, pattern_matches_nothing, region_newer, region_unknown, regions_disagree,
    regions_required, reserved_name, routes_blocked, slot_twice, strategy_not_offered,
    too_many_targets, unknown_mode, unused_mode, without_effect,
};
use super::slot;
use super::valid::{Spec, Target};

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

fn has_error(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error)
}

fn partition(raw: &RawSpec) -> Partition {
    match raw.organization.partition {
        RawPartition::Aws => Partition::Aws,
        RawPartition::AwsUsGov => Partition::AwsUsGov,
    }
}

fn strategy(raw: &RawSpec) -> Strategy {
    match raw.region_deny.strategy {
        RawStrategy::Additive => Strategy::Additive,
        RawStrategy::Extend => Strategy::Extend,
        RawStrategy::Replace => Strategy::Replace,
        RawStrategy::OuControl => Strategy::OuControl,
    }
}

fn mode(name: &str, raw: &RawMode) -> Mode {
    let decision = |raw: RawDecision| match raw {
        RawDecision::Allow => Decision::Allow,
        RawDecision::Deny => Decision::Deny,
    };
    let geographies = match &raw.geographies {
        RawGeographies::Word(RawGeographyWord::None) => Geographies::None,
        RawGeographies::Word(RawGeographyWord::Any) => Geographies::Any,
        RawGeographies::List(list) => Geographies::List(unique(list)),
    };
    let any = geographies == Geographies::Any;
    let destinations = match raw.destinations {
        Some(RawDestinations::Governed) => Destinations::Governed,
        Some(RawDestinations::ByProfile) => Destinations::ByProfile,
        Some(RawDestinations::Pinned) => Destinations::Pinned,
        None if any => Destinations::Governed,
        None => Destinations::ByProfile,
    };
    Mode {
        name: name.to_owned(),
        global: decision(raw.global),
        geographies,
        destinations,
        profiles: unique(raw.profiles.as_deref().unwrap_or_default()),
        application_profiles: match raw.application_profiles {
            RawApplicationProfiles::ByDestination => ApplicationProfiles::ByDestination,
            RawApplicationProfiles::Deny => ApplicationProfiles::Deny,
        },
        prompt_routers: match raw.prompt_routers {
            Some(raw) => decision(raw),
            None if any => Decision::Allow,
            None => Decision::Deny,
        },
    }
}

/// Without repetitions, in the order of the spec.
fn unique(list: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    list.iter()
        .filter(|item| seen.insert(*item))
        .cloned()
        .collect()
}

/// The working Regions; checked as far as there is something to check them against.
fn regions(
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

/// What is wrong with a mode whether or not a target has it.
fn check_modes(raw: &RawSpec, origin: &Origin, facts: Facts<'_>, found: &mut Vec<Diagnostic>) {
    for (name, mode) in &raw.modes {
        let at = format!("/modes/{}", pointer_part(name));
        found.extend(mode_name::check(name, origin.key(&at)));
        if let RawGeographies::List(list) = &mode.geographies {
            for (index, family) in list.iter().enumerate() {
                let place = origin.value(&format!("{at}/geographies/{index}"));
                found.extend(global_as_family::check(family, place.clone()));
                found.extend(family_shape::check(family, facts.catalogue, place.clone()));
                found.extend(new_family::check(family, facts.catalogue, place));
            }
        }
        for (index, pattern) in mode.profiles.iter().flatten().enumerate() {
            let place = origin.value(&format!("{at}/profiles/{index}"));
            found.extend(
                bad_profile_pattern::check(pattern, place.clone())
                    .or_else(|| pattern_matches_nothing::check(pattern, facts.catalogue, place)),
            );
        }
    }
}

fn targets(
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    modes: &BTreeMap<&str, Arc<Mode>>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Target> {
    found.extend(bad_policy_name::check_prefix(
        &raw.package.name_prefix,
        origin,
    ));
    let known: Vec<&str> = modes.keys().copied().collect();
    if let Some(name) = &raw.default_mode
        && !modes.contains_key(name.as_str())
    {
        found.push(unknown_mode::finding(
            name,
            &known,
            origin.value("/default_mode"),
        ));
    }
    let mut targets = Vec::new();
    for (index, target) in raw.targets.iter().enumerate() {
        let at = format!("/targets/{index}");
        let mode = modes.get(target.mode.as_str());
        if mode.is_none() {
            found.push(unknown_mode::finding(
                &target.mode,
                &known,
                origin.value(&format!("{at}/mode")),
            ));
        }
        check_until(target, &at, origin, facts, found);
        let ou = match OuPath::parse(&target.ou) {
            Ok(ou) => ou,
            Err(problem) => {
                found.push(bad_ou::finding(
                    &target.ou,
                    &problem,
                    origin.value(&format!("{at}/ou")),
                ));
                continue;
            }
        };
        found.extend(ou_like_id::check(&ou, origin.value(&format!("{at}/ou"))));
        let slot = target.slot.clone().unwrap_or_else(|| slot::derived(&ou));
        let policy_name = format!("{}-{slot}", raw.package.name_prefix);
        if target.slot.is_some() {
            found.extend(bad_policy_name::check_slot(
                &slot,
                origin.value(&format!("{at}/slot")),
            ));
        }
        found.extend(bad_policy_name::check_length(
            &policy_name,
            origin.value(&at),
        ));
        found.extend(reserved_name::check(&policy_name, origin.value(&at)));
        let Some(mode) = mode else { continue };
        targets.push(Target {
            ou,
            mode: Arc::clone(mode),
            slot,
            policy_name,
            reason: target.reason.clone(),
            until: target.until.clone(),
            place: origin.value(&format!("{at}/ou")),
        });
    }
    for (index, ou) in raw.region_deny.covered_ous.iter().enumerate() {
        if let Err(problem) = OuPath::parse(ou) {
            let place = origin.value(&format!("/region_deny/covered_ous/{index}"));
            found.push(bad_ou::finding(ou, &problem, place));
        }
    }
    found.extend(ou_twice::check(&targets));
    found.extend(slot_twice::check(&targets));
    targets
}

fn check_until(
    target: &RawTarget,
    at: &str,
    origin: &Origin,
    facts: Facts<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(text) = &target.until else { return };
    let place = origin.value(&format!("{at}/until"));
    match Day::parse(text) {
        None => found.push(no_such_day::finding(text, place)),
        Some(day) => found.extend(past_until::check(&target.ou, day, facts.today, place)),
    }
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

/// What is wrong with a mode that a target has, given the strategy, the Regions and the catalogue.
fn check_used_modes(
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    working: &BTreeSet<String>,
    modes: &BTreeMap<&str, Arc<Mode>>,
    found: &mut Vec<Diagnostic>,
) {
    for (name, mode) in modes {
        if !raw.targets.iter().any(|target| target.mode == *name) {
            continue;
        }
        let at = format!("/modes/{}", pointer_part(name));
        if mode.global == Decision::Allow && partition(raw) == Partition::AwsUsGov {
            found.push(gov_global::finding(
                &mode.name,
                origin.value(&format!("{at}/global")),
            ));
            continue;
        }
        found.extend(additive_global::check(
            mode,
            strategy(raw),
            origin.value(&format!("{at}/global")),
        ));
        let is_pattern = |pattern: &String| bad_profile_pattern::check(pattern, None).is_none();
        if working.is_empty() || !mode.profiles.iter().all(is_pattern) {
            continue;
        }
        let place = |index: usize| origin.value(&format!("{at}/geographies/{index}"));
        found.extend(family_not_callable::check(
            mode,
            working,
            facts.catalogue,
            place,
        ));
        found.extend(copies_unseen::check(
            mode,
            working,
            facts.catalogue,
            origin.key(&at),
        ));
        // A Region deny that leaves inference out blocks no route.
        let held = facts
            .baseline
            .is_none_or(|baseline| !baseline.leaves_inference_out(&INFERENCE_ACTIONS));
        if !held {
            continue;
        }
        found.extend(family_no_route::check(
            mode,
            working,
            facts.catalogue,
            place,
        ));
        found.extend(routes_blocked::check(
            mode,
            working,
            facts.catalogue,
            origin.value(&format!("{at}/geographies")),
        ));
    }
}

/// A name as a part of a JSON pointer (RFC 6901).
fn pointer_part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
