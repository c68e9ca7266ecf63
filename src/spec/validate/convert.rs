//! Raw values to the types of a valid spec, defaults filled in.

use std::collections::BTreeSet;

use crate::bedrock::{Feature, Partition, Settled};
use crate::spec::mode::{
    ApplicationProfiles, Decision, Destinations, Form, Geographies, Mode, Strategy,
};
use crate::spec::origin::Origin;
use crate::spec::raw::{
    RawApplicationProfiles, RawDecision, RawDeliver, RawDestinations, RawEmit, RawExpectation,
    RawFeature, RawForm, RawGeographies, RawGeographyWord, RawHolder, RawMode, RawPartition,
    RawPresence, RawSpec, RawStrategy,
};
use crate::spec::valid::{Expectation, IamWanted};

pub(super) fn partition(raw: &RawSpec) -> Partition {
    match raw.organization.partition {
        RawPartition::Aws => Partition::Aws,
        RawPartition::AwsUsGov => Partition::AwsUsGov,
    }
}

pub(super) fn strategy(raw: &RawSpec) -> Strategy {
    match raw.region_deny.strategy {
        RawStrategy::Additive => Strategy::Additive,
        RawStrategy::Extend => Strategy::Extend,
        RawStrategy::Replace => Strategy::Replace,
        RawStrategy::OuControl => Strategy::OuControl,
    }
}

pub(super) fn mode(name: &str, raw: &RawMode) -> Mode {
    let geographies = match &raw.geographies {
        RawGeographies::Word(RawGeographyWord::None) => Geographies::None,
        RawGeographies::Word(RawGeographyWord::Any) => Geographies::Any,
        RawGeographies::List(list) => Geographies::List(unique(list)),
    };
    let any = geographies == Geographies::Any;
    let form = match raw.form {
        RawForm::Strict => Form::Strict,
        RawForm::Published => Form::Published,
        RawForm::PublishedSplit => Form::PublishedSplit,
    };
    let destinations = match raw.destinations {
        Some(RawDestinations::Governed) => Destinations::Governed,
        Some(RawDestinations::ByProfile) => Destinations::ByProfile,
        Some(RawDestinations::Pinned) => Destinations::Pinned,
        None if any => Destinations::Governed,
        None => Destinations::ByProfile,
    };
    Mode {
        name: name.to_owned(),
        global: decision(raw.global),
        geographies,
        destinations,
        profiles: unique(raw.profiles.as_deref().unwrap_or_default()),
        application_profiles: match raw.application_profiles {
            // The published list of families matches no application inference profile.
            RawApplicationProfiles::ByDestination if form != Form::Strict && !any => {
                ApplicationProfiles::Deny
            }
            RawApplicationProfiles::ByDestination => ApplicationProfiles::ByDestination,
            RawApplicationProfiles::Deny => ApplicationProfiles::Deny,
        },
        prompt_routers: match raw.prompt_routers {
            Some(raw) => decision(raw),
            None if any || form != Form::Strict => Decision::Allow,
            None => Decision::Deny,
        },
        form,
        also: Feature::ALL
            .into_iter()
            .filter(|own| raw.also.iter().any(|word| feature(*word) == *own))
            .collect(),
    }
}

pub(super) fn feature(raw: RawFeature) -> Feature {
    match raw {
        RawFeature::Batch => Feature::Batch,
        RawFeature::Guardrails => Feature::Guardrails,
        RawFeature::DataAutomation => Feature::DataAutomation,
    }
}

pub(super) fn expectation(index: usize, raw: &RawExpectation, origin: &Origin) -> Expectation {
    Expectation {
        ou: raw.ou.clone(),
        source: raw.source.clone(),
        model_id: raw.profile.clone(),
        origin: raw.origin.clone(),
        principal: raw.principal.clone(),
        call: decision(raw.call),
        place: origin.value(&format!("/expect/{index}")),
    }
}

pub(super) fn worlds(raw: &RawSpec) -> Settled {
    let Some(raw) = &raw.worlds else {
        return Settled::default();
    };
    let is_present = |raw: RawPresence| raw == RawPresence::Present;
    Settled {
        day: Some(raw.seen.clone()),
        key_on_profile: raw.key_on_profile.map(is_present),
        origin_in_key: raw
            .key_through_application_profile
            .map(|holder| holder == RawHolder::Origin),
        key_behind_router: raw.key_behind_prompt_router.map(is_present),
    }
}

pub(super) fn iam(raw: &RawSpec, origin: &Origin) -> Option<IamWanted> {
    let raw = raw.iam.as_ref()?;
    Some(IamWanted {
        geographic: raw.emit.contains(&RawEmit::Geographic),
        global: raw.emit.contains(&RawEmit::Global),
        models: unique(&raw.models),
        stack_set: raw.deliver == RawDeliver::StackSet,
        place: origin.key("/iam"),
    })
}

fn decision(raw: RawDecision) -> Decision {
    match raw {
        RawDecision::Allow => Decision::Allow,
        RawDecision::Deny => Decision::Deny,
    }
}

/// Without repetitions, in the order of the spec.
pub(super) fn unique(list: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    list.iter()
        .filter(|item| seen.insert(*item))
        .cloned()
        .collect()
}
