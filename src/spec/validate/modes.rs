//! What is wrong with a mode: by itself, and given the strategy, the Regions and the catalogue.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bedrock::{INFERENCE_ACTIONS, Partition};
use crate::diagnostic::Diagnostic;
use crate::spec::mode::{Decision, Mode};
use crate::spec::origin::Origin;
use crate::spec::raw::{RawGeographies, RawSpec};
use crate::spec::rules::{
    additive_global, bad_profile_pattern, copies_unseen, family_no_route, family_not_callable,
    family_shape, global_as_family, gov_global, mode_name, new_family, pattern_matches_nothing,
    routes_blocked,
};

use super::convert::{partition, strategy};
use super::{Facts, pointer_part};

/// What is wrong with a mode whether or not a target has it.
pub(super) fn check_modes(
    raw: &RawSpec,
    origin: &Origin,
    facts: Facts<'_>,
    found: &mut Vec<Diagnostic>,
) {
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

/// What is wrong with a mode that a target has, given the strategy, the Regions and the catalogue.
pub(super) fn check_used_modes(
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
