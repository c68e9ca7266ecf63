use crate::bedrock::call::{Call, Through};
use crate::bedrock::{GLOBAL, Partition};
use crate::policy::glob;
use crate::spec::{Decision, Ground, IamWanted, Mode, Reach};

/// The calls of a mode that an identity policy is asked to allow: those that work under the mode from the working Regions, by family and model. Sorted by profile and source Region.
pub fn calls_of(
    mode: &Mode,
    ground: &Ground<'_>,
    wanted: &IamWanted,
    partition: Partition,
) -> Vec<Call> {
    let is_wanted = |model: &str| {
        wanted
            .models
            .iter()
            .any(|pattern| glob::matches(pattern, model))
    };
    let call = |id: &str, source: &str, destinations: &[String]| {
        let through = Through::Profile { id: id.to_owned() };
        Call::of_route(through, source, destinations, partition)
    };
    let mut calls = Vec::new();
    if wanted.geographic {
        for route in Reach::of(mode, ground).working {
            if is_wanted(route.profile.model()) {
                calls.push(call(&route.profile.id, route.source, route.destinations));
            }
        }
    }
    if wanted.global && mode.global == Decision::Allow {
        let ids = mode.allowed_ids();
        let allowed = ground.catalogue.profiles.iter().filter(|profile| {
            profile.family() == GLOBAL
                && profile.is_routable()
                && is_wanted(profile.model())
                && ids
                    .iter()
                    .any(|pattern| glob::matches(pattern, &profile.id))
        });
        for profile in allowed {
            let sources = profile.routes.keys();
            for source in sources.filter(|code| ground.working.contains(*code)) {
                calls.push(call(&profile.id, source, &[]));
            }
        }
    }
    calls
}
