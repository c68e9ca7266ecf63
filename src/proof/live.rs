//! The effect of a change on an organization as a snapshot has it: whatever else hangs on an OU's path is there on both sides.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use crate::compose::{Basis, Composition, OnOu};
use crate::diagnostic::{Diagnostic, Source};
use crate::org::{LivePolicy, LiveRegionDeny, MANAGED, Organization, region_denies};
use crate::policy::compare::Probes;
use crate::policy::{self, Attached, Document, Level, Levels, Policy};
use crate::simulate::Hung;
use crate::spec::Strategy;

use super::effect::{Effect, NoEffect};
use super::ids::Ids;
use super::prove::{Before, MANAGED_DENY, Managed, ProvedEffect};
use super::rules::{foreign_left_out, live_unknown};
use super::touched::Touched;

/// The effect on OUs that have the same policies on their path.
#[derive(Debug)]
pub struct LiveEffect {
    /// With everything that hangs there and can have a say; `None` if a policy of somebody else's has no meaning.
    whole: Option<ProvedEffect>,
    /// With ours and Control Tower's alone.
    ours: ProvedEffect,
}

impl LiveEffect {
    /// The effect, certified, and whom it is on. Where a policy of somebody else's cannot be compared exactly those are left out of both sides, which is told: more is said to change then, never less.
    ///
    /// # Errors
    /// Policies of ours that cannot be compared; evaluators that disagree.
    pub fn effect(
        &self,
        probes: &Probes,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<(&ProvedEffect, Effect<'_>), NoEffect> {
        if let Some(whole) = &self.whole {
            match whole.effect(probes) {
                Ok(effect) => return Ok((whole, effect)),
                Err(NoEffect::Bug(error)) => return Err(NoEffect::Bug(error)),
                Err(NoEffect::Findings(_)) => {}
            }
            // What depends on more than one part of a request may answer either way, the same on both sides.
            if let Ok(effect) = Effect::of(&whole.before, &whole.after, probes, true) {
                findings.push(foreign_left_out::assumed(&whole.ous));
                return Ok((whole, effect));
            }
        }
        if let Some(own) = self.ours.before.levels().iter().find_map(allowing) {
            let why = "it allows something, and what others allow there cannot be compared";
            return Err(NoEffect::Findings(vec![live_unknown::finding(own, why)]));
        }
        findings.push(foreign_left_out::on(&self.ours.ous));
        Ok((&self.ours, self.ours.effect(probes)?))
    }
}

/// A policy that allows something: none of ours does, unless somebody edited it.
fn allowing(level: &Level) -> Option<&str> {
    let allows = |own: &&Attached| {
        let statements = own.policy.statements.iter();
        statements
            .into_iter()
            .any(|one| one.effect == policy::Effect::Allow)
    };
    level
        .attached
        .iter()
        .find(allows)
        .map(|own| own.name.as_str())
}

/// A policy every statement of which can be judged; one of ours can be compared as well.
fn meaningful(document: Document, name: &str, is_ours: bool) -> Result<Document, Vec<Diagnostic>> {
    let levels = Levels::new(vec![Level {
        name: String::new(),
        attached: vec![Attached::from_document(name, &document)],
    }])?;
    if is_ours
        && let Err(NoEffect::Findings(found)) =
            Effect::of(&levels, &levels, &Probes::default(), false)
    {
        return Err(found);
    }
    Ok(document)
}

/// The sides of a change in an organization.
pub struct Live<'a> {
    basis: Basis<'a>,
    organization: &'a Organization,
    /// Ours, by name and by OU.
    ours: BTreeMap<&'a str, OnOu<'a>>,
    by_ou: BTreeMap<&'a str, Vec<OnOu<'a>>>,
    /// The policies that can be read, by name.
    policies: BTreeMap<&'a str, Attached>,
    /// What Control Tower's policies say after the rollout where it changes them.
    after: BTreeMap<&'a str, Option<Attached>>,
    /// Those of them that are the OU control, which changes on some OUs only.
    controls: BTreeSet<&'a str>,
    /// The names that hang on each OU.
    on: BTreeMap<&'a str, Vec<&'a str>>,
    /// The OU control that takes over.
    control: Option<Attached>,
}

impl<'a> Live<'a> {
    /// Reads every policy of a snapshot that it has the text of. One that cannot be read is left out of both sides, and told.
    pub fn new(
        basis: Basis<'a>,
        composition: &'a Composition,
        organization: &'a Organization,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let names: BTreeSet<&str> = composition.all().map(|own| own.name).collect();
        let left_out = |name: &str, why: &str| {
            if names.contains(name) {
                live_unknown::finding(name, why)
            } else {
                foreign_left_out::finding(name, why)
            }
        };
        let mut policies = BTreeMap::new();
        let mut by_text: BTreeMap<&str, Document> = BTreeMap::new();
        let mut on: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for live in &organization.policies {
            for ou in &live.attached_to {
                on.entry(ou).or_default().push(&live.name);
            }
            let Some(content) = live.content.as_deref() else {
                findings.push(left_out(&live.name, "the snapshot does not have its text"));
                continue;
            };
            if !by_text.contains_key(content) {
                let name = format!("{}!{}", organization.name, live.name);
                let is_ours = names.contains(live.name.as_str());
                let read = Document::read(&Source::new(name, content))
                    .and_then(|read| meaningful(read, &live.name, is_ours));
                match read {
                    Ok(document) => {
                        by_text.insert(content, document);
                    }
                    Err(found) => {
                        let why = found.first().map_or("", |own| own.message.as_str());
                        findings.push(left_out(&live.name, why));
                        continue;
                    }
                }
            }
            if let Some(document) = by_text.get(content) {
                let attached = Attached::from_document(live.name.as_str(), document);
                policies.insert(live.name.as_str(), attached);
            }
        }
        let is_left_out = |own: &LivePolicy| {
            !own.attached_to.is_empty() && !policies.contains_key(own.name.as_str())
        };
        if organization.policies.iter().any(is_left_out) {
            let ours = policies.iter().filter(|(name, _)| names.contains(*name));
            for (name, attached) in ours {
                let level = Level {
                    name: String::new(),
                    attached: vec![attached.clone()],
                };
                if allowing(&level).is_some() {
                    let why = "it allows something, and what others allow is not known";
                    findings.push(live_unknown::finding(name, why));
                }
            }
        }
        let control = (basis.spec.strategy == Strategy::OuControl)
            .then(|| basis.spec.in_force(basis.baseline))
            .flatten()
            .map(|policy| Attached::from_policy("the OU control", Arc::new(policy)));
        let mut by_ou: BTreeMap<&str, Vec<OnOu<'_>>> = BTreeMap::new();
        for own in composition.all() {
            by_ou.entry(own.ou).or_default().push(own);
        }
        let mut ours = BTreeMap::new();
        ours.extend(composition.all().map(|own| (own.name, own)));
        let mut live = Self {
            basis,
            ours,
            by_ou,
            organization,
            policies,
            after: BTreeMap::new(),
            controls: BTreeSet::new(),
            on,
            control,
        };
        for deny in region_denies(organization) {
            let policy = organization.policy(&deny.policy.name);
            live.controls.extend(
                policy
                    .filter(|_| deny.baseline.is_ou_control())
                    .map(|own| own.name.as_str()),
            );
        }
        live.after = live.managed_after();
        live
    }

    /// What was in force before of ours and of Control Tower's, for the proof against time.
    ///
    /// `follows` says that a release of ours was given as well.
    pub fn before(&self, follows: bool) -> Before {
        let policies = self.organization.policies.iter();
        let ours = policies.filter(|own| self.ours.contains_key(own.name.as_str()));
        let hung = ours.flat_map(|own| {
            let attached = self.policies.get(own.name.as_str());
            own.attached_to.iter().filter_map(move |ou| {
                Some(Hung {
                    ou: ou.clone(),
                    attached: attached?.clone(),
                })
            })
        });
        let denies = region_denies(self.organization);
        let landing_zone = denies.iter().find(|own| !own.baseline.is_ou_control());
        let deny = landing_zone.or_else(|| denies.first());
        let alone = |own: &LiveRegionDeny<'_>| Policy {
            statements: vec![own.baseline.statement.clone()],
            ..Policy::default()
        };
        let managed = deny
            .filter(|own| !own.policy.attached_to.is_empty())
            .map(|own| Attached::from_policy(MANAGED_DENY, Arc::new(alone(own))));
        let live = denies.iter().map(|own| Managed {
            ous: own.policy.attached_to.clone(),
            policy: alone(own),
            is_control: own.baseline.is_ou_control(),
        });
        Before {
            live: Some(live.collect()),
            follows,
            hung: hung.collect(),
            managed,
            ou_control: deny.is_some_and(|own| own.baseline.is_ou_control()),
            assumed: false,
        }
    }

    /// Control Tower's policies that the rollout changes, as they are after it; `None`: nothing of it is left. Whether it changes one on a given OU, `changed` says.
    fn managed_after(&self) -> BTreeMap<&'a str, Option<Attached>> {
        let spec = self.basis.spec;
        let regions: Vec<String> = spec.working.union(&spec.inference_only).cloned().collect();
        let mut after = BTreeMap::new();
        for deny in region_denies(self.organization) {
            let name = deny.policy.name.as_str();
            let Some(attached) = self.policies.get(name) else {
                continue;
            };
            let mut policy = (*attached.policy).clone();
            let is_control = deny.baseline.is_ou_control();
            let own = &deny.baseline.statement;
            match spec.strategy {
                Strategy::Additive => continue,
                Strategy::Extend => {
                    for statement in policy.statements.iter_mut().filter(|one| *one == own) {
                        *statement = deny.baseline.with_regions(&regions);
                    }
                }
                Strategy::Replace | Strategy::OuControl => {
                    let taken = self.control.as_ref().filter(|_| is_control);
                    let new = taken.and_then(|control| control.policy.statements.first());
                    policy.statements.retain(|one| one != own);
                    policy.statements.extend(new.cloned());
                }
            }
            let left = (!policy.statements.is_empty())
                .then(|| Attached::from_policy(attached.name.as_str(), Arc::new(policy)));
            // The name is that of the snapshot, not of what was read of it here.
            if let Some(own) = self.organization.policy(name) {
                after.insert(own.name.as_str(), left);
            }
        }
        after
    }

    /// What a policy of Control Tower's on an OU says after the rollout, if that changes it there.
    fn changed(&self, name: &str, ou: &str) -> Option<&Option<Attached>> {
        let (spec, baseline) = (self.basis.spec, self.basis.baseline);
        let stays = self.controls.contains(name) && !spec.changes_ou_control(ou, baseline);
        self.after.get(name).filter(|_| !stays)
    }

    /// The effect on every OU that the change reaches: those of the targets, those that a policy of ours hangs on already, and those that Control Tower's Region deny hangs on.
    ///
    /// First without the denies of others, of which an organization may have any number of different sets. Then with those of them that can have a say in what changes.
    ///
    /// # Errors
    /// Policies of ours that cannot be compared; evaluators that disagree.
    pub fn effects(&self, probes: &Probes) -> Result<Vec<LiveEffect>, NoEffect> {
        let mut effects = Vec::new();
        for ous in self.groups(self.ous(), &Touched::Nothing) {
            let denies = self.sides(&ous, Some(&Touched::Nothing));
            let denies = denies.and_then(|own| Ok(Touched::by(&own.effect(probes)?.difference)));
            let touched = match denies {
                Ok(touched) => touched,
                Err(NoEffect::Findings(_)) => Touched::Anything,
                Err(bug) => return Err(bug),
            };
            for ous in self.groups(ous, &touched) {
                effects.push(LiveEffect {
                    whole: self.sides(&ous, Some(&touched)).ok(),
                    ours: self.sides(&ous, None)?,
                });
            }
        }
        Ok(effects)
    }

    /// OUs by what hangs on their paths before and after, besides what has no say.
    fn groups(&self, ous: impl IntoIterator<Item = String>, touched: &Touched) -> Vec<Vec<String>> {
        let mut groups: IndexMap<[Vec<Vec<usize>>; 2], Vec<String>> = IndexMap::new();
        let mut ids = Ids::default();
        for ou in ous {
            let key = [false, true].map(|after| {
                let mut path = ids.path(&self.levels(&ou, after, Some(touched)));
                path.retain(|level| !level.is_empty());
                path
            });
            groups.entry(key).or_default().push(ou);
        }
        groups.into_values().collect()
    }

    /// Both sides for a group of OUs, whatever has no say left out; `None`: all that is of others.
    fn sides(&self, ous: &[String], touched: Option<&Touched>) -> Result<ProvedEffect, NoEffect> {
        let side = |after: bool| {
            let first = ous.first().map_or("", String::as_str);
            Levels::new(self.levels(first, after, touched)).map_err(NoEffect::Findings)
        };
        Ok(ProvedEffect {
            ous: ous.to_vec(),
            before: side(false)?,
            after: side(true)?,
        })
    }

    fn ous(&self) -> BTreeSet<String> {
        let mut ous: BTreeSet<String> = self.by_ou.keys().map(|ou| (*ou).to_owned()).collect();
        for live in &self.organization.policies {
            let is_changed = self.after.contains_key(live.name.as_str());
            if self.ours.contains_key(live.name.as_str()) || is_changed {
                ous.extend(live.attached_to.iter().cloned());
            }
        }
        ous
    }

    fn levels(&self, ou: &str, after: bool, touched: Option<&Touched>) -> Vec<Level> {
        let names: Vec<&str> = if ou == "Root" {
            Vec::new()
        } else {
            ou.split(':').collect()
        };
        let below = (1..=names.len()).filter_map(|depth| Some(names.get(..depth)?.join(":")));
        std::iter::once("Root".to_owned())
            .chain(below)
            .map(|path| Level {
                attached: self.attached(&path, after, touched),
                name: path,
            })
            .collect()
    }

    fn attached(&self, path: &str, after: bool, touched: Option<&Touched>) -> Vec<Attached> {
        let mut all = Vec::new();
        let live = self.on.get(path).map_or(&[][..], Vec::as_slice);
        for name in live {
            let own = self.ours.get(name);
            if let Some(own) = own.filter(|_| after) {
                all.push(Attached::from_policy(own.name, Arc::clone(own.policy)));
                continue;
            }
            let is_foreign = own.is_none() && !name.starts_with(MANAGED);
            let policy = self.policies.get(name);
            let concerns = |own: &Attached| touched.is_some_and(|it| it.concerns(&own.policy));
            if is_foreign && !policy.is_some_and(concerns) {
                continue;
            }
            match self.changed(name, path).filter(|_| after) {
                Some(changed) => all.extend(changed.clone()),
                None => all.extend(self.policies.get(name).cloned()),
            }
        }
        if after {
            let planned = self.by_ou.get(path).into_iter().flatten();
            for own in planned.filter(|own| !live.contains(&own.name)) {
                all.push(Attached::from_policy(own.name, Arc::clone(own.policy)));
            }
            let covered = self
                .basis
                .spec
                .covered
                .iter()
                .any(|own| own.as_str() == path);
            let has_control = live.iter().any(|name| {
                self.changed(name, path).is_some_and(|own| {
                    let policy = own.as_ref().map(|own| &own.policy);
                    let control = self
                        .control
                        .as_ref()
                        .and_then(|own| own.policy.statements.first());
                    policy.is_some_and(|policy| {
                        policy.statements.iter().any(|one| Some(one) == control)
                    })
                })
            });
            if covered && !has_control {
                all.extend(self.control.clone());
            }
        }
        all
    }
}
