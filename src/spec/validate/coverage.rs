//! The OUs that the managed Region deny reached and that need a policy of ours before it goes; the floor.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::spec::mode::{Form, Mode, Strategy};
use crate::spec::origin::Origin;
use crate::spec::ou_path::OuPath;
use crate::spec::raw::RawSpec;
use crate::spec::rules::{
    covered_ou, covered_without_mode, floor_elsewhere, no_coverage, published_combination,
    root_reaches_all, target_uncovered, unknown_mode,
};
use crate::spec::valid::Target;

use super::convert::strategy;
use super::targets::bare_target;

/// The covered OUs. Those that no target names are added to `targets` with the default mode, and so is the floor.
pub(super) fn coverage(
    raw: &RawSpec,
    origin: &Origin,
    modes: &BTreeMap<&str, Arc<Mode>>,
    targets: &mut Vec<Target>,
    found: &mut Vec<Diagnostic>,
) -> BTreeSet<OuPath> {
    let strategy = strategy(raw);
    floor(raw, origin, modes, targets, found);
    if strategy.keeps_managed_deny() {
        return BTreeSet::new();
    }
    if raw.region_deny.covered_ous.is_empty() {
        found.push(no_coverage::finding(strategy, origin));
        return BTreeSet::new();
    }
    let mut covered: BTreeMap<OuPath, Option<Place>> = BTreeMap::new();
    let mut misnamed = BTreeSet::new();
    for (index, text) in raw.region_deny.covered_ous.iter().enumerate() {
        let place = origin.value(&format!("/region_deny/covered_ous/{index}"));
        // What is no OU path is told with the targets.
        let Ok(ou) = OuPath::parse(text) else {
            continue;
        };
        if ou.top() != ou {
            found.push(covered_ou::nested(&ou, place.clone()));
            misnamed.insert(ou.top());
        } else if ou.is_root() && strategy == Strategy::OuControl {
            found.push(covered_ou::root(place.clone()));
        }
        covered.entry(ou.top()).or_insert(place);
    }
    check_targets(strategy, &covered, targets, found);
    let mut added = Vec::new();
    let named = Named::of(targets);
    // What follows from a name that is wrong already is not told besides.
    for (ou, place) in covered.iter().filter(|(ou, _)| !misnamed.contains(*ou)) {
        added.extend(with_default(raw, modes, (ou, place), &named, found));
    }
    targets.extend(added);
    if strategy == Strategy::Replace {
        found.extend(root_reaches_all::check(targets));
    }
    covered.into_keys().collect()
}

fn floor(
    raw: &RawSpec,
    origin: &Origin,
    modes: &BTreeMap<&str, Arc<Mode>>,
    targets: &mut Vec<Target>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(name) = raw
        .region_deny
        .floor
        .as_deref()
        .filter(|name| *name != "none")
    else {
        return;
    };
    let place = origin.value("/region_deny/floor");
    if strategy(raw) != Strategy::Replace {
        found.push(floor_elsewhere::finding(strategy(raw), origin));
    } else if let Some(mode) = modes.get(name) {
        targets.extend(bare_target(raw, &OuPath::root(), mode, place, found));
    } else {
        let known: Vec<&str> = modes.keys().copied().collect();
        found.push(unknown_mode::finding(name, &known, place));
    }
}

/// Is each target covered, and is a published Region deny where it belongs?
fn check_targets(
    strategy: Strategy,
    covered: &BTreeMap<OuPath, Option<Place>>,
    targets: &[Target],
    found: &mut Vec<Diagnostic>,
) {
    let everything = covered.contains_key(&OuPath::root());
    for target in targets {
        let is_top = target.ou.top() == target.ou;
        if !everything && !target.ou.is_root() && !covered.contains_key(&target.ou.top()) {
            found.push(target_uncovered::finding(target, strategy));
        } else if strategy == Strategy::Replace && target.mode.form != Form::Strict && !is_top {
            found.push(published_combination::nested(
                &target.mode,
                target.ou.as_str(),
                target.place.clone(),
            ));
        }
    }
}

/// The OUs that targets name, and a target below each top-level one.
struct Named<'a> {
    ous: BTreeSet<&'a OuPath>,
    below: BTreeMap<OuPath, &'a Target>,
}

impl<'a> Named<'a> {
    fn of(targets: &'a [Target]) -> Self {
        let mut below = BTreeMap::new();
        for target in targets.iter().filter(|target| target.ou.top() != target.ou) {
            below.entry(target.ou.top()).or_insert(target);
        }
        Self {
            ous: targets.iter().map(|target| &target.ou).collect(),
            below,
        }
    }
}

/// The target that a covered OU needs if none names it.
fn with_default(
    raw: &RawSpec,
    modes: &BTreeMap<&str, Arc<Mode>>,
    (ou, place): (&OuPath, &Option<Place>),
    named: &Named<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Target> {
    if named.ous.contains(ou) {
        return None;
    }
    if let Some(nested) = named.below.get(ou) {
        found.push(covered_without_mode::only_nested(ou, nested, place.clone()));
        return None;
    }
    let Some(name) = raw.default_mode.as_deref() else {
        found.push(covered_without_mode::no_default(ou, place.clone()));
        return None;
    };
    // An unknown default mode is told with the targets.
    let mode = modes.get(name)?;
    bare_target(raw, ou, mode, place.clone(), found)
}
