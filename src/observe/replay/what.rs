use crate::bedrock::call::{Asked, Call, CallError};

use super::kind::Operation;
use super::reason::NotJudged;
use super::run::Ground;
use super::tally::Tally;

/// What a call is made of.
pub(super) enum What {
    /// The hops of a call of inference.
    Call(Call),
    /// Those of its hops that do not depend on what is not known, and what that is.
    Partly(Call, NotJudged),
    /// One authorization: of a resource in a Region.
    One(String, String),
    /// The first authorization of a call through a prompt router.
    Router(String, String),
}

impl What {
    /// The Regions of its authorizations.
    pub(super) fn reach(&self) -> Vec<String> {
        match self {
            Self::Call(call) | Self::Partly(call, _) => {
                let destinations = call.destinations.iter();
                destinations.chain([&call.source]).cloned().collect()
            }
            Self::One(_, region) | Self::Router(_, region) => vec![region.clone()],
        }
    }
}

/// The kinds of ARN that are called by themselves, in their own Region (Service Authorization Reference, Amazon Bedrock, `InvokeModel`, 2026-09-26).
const ALONE: [&str; 4] = [
    "provisioned-model",
    "custom-model-deployment",
    "custom-model",
    "imported-model",
];

/// Stands for the model behind an application inference profile of unknown origin.
const UNKNOWN: &str = "unknown.unknown";

/// Prompt routers, made by users and by AWS (same source).
const ROUTERS: [&str; 2] = ["prompt-router", "default-prompt-router"];

/// What else an application inference profile may be made from (same source, `CreateInferenceProfile`).
const COPIED: [&str; 3] = [
    "inference-profile",
    "foundation-model",
    "application-inference-profile",
];

/// What is asked for by a target.
///
/// # Errors
/// Why it cannot be judged at all.
pub(super) fn what(
    tally: &Tally,
    operation: Operation,
    target: &str,
    source: &str,
    account: Option<&str>,
    ground: Ground<'_>,
) -> Result<What, NotJudged> {
    let parts: Vec<&str> = target.splitn(6, ':').collect();
    let kind = match parts.as_slice() {
        ["arn", _, "bedrock", _, _, resource] => resource
            .split_once('/')
            .filter(|(_, id)| !id.is_empty())
            .map(|(kind, _)| kind),
        _ => None,
    };
    let is_creation = operation == Operation::CreateProfile;
    let is_router = kind.is_some_and(|kind| ROUTERS.contains(&kind));
    let is_alone = is_router || kind.is_some_and(|kind| ALONE.contains(&kind));
    if is_creation || is_alone {
        if !is_alone && !kind.is_some_and(|kind| COPIED.contains(&kind)) {
            return Err(NotJudged::NotCallable);
        }
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        if !part(3).is_empty() && part(3) != source {
            return Err(NotJudged::OddArn);
        }
        let region = ground.catalogue.region(source);
        let region = region.ok_or(NotJudged::UnknownRegion)?;
        if part(1) != region.partition {
            return Err(NotJudged::OddArn);
        }
        let (target, source) = (target.to_owned(), source.to_owned());
        return Ok(if is_router && !is_creation {
            What::Router(target, source)
        } else {
            What::One(target, source)
        });
    }
    let is_copy = kind == Some("application-inference-profile");
    let given = ground.origins.get(target).map(String::as_str);
    let asked = Asked {
        model_id: target,
        source: Some(source),
        origin: given.or_else(|| tally.origin(target)).filter(|_| is_copy),
        account,
        ..Asked::default()
    };
    let error = match Call::new(asked, ground.catalogue) {
        Ok(call) => return Ok(What::Call(call)),
        Err(error) => error,
    };
    let reason = NotJudged::from(&error);
    let partly = match error {
        CallError::NoOrigin(_) => Asked {
            origin: Some(UNKNOWN),
            ..asked
        },
        CallError::UnknownProfile(_) | CallError::NoRoutes(_) | CallError::NotOffered { .. } => {
            asked
        }
        _ => return Err(reason),
    };
    let destinations = [source.to_owned()];
    let partly = Asked {
        destinations: &destinations,
        ..partly
    };
    let call = Call::new(partly, ground.catalogue);
    call.map(|call| What::Partly(call, reason))
        .map_err(|_| reason)
}
