use std::collections::BTreeSet;

use crate::bedrock::{Catalogue, INFERENCE_ACTIONS};
use crate::control_tower::Baseline;
use crate::policy::{Condition, Policy, Statement};
use crate::spec::{Decision, Ground, Mode, Spec, Strategy};

use super::features::Features;
use super::limits::{inference_only, limits};
use super::region_deny::{add, principals, region_deny};
use super::{published, rows};

/// What policies are composed from.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// What is asked for.
    pub spec: &'a Spec,
    /// The organization's own Region deny.
    pub baseline: &'a Baseline,
    /// Profiles and their routes: where pinned calls and application inference profiles may be served.
    pub catalogue: &'a Catalogue,
}

/// The same, with what every policy of a spec shares.
pub(super) struct Shared<'a> {
    spec: &'a Spec,
    ground: Ground<'a>,
    /// The Region deny in force after the rollout, ours left out.
    reference: Statement,
    /// The same, with nothing left out of it for the sake of a mode.
    whole: Statement,
    /// The conditions by which it exempts principals, the declared ones with them.
    principals: Vec<Condition>,
}

impl<'a> Shared<'a> {
    pub(super) fn of(basis: Basis<'a>) -> Self {
        let reference = basis.spec.reference(basis.baseline);
        Self {
            spec: basis.spec,
            ground: basis.spec.ground(basis.baseline, basis.catalogue),
            principals: principals(&reference, &basis.spec.exempt_principals),
            whole: basis.spec.whole_reference(basis.baseline),
            reference,
        }
    }

    /// The policy of a mode, with or without the Region deny that takes the managed one's place.
    pub(super) fn policy(&self, mode: &Mode, carries_region_deny: bool) -> Policy {
        let spec = self.spec;
        let published = published::statements(
            mode,
            &self.reference,
            &spec.exempt_actions,
            &spec.exempt_principals,
        );
        if let Some(statements) = published {
            return Policy {
                statements,
                ..Policy::default()
            };
        }
        let features = Features {
            spec,
            ground: &self.ground,
            whole: &self.whole,
            principals: &self.principals,
        };
        let named = features.actions(&mode.also);
        let mut statements = Vec::new();
        if carries_region_deny {
            let exempt = &spec.exempt_actions;
            let own = region_deny(&self.reference, &named, exempt, &self.principals);
            statements.push(own);
        }
        if spec.strategy == Strategy::Extend {
            statements.push(self.closed_to_others(&named));
        }
        if spec.strategy != Strategy::Additive {
            statements.extend(limits(mode, &self.ground, &self.principals));
            statements.extend(features.statements(mode, carries_region_deny));
        }
        statements.extend(rows::statements(mode));
        Policy {
            statements,
            ..Policy::default()
        }
    }

    /// DX.
    fn closed_to_others(&self, features: &[&str]) -> Statement {
        let mut left_out = self.reference.action.patterns().to_vec();
        add(&mut left_out, INFERENCE_ACTIONS.map(str::to_owned));
        add(&mut left_out, features.iter().map(|own| (*own).to_owned()));
        inference_only(self.ground.inference_only, left_out, &self.principals)
    }
}

/// What the policy of a mode would need where the Region deny is Control Tower's, in characters: under `ou-control`, and under `extend` with the mode's
/// destinations for inference only, where that strategy can say what the mode says.
pub(super) fn elsewhere(basis: Basis<'_>, mode: &Mode) -> Vec<(&'static str, usize)> {
    let ground = basis.spec.ground(basis.baseline, basis.catalogue);
    let beyond = ground.destinations(mode);
    let beyond = beyond.difference(ground.working).cloned().collect();
    let mut ways = vec![(Strategy::OuControl, BTreeSet::new())];
    if mode.global == Decision::Deny {
        ways.push((Strategy::Extend, beyond));
    }
    ways.into_iter()
        .map(|(strategy, inference_only)| {
            let spec = Spec {
                strategy,
                inference_only,
                ..basis.spec.clone()
            };
            let shared = Shared::of(Basis {
                spec: &spec,
                ..basis
            });
            let text = shared.policy(mode, false).to_compact_json();
            (strategy.as_str(), text.chars().count())
        })
        .collect()
}
