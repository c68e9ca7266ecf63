use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::{Basis, Composition, SlotPolicy};
use crate::diagnostic::Diagnostic;
use crate::policy::compare::Probes;
use crate::policy::{Attached, Level, Levels, Policy, Statement};
use crate::promise::{Exemptions, Promise, Reference};
use crate::simulate::{Hung, path_of_any};
use crate::spec::{Form, Mode, Strategy};

use super::certificate::Disagreement;
use super::effect::{Effect, NoEffect};
use super::expect::After;
use super::kept::{NotShown, keeps};
use super::rules::{gap_in_time, not_shown, promise_broken};
use super::time::{Step, steady};

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
}

/// The root in an OU's path.
const ROOT: &str = "Root";

/// The policies on a path, before and after, by their ids.
type Path = Vec<[usize; 2]>;

/// The finding of a path, and the OUs that it holds for as well.
type Looked = (Option<usize>, Vec<String>);

/// What was shown of a composition.
#[derive(Debug)]
pub struct Proof {
    /// Every mode against its promise.
    pub modes: Vec<ProvedMode>,
    /// The effect on each group of OUs with the same policies on their path.
    pub effects: Vec<ProvedEffect>,
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
    if !findings.is_empty() {
        return Err(NotProved::Findings(findings));
    }
    Ok(Proof {
        modes,
        effects: effects(basis, composition, before).map_err(NotProved::Findings)?,
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
        reference: Reference::new(spec.reference(basis.baseline)).map_err(refused)?,
        declared: Exemptions::new(&spec.exempt_actions, &spec.exempt_principals)
            .map_err(refused)?,
    })
}

/// The policies of the path of every target, before and after, step by step.
fn against_time(
    basis: Basis<'_>,
    composition: &Composition,
    before: &Before,
    probes: &Probes,
    findings: &mut Vec<Diagnostic>,
) {
    let after = basis.spec.in_force(basis.baseline);
    // As it is set back before the upload, if it governed more.
    let regions = basis.spec.working.union(&basis.spec.inference_only);
    let set_back = Policy {
        statements: vec![
            basis
                .baseline
                .with_regions(&regions.cloned().collect::<Vec<_>>()),
        ],
        ..Policy::default()
    };
    let managed = managed(
        before.managed.as_ref().map(|own| &*own.policy),
        before.ou_control,
        after.as_ref(),
        basis.spec.strategy == Strategy::OuControl,
        &set_back,
    );
    let managed: Vec<Step<'_>> = managed
        .iter()
        .map(|(before, after)| Step {
            before: before.as_ref(),
            after: after.as_ref(),
        })
        .collect();
    let old: IndexMap<(&str, &str), &Arc<Policy>> = before
        .hung
        .iter()
        .map(|own| {
            (
                (own.attached.name.as_str(), own.ou.as_str()),
                &own.attached.policy,
            )
        })
        .collect();
    // The same policies on a path give the same answer; which finding it was, and the OUs that it holds for as well.
    let mut looked_at: IndexMap<Path, Looked> = IndexMap::new();
    let by_ou: IndexMap<&str, &SlotPolicy> = composition
        .policies
        .iter()
        .map(|own| (own.target.ou.as_str(), own))
        .collect();
    let mut ids = Ids::default();
    for slot in &composition.policies {
        let ou = slot.target.ou.as_str();
        let ends = ou.match_indices(':').map(|(at, _)| at).chain([ou.len()]);
        let above = ends
            .filter_map(|end| ou.get(..end))
            .filter(|own| *own != ROOT);
        let path: Vec<&SlotPolicy> = [ROOT]
            .into_iter()
            .chain(above)
            .filter_map(|own| by_ou.get(own).copied())
            .collect();
        let mut steps: Vec<Step<'_>> = path
            .iter()
            .map(|own| Step {
                before: old
                    .get(&(own.target.policy_name.as_str(), own.target.ou.as_str()))
                    .map(|policy| &***policy),
                after: Some(&*own.policy),
            })
            .collect();
        let key: Vec<[usize; 2]> = steps
            .iter()
            .map(|step| [step.before, step.after].map(|policy| policy.map_or(0, |own| ids.of(own))))
            .collect();
        let first_finding = findings.len();
        if let Some((_, ous)) = looked_at.get_mut(&key) {
            ous.push(format!("`{}`", slot.target.ou));
            continue;
        }
        steps.extend(managed.iter().copied());
        match steady(&steps, probes) {
            Ok(None) => {}
            Ok(Some(gap)) => {
                let names: Vec<&str> = path
                    .iter()
                    .map(|own| own.target.policy_name.as_str())
                    .collect();
                findings.push(gap_in_time::finding(
                    &slot.target,
                    &gap,
                    &names,
                    in_two(&steps, &gap.after, probes),
                ));
            }
            Err(error) => findings.push(not_shown::in_time(&slot.target, &error)),
        }
        let finding = (findings.len() > first_finding).then_some(first_finding);
        looked_at.insert(key, (finding, Vec::new()));
    }
    for (finding, mut ous) in looked_at.into_values() {
        if let Some(finding) = finding.and_then(|at| findings.get_mut(at))
            && !ous.is_empty()
        {
            let more = ous.len().saturating_sub(8);
            ous.truncate(8);
            if more > 0 {
                ous.push(format!("{more} more"));
            }
            finding
                .notes
                .push(format!("the same holds under {}", ous.join(", ")));
        }
    }
}

/// Control Tower's Region denies while `CfCT` updates policies, in the order of the runbook: what they deny at either end is denied throughout (a list is made
/// shorter, and a control switched on, before the upload; a list made longer, and a control switched off, after it), but for an OU control that takes over, which comes
/// after the upload, and one that is changed, of which the runbook does not say when.
fn managed(
    before: Option<&Policy>,
    is_control_before: bool,
    after: Option<&Policy>,
    is_control_after: bool,
    set_back: &Policy,
) -> Vec<(Option<Policy>, Option<Policy>)> {
    let throughout = |policies: &[&Policy]| {
        let statements = policies.iter().flat_map(|own| own.statements.clone());
        let policy = Policy {
            statements: statements.collect(),
            ..Policy::default()
        };
        (Some(policy.clone()), Some(policy))
    };
    match (before, after) {
        (Some(before), Some(after)) if is_control_before && is_control_after => {
            vec![(Some(before.clone()), Some(after.clone()))]
        }
        (Some(before), Some(after)) if is_control_after => {
            vec![throughout(&[before, set_back]), (None, Some(after.clone()))]
        }
        // From `replace`, whose way to a control leads over the landing zone's.
        (None, Some(after)) if is_control_after => {
            vec![throughout(&[set_back]), (None, Some(after.clone()))]
        }
        (Some(before), Some(after)) => vec![throughout(&[before, after])],
        (Some(one), None) | (None, Some(one)) => vec![throughout(&[one])],
        (None, None) => Vec::new(),
    }
}

/// Would it be steady to update some of the policies first, and the others in a release of their own?
fn in_two(steps: &[Step<'_>], first: &[usize], probes: &Probes) -> bool {
    let mut early = steps.to_vec();
    let mut late = steps.to_vec();
    for (number, (early, late)) in early.iter_mut().zip(&mut late).enumerate() {
        if first.contains(&number) {
            late.before = late.after;
        } else {
            early.after = early.before;
        }
    }
    [early, late]
        .iter()
        .all(|steps| matches!(steady(steps, probes), Ok(None)))
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
    for slot in &composition.policies {
        let ou = slot.target.ou.as_str();
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

/// Policies by what they say, so that the same one is known however often it was read.
#[derive(Default)]
struct Ids {
    by_text: IndexMap<String, usize>,
    by_place: IndexMap<usize, usize>,
}

impl Ids {
    fn of(&mut self, policy: &Policy) -> usize {
        let place = std::ptr::from_ref(policy).addr();
        if let Some(id) = self.by_place.get(&place) {
            return *id;
        }
        let next = self.by_text.len() + 1;
        let id = *self.by_text.entry(policy.to_compact_json()).or_insert(next);
        self.by_place.insert(place, id);
        id
    }

    fn path(&mut self, levels: &[Level]) -> Vec<Vec<usize>> {
        levels
            .iter()
            .map(|level| {
                level
                    .attached
                    .iter()
                    .map(|own| self.of(&own.policy))
                    .collect()
            })
            .collect()
    }
}

/// What was in force if nobody read it back: the Region deny as the baseline has it.
pub fn assumed(basis: Basis<'_>) -> Before {
    let policy = Arc::new(landing_zone(basis));
    Before {
        hung: Vec::new(),
        managed: Some(Attached::from_policy("Control Tower's Region deny", policy)),
        ou_control: false,
        assumed: true,
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
