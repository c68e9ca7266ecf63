//! What is wrong with a mode: by itself, and given the strategy, the Regions and the catalogue.

use std::sync::Arc;

use crate::bedrock::Partition;
use crate::diagnostic::{Diagnostic, Place};
use crate::spec::ground::Ground;
use crate::spec::mode::{Decision, Form, Geographies, Mode};
use crate::spec::origin::Origin;
use crate::spec::raw::{RawGeographies, RawSpec};
use crate::spec::rules::{
    additive_global, bad_profile_pattern, copies_unseen, family_no_route, family_not_callable,
    family_shape, global_as_family, gov_global, mode_name, new_family, pattern_matches_nothing,
    published_combination, published_disable_global, published_families, published_region_deny,
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

/// What is wrong with the modes that a target has, given the strategy and the partition.
pub(super) fn check_modes_alone(
    raw: &RawSpec,
    origin: &Origin,
    used: &[&Arc<Mode>],
    found: &mut Vec<Diagnostic>,
) {
    let strategy = strategy(raw);
    for mode in used {
        let at = format!("/modes/{}", pointer_part(&mode.name));
        let place = |field: &str| origin.value(&format!("{at}/{field}"));
        if mode.global == Decision::Allow && partition(raw) == Partition::AwsUsGov {
            found.push(gov_global::finding(&mode.name, place("global")));
            continue;
        }
        found.extend(additive_global::check(mode, strategy, place("global")));
        let refused = published_combination::check(mode, strategy, partition(raw), place("form"));
        if refused.is_none() {
            found.extend(holes(mode, place("form")));
        }
        found.extend(refused);
    }
}

/// What is known of the published statement that a mode is written in.
fn holes(mode: &Mode, place: Option<Place>) -> Option<Diagnostic> {
    match (mode.form, mode.global, &mode.geographies) {
        (Form::Strict, ..) => None,
        (form, Decision::Allow, _) => Some(published_region_deny::finding(&mode.name, form, place)),
        (_, _, Geographies::List(_)) => Some(published_families::finding(&mode.name, place)),
        _ => Some(published_disable_global::finding(&mode.name, place)),
    }
}

/// What is wrong with the modes that a target has, given the Regions and the catalogue.
pub(super) fn check_routes(
    origin: &Origin,
    used: &[&Arc<Mode>],
    ground: &Ground<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for mode in used {
        let is_pattern = |pattern: &String| bad_profile_pattern::check(pattern, None).is_none();
        if !mode.profiles.iter().all(is_pattern) {
            continue;
        }
        let at = format!("/modes/{}", pointer_part(&mode.name));
        let place = |index: usize| origin.value(&format!("{at}/geographies/{index}"));
        let (working, catalogue) = (ground.working, ground.catalogue);
        found.extend(family_not_callable::check(mode, working, catalogue, place));
        if mode.form == Form::Strict {
            found.extend(copies_unseen::check(mode, ground, origin.key(&at)));
        }
        found.extend(family_no_route::check(mode, ground, place));
        let geographies = origin.value(&format!("{at}/geographies"));
        found.extend(routes_blocked::check(mode, ground, geographies));
    }
}
