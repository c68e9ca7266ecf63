//! What Control Tower holds, against what the strategy has it hold.

use std::collections::BTreeSet;

use crate::control_tower::rules::baseline_edited;
use crate::diagnostic::Diagnostic;
use crate::org::{LiveRegionDeny, Organization, region_denies, unread_region_denies};
use crate::policy::{Condition, Statement};
use crate::spec::Strategy;

use super::Planned;
use super::rules::{
    control_tower_drift, managed_edited, region_deny_changed, region_deny_off, region_deny_on,
};

pub(super) fn compare(
    planned: &Planned,
    organization: &Organization,
    during_rollout: bool,
) -> Vec<Diagnostic> {
    let denies = region_denies(organization);
    let mut found = states(organization, during_rollout);
    let unread = unread_region_denies(organization);
    for (policy, why) in &unread {
        found.push(managed_edited::unread(policy, why));
    }
    for deny in &denies {
        let is_control = deny.baseline.is_ou_control();
        // The lists of the OU control are its parameters; where they are not the release's, that is told below.
        if !is_control {
            found.extend(edited(deny));
        }
        let off = match planned.strategy {
            Strategy::Additive | Strategy::Extend => false,
            Strategy::Replace => true,
            Strategy::OuControl => !is_control,
        };
        let ous: Vec<&str> = deny.policy.attached_to.iter().map(String::as_str).collect();
        if off {
            if !during_rollout && !ous.is_empty() {
                found.push(region_deny_on::finding(deny, &ous));
            }
            continue;
        }
        if let Some(expected) = &planned.in_force {
            let control = expected.sid == deny.baseline.statement.sid;
            let differs = differences(expected, &deny.baseline.statement);
            if control && !differs.is_empty() && !ous.is_empty() && !during_rollout {
                found.push(region_deny_changed::finding(deny, &differs));
            }
        }
    }
    if planned.strategy != Strategy::Replace
        && !(during_rollout && planned.strategy == Strategy::OuControl)
    {
        let also = unread.iter().flat_map(|(policy, _)| &policy.attached_to);
        found.extend(off(planned, &denies, also.map(String::as_str)));
    }
    found
}

/// What Control Tower says of itself. That a change is under way is no finding while there is a rollout.
fn states(organization: &Organization, during_rollout: bool) -> Vec<Diagnostic> {
    let Some(own) = &organization.snapshot.control_tower else {
        return Vec::new();
    };
    let is_odd = |state: &str| match state {
        "" | "ACTIVE" | "SUCCEEDED" | "IN_SYNC" | "NOT_CHECKING" | "UNKNOWN" => false,
        "PROCESSING" | "UNDER_CHANGE" => !during_rollout,
        _ => true,
    };
    let zone = own.landing_zone.iter().flat_map(|zone| {
        let states = [&zone.status, &zone.drift].into_iter();
        states.map(|state| ("the landing zone".to_owned(), state))
    });
    let controls = own.enabled_controls.iter().flat_map(|control| {
        let what = format!("the control `{}` on `{}`", control.control, control.ou);
        let is_deny = control.parameters.contains_key("AllowedRegions");
        let states = [&control.status, &control.drift].into_iter();
        states
            .filter(move |_| is_deny)
            .map(move |state| (what.clone(), state))
    });
    zone.chain(controls)
        .filter(|(_, state)| is_odd(state))
        .map(|(what, state)| control_tower_drift::finding(&what, state))
        .collect()
}

fn edited(deny: &LiveRegionDeny<'_>) -> Vec<Diagnostic> {
    let mine = deny.findings.iter();
    mine.filter(|own| own.rule == &baseline_edited::RULE)
        .map(|own| managed_edited::finding(deny, &own.message))
        .collect()
}

/// The OUs of the release, directly below the root, on which nothing hangs that it counts on.
fn off<'a>(
    planned: &Planned,
    denies: &'a [LiveRegionDeny<'_>],
    unread: impl Iterator<Item = &'a str>,
) -> Vec<Diagnostic> {
    let is_control = planned.strategy == Strategy::OuControl;
    let held: BTreeSet<&str> = denies
        .iter()
        .filter(|own| own.baseline.is_ou_control() || !is_control)
        .flat_map(|own| own.policy.attached_to.iter().map(String::as_str))
        .chain(unread)
        .collect();
    let is_held = |ou: &str| {
        held.contains("Root")
            || ou
                .match_indices(':')
                .map(|(at, _)| at)
                .chain([ou.len()])
                .any(|end| ou.get(..end).is_some_and(|above| held.contains(above)))
    };
    let live = planned.policies.iter().filter(|own| !own.is_tombstone);
    let ous: BTreeSet<&str> = live
        .map(|own| own.ou.as_str())
        .filter(|ou| *ou != "Root")
        .collect();
    ous.into_iter()
        .filter(|ou| !is_held(ou))
        .map(|ou| region_deny_off::finding(ou, is_control))
        .collect()
}

/// In what two statements differ, whatever the order of their lists.
fn differences(expected: &Statement, live: &Statement) -> Vec<String> {
    let values = |statement: &Statement, key: &str| -> BTreeSet<String> {
        let is = |own: &&Condition| own.key.eq_ignore_ascii_case(key);
        let conditions = statement.conditions.iter().filter(is);
        let values = conditions.flat_map(|own| own.values.iter());
        // Control Tower spells the partition; a built-in text leaves it open.
        values
            .map(|value| {
                match value
                    .strip_prefix("arn:")
                    .and_then(|arn| arn.split_once(':'))
                {
                    Some((_, rest)) => format!("arn:*:{rest}"),
                    None => value.clone(),
                }
            })
            .collect()
    };
    let actions = |statement: &Statement| -> BTreeSet<String> {
        let patterns = statement.action.patterns().iter();
        patterns.map(|own| own.to_ascii_lowercase()).collect()
    };
    let parts = [
        (
            "Regions",
            values(expected, "aws:RequestedRegion"),
            values(live, "aws:RequestedRegion"),
        ),
        ("left out actions", actions(expected), actions(live)),
        (
            "exempt principals",
            values(expected, "aws:PrincipalArn"),
            values(live, "aws:PrincipalArn"),
        ),
    ];
    let mut found = Vec::new();
    for (what, expected, live) in parts {
        let list = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
            let all: Vec<&str> = one.difference(other).map(String::as_str).collect();
            all.join(", ")
        };
        let (more, less) = (list(&live, &expected), list(&expected, &live));
        if !more.is_empty() {
            found.push(format!("{what} beyond the release's: {more}"));
        }
        if !less.is_empty() {
            found.push(format!("{what} of the release that are not there: {less}"));
        }
    }
    found
}
