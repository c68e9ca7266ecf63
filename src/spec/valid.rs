use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bedrock::{Catalogue, Feature, INFERENCE_ACTIONS, Partition, Settled};
use crate::control_tower::{Baseline, OuControl};
use crate::diagnostic::Place;
use crate::policy::{Policy, Quota, Statement, glob};

use super::ground::Ground;
use super::mode::{Decision, Mode, Strategy};
use super::ou_path::OuPath;

/// A spec in which every name is resolved and every promise can be kept.
///
/// Invariant: made by [`super::validate()`] only, from input without an error.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Control Tower's home Region, one of `working`.
    pub home_region: String,
    /// The partition of every Region here.
    pub partition: Partition,
    /// How the modes meet the managed Region deny.
    pub strategy: Strategy,
    /// R: the working Regions.
    pub working: BTreeSet<String>,
    /// X: the Regions governed only as destinations; empty but under `extend`.
    pub inference_only: BTreeSet<String>,
    /// Principals (ARN patterns) that a Region deny of ours, and our limits on Regions, do not bind.
    pub exempt_principals: Vec<String>,
    /// Actions (patterns) that the Region deny that takes over leaves out, besides inference.
    pub exempt_actions: Vec<String>,
    /// The OUs that the managed Region deny reached and ours takes over, under `replace` and `ou-control`: each a target, directly below the root or the root.
    pub covered: BTreeSet<OuPath>,
    /// The modes that a target has, sorted by name.
    pub modes: Vec<Arc<Mode>>,
    /// What the `also` of any mode names, also of one that no target has: of this, policies say what their mode does not open. So a target can take such a mode
    /// in a second release, after every policy says so; at once, there would be a moment at which nothing does.
    pub features: Vec<Feature>,
    /// The targets in the order of the spec, each with a slot and a policy name of its own.
    pub targets: Vec<Target>,
    /// The calls whose verdict is asserted.
    pub expectations: Vec<Expectation>,
    /// What AWS's pages leave open about a call, as it was seen in this organization.
    pub worlds: Settled,
    /// The identity policies that are made beside, if any.
    pub iam: Option<IamWanted>,
    /// The size limit of a policy.
    pub quota: Quota,
}

/// Which identity policies are made for the calls that the modes leave open.
#[derive(Debug, Clone)]
pub struct IamWanted {
    /// For calls through geographic profiles.
    pub geographic: bool,
    /// For calls through Global profiles.
    pub global: bool,
    /// Patterns (`*`, `?`) on the ids of models.
    pub models: Vec<String>,
    /// As stack sets of the package, and not only as files.
    pub stack_set: bool,
    /// Where the spec asks for them.
    pub place: Option<Place>,
}

/// A call with the verdict that it must have after the rollout.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The OU of the caller, as written.
    pub ou: String,
    /// The Region of the caller.
    pub source: String,
    /// A profile's id or ARN, a model's, or an application inference profile's ARN, as written.
    pub model_id: String,
    /// What an application inference profile was made from.
    pub origin: Option<String>,
    /// The caller's ARN.
    pub principal: Option<String>,
    /// The verdict.
    pub call: Decision,
    /// Where the spec says it.
    pub place: Option<Place>,
}

impl Spec {
    /// What the routes of a mode are judged by.
    pub fn ground<'a>(&'a self, baseline: &Baseline, catalogue: &'a Catalogue) -> Ground<'a> {
        Ground {
            strategy: self.strategy,
            working: &self.working,
            inference_only: &self.inference_only,
            held: !baseline.leaves_inference_out(&INFERENCE_ACTIONS),
            catalogue,
        }
    }

    /// Does the policy of a target hold the Region deny as well as the mode's statements? Under `replace` that of the root and of every covered OU does.
    pub fn carries_region_deny(&self, target: &Target) -> bool {
        self.strategy == Strategy::Replace
            && (target.ou.is_root() || self.covered.contains(&target.ou))
    }

    /// The OU control that takes over, under `ou-control`: inference is exempt, and the features that a mode in use names.
    pub fn ou_control(&self) -> Option<OuControl> {
        let used = |feature: &Feature| self.modes.iter().any(|mode| mode.also.contains(feature));
        let is_new = |action: &&&str| !self.exempt_actions.iter().any(|own| own == **action);
        let features = Feature::ALL.into_iter().filter(used);
        let features = features.flat_map(Feature::actions).filter(is_new);
        let mut exempt = INFERENCE_ACTIONS.to_vec();
        exempt.extend(features);
        self.control(&exempt)
    }

    /// The OU control with these actions exempt, besides those that are declared.
    fn control(&self, exempt: &[&str]) -> Option<OuControl> {
        (self.strategy == Strategy::OuControl).then(|| OuControl {
            allowed_regions: self.working.iter().cloned().collect(),
            exempted_actions: exempt
                .iter()
                .map(|action| (*action).to_owned())
                .chain(self.exempt_actions.iter().cloned())
                .collect(),
            exempted_principals: self.exempt_principals.clone(),
        })
    }

    /// The Region deny in force after the rollout, ours left out: the baseline with the Regions that it will list, or the rendered OU control.
    pub fn reference(&self, baseline: &Baseline) -> Statement {
        if let Some(control) = self.ou_control() {
            return control.statement();
        }
        self.listed(baseline)
    }

    fn listed(&self, baseline: &Baseline) -> Statement {
        let regions: Vec<String> = self.working.union(&self.inference_only).cloned().collect();
        baseline.with_regions(&regions)
    }

    /// The same, with nothing exempt for the sake of a mode: what it would deny if there were no modes.
    pub fn whole_reference(&self, baseline: &Baseline) -> Statement {
        match self.control(&[]) {
            Some(control) => control.statement(),
            None => self.listed(baseline),
        }
    }

    /// Does a Region deny hold an action of Bedrock's, where nothing is exempt for the sake of a mode? Not what it leaves out itself, nor what is declared exempt where that has an
    /// effect.
    pub fn holds(&self, whole: &Statement, action: &str) -> bool {
        let declared: &[String] = if self.strategy.keeps_managed_deny() {
            &[]
        } else {
            &self.exempt_actions
        };
        let action = action.to_ascii_lowercase();
        let mut left_out = whole.action.patterns().iter().chain(declared);
        !left_out.any(|entry| glob::matches(&entry.to_ascii_lowercase(), &action))
    }

    /// The policy of Control Tower's that is in force after the rollout, the reference as its only statement; under `replace` there is none but ours.
    pub fn in_force(&self, baseline: &Baseline) -> Option<Policy> {
        (self.strategy != Strategy::Replace).then(|| Policy {
            statements: vec![self.reference(baseline)],
            ..Policy::default()
        })
    }

    /// Does the rollout change or disable an OU control that is on an OU? Only by the runbook: under `ou-control` and `replace` on the covered OUs, under `extend` wherever it is, if it is the Region deny that is given more Regions. Elsewhere it stays as it is.
    pub fn changes_ou_control(&self, ou: &str, baseline: &Baseline) -> bool {
        match self.strategy {
            Strategy::Additive => false,
            Strategy::Extend => baseline.is_ou_control(),
            Strategy::Replace | Strategy::OuControl => {
                self.covered.iter().any(|covered| covered.as_str() == ou)
            }
        }
    }

    /// What the name of every policy begins with, the hyphen included.
    pub fn name_prefix(&self) -> &str {
        self.targets
            .first()
            .and_then(|target| target.policy_name.strip_suffix(&target.slot))
            .unwrap_or_default()
    }
}

/// An organizational unit with its mode and its policy's name.
#[derive(Debug, Clone)]
pub struct Target {
    /// The OU.
    pub ou: OuPath,
    /// What it may use.
    pub mode: Arc<Mode>,
    /// The part of the policy name that belongs to the OU for life.
    pub slot: String,
    /// The name of the policy in AWS Organizations: name prefix, hyphen, slot.
    pub policy_name: String,
    /// Why, as the spec says it.
    pub reason: Option<String>,
    /// The last day, as the spec says it.
    pub until: Option<String>,
    /// Where the spec names it.
    pub place: Option<Place>,
}
