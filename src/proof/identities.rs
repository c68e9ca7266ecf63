//! What identity policies allow: the calls that are named and no other, and none that a service control policy denies.

use std::collections::BTreeSet;

use crate::bedrock::INFERENCE_ACTIONS;
use crate::bedrock::call::ANY_ACCOUNT;
use crate::compose::{Basis, Composition};
use crate::diagnostic::Diagnostic;
use crate::iam::{self, Checked, Identity, Wrong, rules::iam_call_denied};
use crate::policy::Levels;
use crate::simulate::{CallJudgement, judge_call};

use super::expect::After;

/// Holds the identity policies of every mode against every call of the catalogue, and each call that they allow against the policies on the path of every OU that has the mode.
///
/// # Errors
/// A bug of ours: policies that allow something else than was asked for.
pub(super) fn identities(
    basis: Basis<'_>,
    composition: &Composition,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Checked>, Wrong> {
    if composition.identities.is_empty() {
        return Ok(Vec::new());
    }
    let after = After::of(basis, composition);
    let identity = Identity {
        partition: basis.spec.partition.as_str(),
        account: ANY_ACCOUNT,
    };
    let mut all = Vec::with_capacity(composition.identities.len());
    for own in &composition.identities {
        let policies = own.grants.policies(&identity);
        all.push(iam::check(&policies, own.grants.calls(), basis.catalogue)?);
        // Many OUs have the same policies on their path.
        let mut seen = BTreeSet::new();
        for target in basis
            .spec
            .targets
            .iter()
            .filter(|target| target.mode.name == own.mode.name)
        {
            let ou = target.ou.as_str();
            let path = after.path_of_any(ou);
            let texts: Vec<usize> = path
                .iter()
                .flat_map(|level| &level.attached)
                .map(|attached| std::sync::Arc::as_ptr(&attached.policy).addr())
                .collect();
            if !seen.insert(texts) {
                continue;
            }
            let levels = iam::with_identity(&path, policies.iter().cloned())?;
            for call in own.grants.calls() {
                for action in INFERENCE_ACTIONS {
                    let judged = judge_call(&levels, call, action, &basis.spec.worlds, |own| own);
                    if judged.is_denied() || !judged.otherwise.is_empty() {
                        let what = call.describe();
                        let by = denied_by(&levels, &judged);
                        let place = basis.spec.iam.as_ref().and_then(|own| own.place.clone());
                        findings.push(iam_call_denied::finding(
                            &what,
                            ou,
                            by.as_deref(),
                            &[],
                            place,
                        ));
                        break;
                    }
                }
            }
        }
    }
    Ok(all)
}

/// The statement that denies a call, with its policy.
pub fn denied_by(levels: &Levels, judged: &CallJudgement) -> Option<String> {
    let hops = judged.hops.iter();
    let mut statements = hops.flat_map(|hop| hop.judgement.denying());
    let placed = statements.find_map(|at| levels.statement(*at))?;
    Some(match placed.sid {
        Some(sid) => format!("the statement `{sid}` of `{}`", placed.policy),
        None => format!("statement {} of `{}`", placed.number + 1, placed.policy),
    })
}
