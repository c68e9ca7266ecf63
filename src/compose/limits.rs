//! The rows that limit Regions: D1 to D5, and DX. They do not exist under `additive`, where the managed Region deny does it all.

use std::collections::BTreeSet;

use crate::bedrock::{GLOBAL, INFERENCE_ACTIONS, UNSPECIFIED, arn};
use crate::policy::{Condition, Scope, Statement};
use crate::spec::{ApplicationProfiles, Decision, Destinations, Geographies, Ground, Mode};

use super::statement::{PROFILE_KEY, REGION_KEY, deny};

/// The statements that hold the calls of a mode to Regions, one per row; `principals` are the conditions by which somebody is exempt.
pub(super) fn limits(mode: &Mode, ground: &Ground<'_>, principals: &[Condition]) -> Vec<Statement> {
    let global = mode.global == Decision::Allow;
    let destinations: BTreeSet<String> = ground
        .destinations(mode)
        .union(ground.working)
        .cloned()
        .collect();
    let mut statements = vec![start(ground.working), direct(ground.working)];
    if mode.destinations != Destinations::ByProfile {
        statements.extend(geographic(mode, &destinations));
    }
    if global {
        statements.push(global_calls(&with_unspecified(ground.working)));
    }
    // Where they are denied altogether, their Regions need no word.
    if mode.application_profiles == ApplicationProfiles::ByDestination {
        let regions = if global {
            with_unspecified(&destinations)
        } else {
            destinations
        };
        statements.push(application_profiles(&regions));
    }
    statements
        .into_iter()
        .map(|statement| statement.binding(principals))
        .collect()
}

/// D1: a call through a profile starts in a working Region. On the profile as a resource: that is how its first hop is authorized.
fn start(working: &BTreeSet<String>) -> Statement {
    deny("DenyProfilesElsewhere", &INFERENCE_ACTIONS)
        .on(&[&arn::inference_profiles("*"), arn::APPLICATION_PROFILES])
        .outside(working)
}

/// D2: a direct call stays in the working Regions.
fn direct(working: &BTreeSet<String>) -> Statement {
    deny("DenyDirectCallsElsewhere", &INFERENCE_ACTIONS)
        .when("Null", PROFILE_KEY, vec!["true".to_owned()])
        .outside(working)
}

/// D3: a geographic call is served in the working Regions and the known destinations. None without a geography.
fn geographic(mode: &Mode, regions: &BTreeSet<String>) -> Option<Statement> {
    let calls = deny("DenyGeographicCallsElsewhere", &INFERENCE_ACTIONS);
    let calls = match &mode.geographies {
        Geographies::None => return None,
        Geographies::List(families) => {
            let ids = families.iter().map(|family| format!("{family}.*"));
            calls.when("ArnLike", PROFILE_KEY, profiles(ids))
        }
        // Every family but `global`, also one that AWS has yet to make.
        Geographies::Any => calls.when_present(PROFILE_KEY).when(
            "ArnNotLike",
            PROFILE_KEY,
            vec![global_profiles(), arn::APPLICATION_PROFILES.to_owned()],
        ),
    };
    Some(calls.outside(regions))
}

/// D4: a Global call is made from the working Regions.
fn global_calls(regions: &BTreeSet<String>) -> Statement {
    deny("DenyGlobalCallsElsewhere", &INFERENCE_ACTIONS)
        .when("ArnLike", PROFILE_KEY, vec![global_profiles()])
        .outside(regions)
}

/// D5: what is called through an application inference profile, whose origin can't be seen, is held to the Regions of what is allowed.
fn application_profiles(regions: &BTreeSet<String>) -> Statement {
    deny("DenyApplicationProfilesElsewhere", &INFERENCE_ACTIONS)
        .when(
            "ArnLike",
            PROFILE_KEY,
            vec![arn::APPLICATION_PROFILES.to_owned()],
        )
        .outside(regions)
}

/// The Sid of DX, by which a policy of ours is seen to close Regions for everything but inference.
pub const INFERENCE_ONLY_SID: &str = "DenyAllButInference";

/// DX: in the inference-only Regions nothing but what is left out: inference, the features that the mode names, and what the Region deny leaves out anyway.
pub(super) fn inference_only(
    regions: &BTreeSet<String>,
    left_out: Vec<String>,
    principals: &[Condition],
) -> Statement {
    let mut statement = deny(INFERENCE_ONLY_SID, &[])
        .when(
            "StringEquals",
            REGION_KEY,
            regions.iter().cloned().collect(),
        )
        .binding(principals);
    statement.action = Scope::Except(left_out);
    statement
}

fn global_profiles() -> String {
    arn::inference_profiles(&format!("{GLOBAL}.*"))
}

fn profiles(ids: impl Iterator<Item = String>) -> Vec<String> {
    ids.map(|id| arn::inference_profiles(&id)).collect()
}

fn with_unspecified(regions: &BTreeSet<String>) -> BTreeSet<String> {
    let mut regions = regions.clone();
    regions.insert(UNSPECIFIED.to_owned());
    regions
}
