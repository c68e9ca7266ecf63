//! The targets, each with its OU, mode, slot and policy name.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::spec::day::Day;
use crate::spec::mode::Mode;
use crate::spec::origin::Origin;
use crate::spec::ou_path::OuPath;
use crate::spec::raw::{RawSpec, RawTarget};
use crate::spec::rules::{
    bad_ou, bad_policy_name, no_such_day, ou_like_id, past_until, reserved_name, unknown_mode,
};
use crate::spec::slot;
use crate::spec::valid::Target;

use super::Facts;

pub(super) fn targets(
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
        if target.slot.is_some() {
            found.extend(bad_policy_name::check_slot(
                &slot,
                origin.value(&format!("{at}/slot")),
            ));
        }
        let policy_name = policy_name(raw, &slot, origin.value(&at), found);
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
    targets
}

/// A target that only the coverage asks for: nothing is said of it but its mode.
pub(super) fn bare_target(
    raw: &RawSpec,
    ou: &OuPath,
    mode: &Arc<Mode>,
    place: Option<Place>,
    found: &mut Vec<Diagnostic>,
) -> Option<Target> {
    let slot = slot::derived(ou);
    let before = found.len();
    let policy_name = policy_name(raw, &slot, place.clone(), found);
    (found.len() == before).then(|| Target {
        ou: ou.clone(),
        mode: Arc::clone(mode),
        slot,
        policy_name,
        reason: None,
        until: None,
        place,
    })
}

fn policy_name(
    raw: &RawSpec,
    slot: &str,
    place: Option<Place>,
    found: &mut Vec<Diagnostic>,
) -> String {
    let name = format!("{}-{slot}", raw.package.name_prefix);
    found.extend(bad_policy_name::check_length(&name, place.clone()));
    found.extend(reserved_name::check(&name, place));
    name
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
