use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::compose::{REGION_DENY_SIDS, Tombstone, spec_change};
use crate::diagnostic::Diagnostic;
use crate::org::{LivePolicy, MANAGED, Organization};
use crate::policy::Quota;
use crate::spec::Day;

use super::region_deny;
use super::rules::{
    attached_elsewhere, content_changed, not_attached, orphan, ou_missing, ou_uncovered,
    ou_without_target, policy_missing, quota_close, snapshot_old, snapshot_partial,
};
use super::{Planned, PlannedPolicy};

/// How drift is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The day on which it is.
    pub today: Day,
    /// How many days a snapshot may be old.
    pub max_age: u32,
    /// The policies that may hang on an OU.
    pub quota: Quota,
    /// Is the rollout under way, so that what the runbook switches last need not be switched yet?
    pub during_rollout: bool,
    /// Names of policies that earlier releases had, by `crispack.lock`.
    pub earlier: &'a BTreeSet<String>,
}

/// Everything in which an organization is not what a release means it to be.
pub fn compare(
    planned: &Planned,
    organization: &Organization,
    asked: Asked<'_>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(age(organization, asked));
    found.extend(partial(organization));
    if organization.policies.is_empty() {
        return found;
    }
    let mut live: BTreeMap<&str, &LivePolicy> = BTreeMap::new();
    live.extend(
        organization
            .policies
            .iter()
            .map(|own| (own.name.as_str(), own)),
    );
    for own in &planned.policies {
        match live.get(own.name.as_str()) {
            Some(live) => policy(planned, own, live, organization, &mut found),
            // That a tombstone is gone is what it was made for.
            None if own.is_tombstone => {}
            None => found.push(policy_missing::finding(own)),
        }
    }
    orphans(planned, organization, asked, &mut found);
    found.extend(region_deny::compare(
        planned,
        organization,
        asked.during_rollout,
    ));
    uncovered(planned, organization, &mut found);
    quota(organization, asked.quota, &mut found);
    found
}

fn age(organization: &Organization, asked: Asked<'_>) -> Option<Diagnostic> {
    let taken_at = organization.snapshot.taken_at.as_deref();
    let day = taken_at.and_then(|text| Day::parse(text.get(..10)?));
    let is_old = day.is_none_or(|day| {
        asked.today.number().saturating_sub(day.number()) > u64::from(asked.max_age)
    });
    is_old.then(|| snapshot_old::finding(taken_at, asked.max_age))
}

fn partial(organization: &Organization) -> Vec<Diagnostic> {
    let missing = organization.snapshot.missing.iter();
    // What is not looked at here does not matter here.
    let missing = missing.filter(|own| !own.command.contains("bedrock"));
    let mut found: Vec<Diagnostic> = missing
        .map(|own| snapshot_partial::finding(&own.what, &own.why, &own.command))
        .collect();
    if organization.policies.is_empty() && found.is_empty() {
        let what = "the service control policies";
        found.push(snapshot_partial::finding(what, "", "crispack snapshot"));
    }
    found
}

/// A policy that is there: where it hangs, and what it says.
fn policy(
    planned: &Planned,
    own: &PlannedPolicy,
    live: &LivePolicy,
    organization: &Organization,
    found: &mut Vec<Diagnostic>,
) {
    match &live.sha256 {
        Some(hash) if *hash == own.sha256 => {}
        Some(_) => found.push(content_changed::finding(planned, own, live)),
        None => found.push(snapshot_partial::finding(
            &format!("the text of `{}`", own.name),
            "",
            "crispack snapshot",
        )),
    }
    let is_there = own.ou == "Root" || organization.ous.contains(&own.ou);
    if !is_there {
        let now: Vec<&str> = live.attached_to.iter().map(String::as_str).collect();
        found.push(ou_missing::finding(own, &now));
        return;
    }
    if !live.attached_to.contains(&own.ou) && !own.is_tombstone {
        let id = organization.id_of(&own.ou);
        found.push(not_attached::finding(own, live, id));
    }
    for on in live.attached_to.iter().filter(|on| **on != own.ou) {
        let id = organization.id_of(on);
        found.push(attached_elsewhere::finding(own, live, on, id));
    }
    for account in &live.attached_to_accounts {
        found.push(attached_elsewhere::finding(
            own,
            live,
            account,
            Some(account),
        ));
    }
}

/// Policies of ours that the release does not have.
fn orphans(
    planned: &Planned,
    organization: &Organization,
    asked: Asked<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let names: BTreeSet<&str> = planned
        .policies
        .iter()
        .map(|own| own.name.as_str())
        .collect();
    for live in &organization.policies {
        let is_planned = names.contains(live.name.as_str());
        if is_planned || live.aws_managed || live.name.starts_with(MANAGED) {
            continue;
        }
        let why = if asked.earlier.contains(&live.name) {
            "of an earlier release, by `crispack.lock`"
        } else if live.content.as_deref().is_some_and(is_ours) {
            "of crispack, by its statements"
        } else {
            continue;
        };
        let mut targets: Vec<String> = live
            .attached_to
            .iter()
            .map(|path| organization.id_of(path).unwrap_or("TARGET_ID").to_owned())
            .collect();
        targets.extend(live.attached_to_accounts.iter().cloned());
        found.push(orphan::finding(live, why, &targets));
    }
}

/// Is every statement of a policy one that crispack writes?
fn is_ours(content: &str) -> bool {
    if Tombstone::is_text(content.as_bytes()) {
        return true;
    }
    let Ok(policy) = serde_json::from_str::<Value>(content) else {
        return false;
    };
    let Some(statements) = policy.get("Statement").and_then(Value::as_array) else {
        return false;
    };
    let [_, managed, _] = REGION_DENY_SIDS;
    let sid = |statement: &Value| {
        let sid = statement.get("Sid")?.as_str()?.to_owned();
        (sid != managed && spec_change(&sid, None).is_some()).then_some(())
    };
    !statements.is_empty() && statements.iter().all(|own| sid(own).is_some())
}

/// OUs directly below the root that no policy of the release is on or above; those with one below them only are as open as the others.
fn uncovered(planned: &Planned, organization: &Organization, found: &mut Vec<Diagnostic>) {
    let holds = |own: &&PlannedPolicy| {
        !own.is_tombstone
            && (!planned.takes_over() || planned.in_force.is_some() || own.carries_region_deny)
    };
    let holders: BTreeSet<&str> = planned
        .policies
        .iter()
        .filter(holds)
        .map(|own| own.ou.as_str())
        .collect();
    if holders.contains("Root") {
        return;
    }
    for top in organization.tops() {
        if holders.contains(top.path.as_str()) {
            continue;
        }
        if planned.takes_over() {
            found.push(ou_uncovered::finding(&top.path, top.accounts.len()));
            continue;
        }
        let below = format!("{}:", top.path);
        if !holders.iter().any(|ou| ou.starts_with(&below)) {
            found.push(ou_without_target::finding(&top.path));
        }
    }
}

fn quota(organization: &Organization, quota: Quota, found: &mut Vec<Diagnostic>) {
    let mut by_ou: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for live in &organization.policies {
        for ou in &live.attached_to {
            by_ou.entry(ou).or_default().push(&live.name);
        }
    }
    let most = quota.attachments();
    for (ou, names) in by_ou {
        if names.len() + 1 >= most {
            found.push(quota_close::finding(ou, &names, most));
        }
    }
}
