use std::sync::Arc;

use crate::bedrock::call::{ANY_ACCOUNT, Asked, Call, Through};
use crate::bedrock::{Catalogue, INFERENCE_ACTIONS, Settled, UNSPECIFIED};
use crate::policy::{Attached, Level, Levels, Policy};
use crate::simulate::{World, judge_call};

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Calls that are named, each allowed.
    pub allowed: usize,
    /// Calls that are not named, none allowed.
    pub others: usize,
}

/// A policy that is not what it should be: a bug of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Wrong {
    /// A call that was asked for would be refused.
    #[error("the policy does not allow the call of {0}")]
    Refused(String),
    /// A call that nobody asked for would not be refused.
    #[error("the policy allows the call of {0}, which nobody asked for")]
    NotAsked(String),
    /// The policy has no meaning.
    #[error("the policy cannot be evaluated")]
    Unreadable,
}

/// The levels of a path with identity policies as one more: what a call needs is not denied by any level, and allowed by these. No path: the policies alone.
///
/// # Errors
/// A policy that has no meaning: a bug.
pub fn with_identity(
    path: &[Level],
    policies: impl IntoIterator<Item = Policy>,
) -> Result<Levels, Wrong> {
    let attach = |(number, policy)| {
        Attached::from_policy(format!("identity policy {}", number + 1), Arc::new(policy))
    };
    let level = Level {
        name: "identity".to_owned(),
        attached: policies.into_iter().enumerate().map(attach).collect(),
    };
    let levels = path.iter().cloned().chain([level]).collect();
    Levels::new(levels).map_err(|_| Wrong::Unreadable)
}

/// Holds the policies of some calls against every call of the catalogue, hop by hop, for both inference actions and in every world that AWS's pages leave open: those calls are allowed, and no other.
///
/// Others are every profile from every source Region, the models themselves where they would be authorized, and a copy of each profile that nobody named. `policies` are written for
/// the partition and the account of the calls, which is one.
///
/// # Errors
/// What the policies allow is not what was asked for: a bug.
pub fn check(policies: &[Policy], calls: &[Call], catalogue: &Catalogue) -> Result<Checked, Wrong> {
    let account = calls.first().map_or(ANY_ACCOUNT, Call::account);
    let levels = with_identity(&[], policies.iter().cloned())?;
    for call in calls {
        if !all_worlds(&levels, call, true) {
            return Err(Wrong::Refused(call.describe()));
        }
    }
    let mut others = 0;
    let mut refused = |call: Call| {
        others += 1;
        if all_worlds(&levels, &call, false) {
            Ok(())
        } else {
            Err(Wrong::NotAsked(call.describe()))
        }
    };
    let named = |through: &Through, source: &str| {
        let same = |call: &Call| call.through == *through && call.source == source;
        calls.iter().any(same)
    };
    for profile in &catalogue.profiles {
        for source in profile.routes.keys() {
            let through = Through::Profile {
                id: profile.id.clone(),
            };
            let asked = Asked {
                model_id: &profile.id,
                source: Some(source),
                account: Some(account),
                ..Asked::default()
            };
            if let Some(call) = Call::new(asked, catalogue)
                .ok()
                .filter(|_| !named(&through, source))
            {
                refused(call)?;
            }
        }
    }
    for call in calls {
        let regions = call.destinations.iter().filter(|code| *code != UNSPECIFIED);
        for region in regions.chain([&call.source]) {
            let direct = Through::Model {
                id: call.through.model().to_owned(),
            };
            refused(call.instead(direct, region))?;
        }
        let copy = Through::Application {
            id: "not-named".to_owned(),
            origin: match &call.through {
                Through::Profile { id } => Some(id.clone()),
                Through::Application { origin, .. } => origin.clone(),
                Through::Model { .. } => None,
            },
            model: call.through.model().to_owned(),
        };
        refused(call.instead(copy, &call.source))?;
    }
    Ok(Checked {
        allowed: calls.len(),
        others,
    })
}

/// Does the call end the same way in every world, for both actions?
fn all_worlds(levels: &Levels, call: &Call, allowed: bool) -> bool {
    let open = Settled::default();
    let is_so = |action: &&str| {
        let judged = judge_call(levels, call, action, &open, |request| request);
        judged.is_denied() != allowed && judged.otherwise == Vec::<World>::new()
    };
    INFERENCE_ACTIONS.iter().all(is_so)
}
