//! A change held against the organization as a snapshot has it.

use std::collections::BTreeSet;

use crate::bedrock::{ANYWHERE, Catalogue, GLOBAL};
use crate::catalogue::{Change, Offered, changes, offered};
use crate::cfct::rules::{attachments_over_quota, unknown_ou};
use crate::compose::Composition;
use crate::control_tower::Baseline;
use crate::diagnostic::Diagnostic;
use crate::drift::rules::snapshot_partial;
use crate::org::{LiveRegionDeny, MANAGED, Organization, region_denies, unread_region_denies};
use crate::spec::raw::{RawSpec, RawStrategy};
use crate::spec::{OuPath, Spec, Strategy};

use super::ou_control;
use super::rules::{accounts_left_out, not_covered, region_deny_unread};

/// Where the spec does not say which OUs the managed Region deny reached, the snapshot does: each OU directly below the root that it hangs on, or that has one below it with it.
pub fn covered_by(raw: &mut RawSpec, organization: &Organization) {
    let takes_over = matches!(
        raw.region_deny.strategy,
        RawStrategy::Replace | RawStrategy::OuControl
    );
    if takes_over && raw.region_deny.covered_ous.is_empty() {
        raw.region_deny.covered_ous = reached(organization).into_iter().collect();
    }
}

/// The OUs directly below the root that a Region deny of Control Tower's reaches.
pub fn reached(organization: &Organization) -> BTreeSet<String> {
    tops(region_denies(organization).iter(), organization)
}

fn tops<'a>(
    denies: impl Iterator<Item = &'a LiveRegionDeny<'a>>,
    organization: &Organization,
) -> BTreeSet<String> {
    let mut tops = BTreeSet::new();
    for deny in denies {
        for ou in &deny.policy.attached_to {
            if ou == "Root" {
                tops.extend(organization.tops().map(|top| top.path.clone()));
            } else {
                tops.extend(ou.split(':').next().map(str::to_owned));
            }
        }
    }
    tops
}

/// The policies that hang on an OU in the worst state of the rollout: what is there, ours, and the OU control that takes over.
pub fn worst_state<'a>(
    ou: &'a str,
    spec: &Spec,
    composition: &'a Composition,
    organization: &'a Organization,
) -> BTreeSet<&'a str> {
    let ours = composition
        .all()
        .filter(|own| own.ou == ou)
        .map(|own| own.name);
    let live = organization.policies.iter();
    let live = live.filter(|own| own.attached_to.contains(ou));
    let mut all: BTreeSet<&str> = ours.chain(live.map(|own| own.name.as_str())).collect();
    if spec.strategy == Strategy::OuControl
        && spec.covered.iter().any(|covered| covered.as_str() == ou)
        && !organization.with_ou_control().contains(ou)
    {
        all.insert("the OU control's own policy");
    }
    all
}

/// What the snapshot says of inference profiles otherwise than the catalogue, of the working Regions. One that the snapshot lists none of is not spoken of.
pub fn profile_changes(
    spec: &Spec,
    catalogue: &Catalogue,
    organization: &Organization,
) -> Vec<Change> {
    let listed = organization.snapshot.inference_profiles.iter();
    let mut live: Vec<Offered<'_>> = listed
        .filter(|own| !own.is_application && spec.working.contains(&own.source))
        .map(|own| Offered {
            source: &own.source,
            id: &own.id,
            // A model without a Region is that of a Global profile, whose routes are no list of Regions.
            to: match own.id.split_once('.') {
                Some((GLOBAL, _)) => vec![ANYWHERE],
                _ => own
                    .destinations
                    .iter()
                    .map(String::as_str)
                    .filter(|code| !code.is_empty())
                    .collect(),
            },
        })
        .collect();
    live.sort_unstable_by_key(|own| (own.source, own.id));
    let mut known = offered(catalogue);
    known.retain(|own| live.iter().any(|listed| listed.source == own.source));
    changes(&known, &live)
}

/// What the snapshot does not tell, so that nothing is held against it.
fn partial(organization: &Organization) -> Vec<Diagnostic> {
    let missing = organization.snapshot.missing.iter();
    missing
        .map(|own| snapshot_partial::finding(&own.what, &own.why, &own.command))
        .collect()
}

/// A policy of Control Tower's that hangs somewhere and whose text the snapshot lacks may be the Region deny.
fn without_text(organization: &Organization) -> impl Iterator<Item = Diagnostic> {
    let policies = organization.policies.iter();
    let unknown = policies.filter(|own| {
        own.name.starts_with(MANAGED) && own.content.is_none() && !own.attached_to.is_empty()
    });
    unknown.map(|own| region_deny_unread::finding(&own.name, "the snapshot does not have its text"))
}

/// OUs that are not there, OUs that the managed Region deny reached and nothing would hold, and OUs with more policies than there is room for.
pub fn held_against(
    spec: &Spec,
    composition: &Composition,
    baseline: &Baseline,
    organization: &Organization,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut ous = BTreeSet::new();
    for own in composition.all() {
        let place = own.target.and_then(|target| target.place.clone());
        if own.ou != "Root" && !organization.ous.contains(own.ou) {
            let number = found.len();
            found.push(unknown_ou::finding(own.ou, organization, number).at(place, "this OU"));
            continue;
        }
        if ous.insert(own.ou) {
            let all = worst_state(own.ou, spec, composition, organization);
            if all.len() > spec.quota.attachments() {
                found.push(
                    attachments_over_quota::over(own.ou, &all, spec.quota).at(place, "this target"),
                );
            }
        }
    }
    found.extend(partial(organization));
    found.extend(ou_control::held_against(spec, composition, organization));
    found.extend(ou_control::that_stay(
        spec,
        composition,
        baseline,
        organization,
    ));
    // Under `additive` it stays what it is, whatever that is.
    if spec.strategy != Strategy::Additive {
        for (policy, why) in unread_region_denies(organization) {
            found.push(region_deny_unread::finding(&policy.name, &why));
        }
        found.extend(without_text(organization));
    }
    let names: BTreeSet<&str> = composition.all().map(|own| own.name).collect();
    let denies = region_denies(organization);
    let changed = denies
        .iter()
        .filter(|_| spec.strategy != Strategy::Additive)
        .map(|own| own.policy);
    let mine = organization.policies.iter();
    let mine = mine.filter(|own| names.contains(own.name.as_str()));
    for policy in changed.chain(mine) {
        if !policy.attached_to_accounts.is_empty() {
            let accounts = policy.attached_to_accounts.len();
            found.push(accounts_left_out::finding(&policy.name, accounts));
        }
    }
    let takes_over = matches!(spec.strategy, Strategy::Replace | Strategy::OuControl);
    let covers_all = spec.covered.iter().any(OuPath::is_root)
        || spec
            .targets
            .iter()
            .any(|target| target.ou.is_root() && spec.carries_region_deny(target));
    if takes_over && !covers_all {
        // An OU control is left where it is, with a finding of its own.
        let denies = denies.iter().filter(|own| !own.baseline.is_ou_control());
        for ou in tops(denies, organization) {
            if !spec.covered.iter().any(|covered| covered.as_str() == ou) {
                found.push(not_covered::finding(&ou, &organization.name));
            }
        }
    }
    found
}
