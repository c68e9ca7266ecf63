//! Slots are for life: what became of those that there were, and what CfCT would leave behind of them.

use std::collections::BTreeMap;

use crate::compose::{Composition, OnOu, Tombstone};
use crate::diagnostic::Diagnostic;
use crate::org::{LivePolicy, Organization};
use crate::text::sha256;

use super::against::reached;
use super::ledger::Held;
use super::rules::{
    ou_renamed, retired_holds, slot_forgotten, slot_gone, slot_lost, slot_retired, slot_unknown,
};

/// What is wanted of slots that no target has any more.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// To become tombstones.
    pub retire: &'a [String],
    /// To be forgotten: never rolled out, or taken away by hand.
    pub forget: &'a [String],
}

/// The slots that there were, by their names.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    by_name: BTreeMap<String, Held>,
    /// The strategy of that release, if it is known.
    strategy: Option<String>,
    /// Did the release that they are of leave Control Tower's Region deny off?
    holds: bool,
    /// Is it merged into a package of the customer's?
    merged: bool,
}

impl Slots {
    /// Of a strategy under which policies of ours hold OUs to Regions.
    pub fn of(strategy: Option<&str>, slots: impl IntoIterator<Item = (String, Held)>) -> Self {
        Self {
            by_name: slots.into_iter().collect(),
            strategy: strategy.map(str::to_owned),
            holds: strategy.is_some_and(|name| name != "additive" && name != "extend"),
            merged: false,
        }
    }

    /// The same of a release that is merged into a package of the customer's, or is not.
    #[must_use]
    pub fn in_a_package(mut self, merged: bool) -> Self {
        self.merged = merged;
        self
    }

    /// Is the release that they are of merged into a package of the customer's?
    pub fn merged(&self) -> bool {
        self.merged
    }

    /// The strategy of the release that they are of, if it is known.
    pub fn strategy(&self) -> Option<&str> {
        self.strategy.as_deref()
    }

    /// A hash of what the policies are.
    pub fn sha256(&self) -> String {
        let policies = self.by_name.values();
        let lines = policies.map(|held| format!("{}  {}\n", held.sha256, held.policy));
        sha256(lines.collect::<String>().as_bytes())
    }

    /// Each slot with what it holds.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Held)> {
        let slots = self.by_name.iter();
        slots.map(|(slot, held)| (slot.as_str(), held))
    }

    /// Did the release that they are of leave Control Tower's Region deny off?
    pub fn holds(&self) -> bool {
        self.holds
    }

    /// The OUs directly below the root, and the root, that have a policy which is no tombstone.
    pub fn tops(&self) -> Vec<String> {
        let live = self.by_name.values().filter(|held| !held.retired);
        let mut tops: Vec<String> = live
            .filter(|held| !held.ou.contains(':'))
            .map(|held| held.ou.clone())
            .collect();
        tops.dedup();
        tops
    }

    /// Adds those of another source whose policies are not known yet.
    pub fn add(&mut self, other: Self) {
        self.holds |= other.holds;
        self.merged |= other.merged;
        self.strategy = self.strategy.take().or(other.strategy);
        for (slot, held) in other.by_name {
            let known = |own: &Held| own.policy == held.policy;
            if !self.by_name.values().any(known) {
                self.by_name.insert(slot, held);
            }
        }
    }

    /// Holds a composition against them: what is to be retired becomes a tombstone in it, and what CfCT would leave behind is found.
    pub fn settle(
        &self,
        composition: &mut Composition,
        wanted: Wanted<'_>,
        organization: Option<&Organization>,
        findings: &mut Vec<Diagnostic>,
    ) {
        let known: Vec<&str> = self.by_name.keys().map(String::as_str).collect();
        for slot in wanted.retire.iter().chain(wanted.forget) {
            if !known.contains(&slot.as_str()) {
                findings.push(slot_unknown::finding(slot, &known));
            }
        }
        let mut tombstones = Vec::new();
        {
            let mut by_policy: BTreeMap<&str, OnOu<'_>> = BTreeMap::new();
            by_policy.extend(composition.all().map(|own| (own.name, own)));
            let mut by_slot: BTreeMap<&str, OnOu<'_>> = BTreeMap::new();
            by_slot.extend(composition.all().map(|own| (own.slot, own)));
            for (slot, held) in &self.by_name {
                let retire = wanted.retire.contains(slot);
                let own = by_policy
                    .get(held.policy.as_str())
                    .or_else(|| by_slot.get(slot.as_str()));
                // Under another name it is another policy to CfCT.
                let forgotten =
                    wanted.forget.contains(slot) && !by_policy.contains_key(held.policy.as_str());
                if let Some(own) = own.filter(|_| !forgotten) {
                    if retire {
                        findings.push(slot_unknown::still_a_target(slot, *own));
                    }
                    findings.extend(same_place(held, *own, organization));
                    continue;
                }
                if wanted.forget.contains(slot) {
                    findings.push(slot_forgotten::finding(slot, held));
                    continue;
                }
                if held.retired && organization.is_some_and(|own| self.is_gone(&held.policy, own)) {
                    findings.push(slot_gone::finding(slot, held));
                    continue;
                }
                if (retire || held.retired) && organization.is_some_and(|own| is_nowhere(held, own))
                {
                    findings.push(slot_gone::nowhere(slot, held));
                    continue;
                }
                if retire || held.retired {
                    let ou = moved_to(held, organization).unwrap_or(&held.ou);
                    if !held.retired {
                        let may_hold = self.holds && !ou.contains(':');
                        findings.push(if may_hold && !is_held_otherwise(ou, organization) {
                            retired_holds::finding(slot, held)
                        } else {
                            slot_retired::finding(slot, held)
                        });
                    }
                    tombstones.push(Tombstone::new(slot, &held.policy, ou, held.retired));
                    continue;
                }
                findings.push(self.lost(slot, held, composition, organization));
            }
        }
        composition.tombstones = tombstones;
    }

    /// Is a retired policy gone? Only by a snapshot in which the other policies are as the newest release has them: an older one does not know what was rolled out since.
    fn is_gone(&self, policy: &str, organization: &Organization) -> bool {
        let others = self.by_name.values().filter(|held| !held.retired);
        let is_as_released = |held: &Held| {
            let live = organization.policy(&held.policy);
            live.is_some_and(|live| live.sha256.as_ref() == Some(&held.sha256))
        };
        organization.lacks(policy) && others.into_iter().all(is_as_released)
    }

    /// Why a slot is missing.
    fn lost(
        &self,
        slot: &str,
        held: &Held,
        composition: &Composition,
        organization: Option<&Organization>,
    ) -> Diagnostic {
        let on = |ou: &str| {
            composition
                .policies
                .iter()
                .find(|own| own.target.ou.as_str() == ou)
        };
        if let Some(own) = on(&held.ou) {
            return slot_lost::renamed(&held.policy, &held.ou, &own.target);
        }
        if let Some(path) = moved_to(held, organization)
            && let Some(own) = on(path)
        {
            return ou_renamed::needs_slot(slot, held, &own.target);
        }
        slot_lost::vanished(slot, &held.policy, &held.ou, self.holds)
    }
}

/// Has a slot kept its name and its OU?
fn same_place(
    held: &Held,
    own: OnOu<'_>,
    organization: Option<&Organization>,
) -> Option<Diagnostic> {
    if held.policy != own.name {
        let target = own.target?;
        return Some(slot_lost::renamed(&held.policy, &held.ou, target));
    }
    if held.ou == own.ou {
        let now = organization.and_then(|organization| organization.id_of(own.ou));
        let is_other = held.ou_id.is_some() && now.is_some() && held.ou_id.as_deref() != now;
        return is_other.then(|| ou_renamed::another(held, moved_to(held, organization)));
    }
    let is_same = held.ou_id.is_some() && moved_to(held, organization) == Some(own.ou);
    Some(if is_same {
        ou_renamed::finding(held, own.ou)
    } else {
        slot_lost::moved(&held.policy, &held.ou, own.ou)
    })
}

/// Does a snapshot show that Control Tower's Region deny reaches an OU, or that the OU is gone?
fn is_held_otherwise(ou: &str, organization: Option<&Organization>) -> bool {
    organization.is_some_and(|organization| {
        let is_gone = ou != "Root" && !organization.ous.contains(ou);
        is_gone || reached(organization).contains(ou)
    })
}

/// Is the OU of a policy gone, and the policy on nothing else? Then there is nothing that CfCT could attach it to, or that it would hold.
///
/// Only by a whole snapshot that has the policy as the newest release has it: an older one does not know which OUs there are since.
fn is_nowhere(held: &Held, organization: &Organization) -> bool {
    let is_known = held.ou == "Root"
        || organization.ous.contains(&held.ou)
        || moved_to(held, Some(organization)).is_some();
    let hangs_nowhere = organization.policy(&held.policy).is_some_and(|live| {
        live.sha256.as_ref() == Some(&held.sha256)
            && live.attached_to.is_empty()
            && live.attached_to_accounts.is_empty()
    });
    // One that was written by hand may not say of a policy what it hangs on; `crispack snapshot` does, and says when it was taken, and by which id a policy is known.
    let has_id = |live: &LivePolicy| live.id.is_some();
    let tells = organization.snapshot.taken_at.is_some()
        && organization.policy(&held.policy).is_some_and(has_id);
    tells && organization.snapshot.missing.is_empty() && !is_known && hangs_nowhere
}

/// Where an OU is now that is known by its id.
fn moved_to<'o>(held: &Held, organization: Option<&'o Organization>) -> Option<&'o str> {
    organization?.path_of(held.ou_id.as_deref()?)
}
