use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compose::{Basis, Composition};
use crate::diagnostic::Diagnostic;
use crate::iam::{Checked, Wrong};
use crate::policy::compare::Probes;
use crate::policy::{Attached, Levels, Policy, Statement};
use crate::promise::{Exemptions, Promise, Reference};
use crate::simulate::{Hung, path_of_any};
use crate::spec::{Form, Mode};

use super::certificate::Disagreement;
use super::effect::{Effect, NoEffect};
use super::expect::After;
use super::identities::identities;
use super::ids::Ids;
use super::kept::{NotShown, keeps};
use super::rollout::against_time;
use super::rules::{not_shown, promise_broken};

/// What Control Tower's Region deny is called on a path.
pub const MANAGED_DENY: &str = "Control Tower's Region deny";

/// What was in force before: the previous release, or nothing of ours.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// The policies of ours, by OU.
    pub hung: Vec<Hung>,
    /// Control Tower's Region deny, where it was on.
    pub managed: Option<Attached>,
    /// That is the OU control, not the landing zone's.
    pub ou_control: bool,
    /// Nobody read it back: it is what the spec's baseline says.
    pub assumed: bool,
    /// Which Region denies of Control Tower's hang where, if a snapshot tells; else `managed` counts as on everywhere.
    pub live: Option<Vec<Managed>>,
    /// A release of ours is followed, so that the runbook has its way to this one.
    pub follows: bool,
}

/// A Region deny of Control Tower's that is on.
#[derive(Debug, Clone)]
pub struct Managed {
    /// The OUs that it hangs on.
    pub ous: BTreeSet<String>,
    /// Its statement.
    pub policy: Policy,
    /// It is the OU control, not the landing zone's.
    pub is_control: bool,
}

/// What was shown of a composition.
#[derive(Debug)]
pub struct Proof {
    /// Every mode against its promise.
    pub modes: Vec<ProvedMode>,
    /// The effect on each group of OUs with the same policies on their path.
    pub effects: Vec<ProvedEffect>,
    /// The identity policies of each mode, in the order of the composition's.
    pub identities: Vec<Checked>,
    /// What was there before was not read back.
    pub assumed: bool,
}

/// A mode against its promise.
#[derive(Debug, Clone)]
pub struct ProvedMode {
    /// Its name.
    pub mode: String,
    /// With the Region deny that takes over in the same policy.
    pub carries_region_deny: bool,
    /// The classes compared; `None` for AWS's published statements, which keep no promise but their own text.
    pub classes: Option<u64>,
}

/// The effect on some OUs.
#[derive(Debug)]
pub struct ProvedEffect {
    /// Their paths.
    pub ous: Vec<String>,
    /// The policies before.
    pub before: Levels,
    /// The policies after.
    pub after: Levels,
}

/// Why nothing was shown.
#[derive(Debug)]
pub enum NotProved {
    /// Something that the user can do something about.
    Findings(Vec<Diagnostic>),
    /// A bug of ours.
    Bug(Disagreement),
    /// The same of identity policies.
    Identity(Wrong),
}

impl ProvedEffect {
    /// The effect itself, certified.
    ///
    /// # Errors
    /// As [`Effect::of`].
    pub fn effect(&self, probes: &Probes) -> Result<Effect<'_>, NoEffect> {
        let effect = Effect::of(&self.before, &self.after, probes, false)?;
        effect.certify().map_err(NoEffect::Bug)?;
        Ok(effect)
    }
}

/// Proves every policy of a composition against the promise of its mode, and the change from what was before against time.
///
/// A policy is proved once however many OUs have it. On a path the denies of all policies add up, and so do their promises, so what holds for each holds for the path.
///
/// # Errors
/// A promise that is not kept, a change that would leave a gap, policies that cannot be compared, or a bug of ours.
pub fn prove(
    basis: Basis<'_>,
    composition: &Composition,
    before: &Before,
    probes: &Probes,
) -> Result<Proof, NotProved> {
    let mut findings = Vec::new();
    let modes = against_promise(basis, composition, &mut findings)?;
    against_time(basis, composition, before, probes, &mut findings);
    let identities = identities(basis, composition, &mut findings).map_err(NotProved::Identity)?;
    if !findings.is_empty() {
        return Err(NotProved::Findings(findings));
    }
    Ok(Proof {
        modes,
        effects: effects(basis, composition, before).map_err(NotProved::Findings)?,
        identities,
        assumed: before.assumed,
    })
}

fn against_promise(
    basis: Basis<'_>,
    composition: &Composition,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<ProvedMode>, NotProved> {
    let spec = basis.spec;
    let managed = spec.in_force(basis.baseline);
    let mut proved: BTreeMap<(&str, bool), ProvedMode> = BTreeMap::new();
    for slot in &composition.policies {
        let mode = &slot.target.mode;
        let carries = spec.carries_region_deny(&slot.target);
        if proved.contains_key(&(mode.name.as_str(), carries)) {
            continue;
        }
        let mut shown = ProvedMode {
            mode: mode.name.clone(),
            carries_region_deny: carries,
            classes: None,
        };
        if mode.form == Form::Strict {
            let promise = promise(basis, mode).map_err(NotProved::Bug)?;
            let statements: Vec<&Statement> = managed
                .iter()
                .flat_map(|policy| &policy.statements)
                .chain(&slot.policy.statements)
                .collect();
            let elsewhere = managed.is_none() && !carries;
            match keeps(&statements, &promise, elsewhere) {
                Ok(Ok(kept)) => shown.classes = Some(kept.classes),
                Ok(Err(broken)) => {
                    let own = broken.statement.and_then(|at| statements.get(at));
                    findings.push(promise_broken::finding(&slot.target, &broken, own.copied()));
                }
                Err(NotShown::Bug(error)) => return Err(NotProved::Bug(error)),
                Err(NotShown::Space(error)) => {
                    findings.push(not_shown::finding(&slot.target, &error));
                }
                Err(NotShown::TooMany) => findings.push(not_shown::too_many(&slot.target)),
            }
        }
        proved.insert((mode.name.as_str(), carries), shown);
    }
    Ok(proved.into_values().collect())
}

/// The promise of a mode: D is where its routes lead by the catalogue.
fn promise(basis: Basis<'_>, mode: &Mode) -> Result<Promise, Disagreement> {
    let spec = basis.spec;
    let ground = spec.ground(basis.baseline, basis.catalogue);
    let refused = |error: crate::policy::naive::Unsupported| Disagreement(error.to_string());
    Ok(Promise {
        strategy: spec.strategy,
        mode: mode.clone(),
        working: spec.working.clone(),
        inference_only: spec.inference_only.clone(),
        destinations: ground.destinations(mode),
        features: spec.features.clone(),
        reference: Reference::new(spec.whole_reference(basis.baseline)).map_err(refused)?,
        declared: Exemptions::new(&spec.exempt_actions, &spec.exempt_principals)
            .map_err(refused)?,
    })
}

/// The sides of every target's path, those that are the same once.
fn effects(
    basis: Basis<'_>,
    composition: &Composition,
    before: &Before,
) -> Result<Vec<ProvedEffect>, Vec<Diagnostic>> {
    let after = After::of(basis, composition);
    let mut effects: Vec<ProvedEffect> = Vec::new();
    let mut known: IndexMap<[Vec<Vec<usize>>; 2], usize> = IndexMap::new();
    let mut ids = Ids::default();
    for own in composition.all() {
        let ou = own.ou;
        let old = path_of_any(ou, &before.hung, before.managed.as_ref());
        let new = after.path_of_any(ou);
        let key = [ids.path(&old), ids.path(&new)];
        let at = *known.entry(key).or_insert(effects.len());
        if at == effects.len() {
            effects.push(ProvedEffect {
                ous: Vec::new(),
                before: Levels::new(old)?,
                after: Levels::new(new)?,
            });
        }
        if let Some(own) = effects.get_mut(at) {
            own.ous.push(ou.to_owned());
        }
    }
    Ok(effects)
}

/// What was in force if nobody read it back: the Region deny as the baseline has it.
pub fn assumed(basis: Basis<'_>) -> Before {
    let policy = Arc::new(landing_zone(basis));
    Before {
        hung: Vec::new(),
        managed: Some(Attached::from_policy(MANAGED_DENY, policy)),
        ou_control: false,
        assumed: true,
        live: None,
        follows: false,
    }
}

/// The landing zone's Region deny, as the baseline has it; a built-in text lists no Regions, so those of the spec are taken.
fn landing_zone(basis: Basis<'_>) -> Policy {
    let statement = if basis.baseline.regions.is_empty() {
        let working: Vec<String> = basis.spec.working.iter().cloned().collect();
        basis.baseline.with_regions(&working)
    } else {
        basis.baseline.statement.clone()
    };
    Policy {
        statements: vec![statement],
        ..Policy::default()
    }
}
