use std::sync::Arc;

use crate::bedrock::call::{Asked, Call};
use crate::bedrock::{Catalogue, INFERENCE_ACTIONS, Settled};
use crate::compose::{Basis, Composition};
use crate::diagnostic::Diagnostic;
use crate::policy::{Attached, Level, Levels, Request};
use crate::simulate::rules::call_not_known;
use crate::simulate::{Hung, Principal, judge_call, path, path_of_any};
use crate::spec::{Decision, Expectation, Spec};

use super::prove::MANAGED_DENY;
use super::rules::expectation_failed;

/// The policies in force after the rollout.
#[derive(Debug)]
pub struct After {
    hung: Vec<Hung>,
    managed: Option<Attached>,
}

impl After {
    /// Ours, and Control Tower's Region deny where it is in force.
    pub fn of(basis: Basis<'_>, composition: &Composition) -> Self {
        let hung = composition.all().map(|own| Hung {
            ou: own.ou.to_owned(),
            attached: Attached::from_policy(own.name, Arc::clone(own.policy)),
        });
        let managed = basis
            .spec
            .in_force(basis.baseline)
            .map(|policy| Attached::from_policy(MANAGED_DENY, Arc::new(policy)));
        Self {
            hung: hung.collect(),
            managed,
        }
    }

    /// The policies on the path of an OU, from the root down.
    pub(super) fn path_of_any(&self, ou: &str) -> Vec<Level> {
        path_of_any(ou, &self.hung, self.managed.as_ref())
    }

    /// The levels of an OU's path.
    fn levels(
        &self,
        expected: &Expectation,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Levels, Vec<Diagnostic>> {
        let managed = self.managed.as_ref();
        let place = expected.place.clone();
        let levels = path(&expected.ou, &self.hung, managed, place, findings);
        Levels::new(levels.map_err(|finding| vec![*finding])?)
    }
}

/// Judges every expectation of a spec, call by call and hop by hop, for both inference actions and in every world that concerns the call and that the spec has not settled.
pub fn check_expectations(spec: &Spec, after: &After, catalogue: &Catalogue) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for expected in &spec.expectations {
        if let Err(found) = check(expected, &spec.worlds, after, catalogue, &mut findings) {
            findings.extend(found);
        }
    }
    findings
}

fn check(
    expected: &Expectation,
    settled: &Settled,
    after: &After,
    catalogue: &Catalogue,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Vec<Diagnostic>> {
    let levels = after.levels(expected, findings)?;
    let principal = expected.principal.as_deref().map(Principal::new);
    let asked = Asked {
        model_id: &expected.model_id,
        source: Some(&expected.source),
        origin: expected.origin.as_deref(),
        account: principal.as_ref().and_then(Principal::account),
        ..Asked::default()
    };
    if let Some(principal) = &principal
        && principal.is_service_linked()
    {
        // No service control policy binds it, so nothing of it is denied and nothing is shown.
        return Err(vec![expectation_failed::not_bound(expected)]);
    }
    let call = Call::new(asked, catalogue).map_err(|error| {
        vec![call_not_known::finding(
            &error,
            catalogue,
            expected.place.clone(),
        )]
    })?;
    let fill = |request: Request<'static>| match &principal {
        Some(principal) => request.with("aws:PrincipalArn", principal.arn.as_str()),
        None => request,
    };
    for action in INFERENCE_ACTIONS {
        let judged = judge_call(&levels, &call, action, settled, fill);
        if judged.is_denied() != (expected.call == Decision::Deny) {
            return Err(vec![expectation_failed::finding(
                expected, &call, &judged, &levels,
            )]);
        }
        let choice = judged
            .hops
            .iter()
            .flat_map(|hop| hop.judgement.notes())
            .map(|note| format!("this were decided otherwise: {}", note.open.choice()));
        let world = judged.otherwise.iter();
        let assumption = world.map(|world| world.describe().to_owned()).chain(choice);
        if let Some(assumption) = assumption.into_iter().next() {
            return Err(vec![expectation_failed::rests_on(
                expected,
                &call,
                &assumption,
            )]);
        }
    }
    Ok(())
}
