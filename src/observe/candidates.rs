use crate::bedrock::call::{ANY_ACCOUNT, HopKind};
use crate::bedrock::{Catalogue, INFERENCE_ACTIONS, Settled, UNSPECIFIED};
use crate::policy::Request;
use crate::simulate::{Principal, World};

use super::denial::Denial;

/// One way in which a denied authorization may have come about.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// In words: `through us.anthropic.…, as a destination of a call from us-east-1`.
    pub what: String,
    /// The hop that it would be; `None`: no hop of a call of inference.
    pub hop: Option<HopKind>,
    /// The question to policies.
    pub request: Request<'static>,
    /// What AWS's pages leave open, and under which the question would be this one; `None`: as they say.
    pub assumption: Option<&'static str>,
}

/// What is known of how a model was called, beside the message: an event says it, a message never.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Known<'k> {
    /// Nothing.
    #[default]
    Nothing,
    /// Without an inference profile.
    Direct,
    /// Through this system-defined inference profile, an id or an ARN.
    Profile(&'k str),
    /// Through this application inference profile.
    Copy {
        /// Its ARN.
        id: &'k str,
        /// What it was made from, where that is known: a profile's id or ARN, or a model's.
        origin: Option<&'k str>,
    },
}

impl<'k> Known<'k> {
    /// By the `modelId` of a call, and what an application inference profile was made from.
    pub fn of_model_id(id: &'k str, origin: Option<&'k str>, catalogue: &Catalogue) -> Self {
        if id.contains("application-inference-profile/") {
            Self::Copy { id, origin }
        } else if is_profile(id, catalogue) {
            Self::Profile(id)
        } else {
            Self::Direct
        }
    }
}

fn is_profile(id: &str, catalogue: &Catalogue) -> bool {
    let family = id.split_once('.').map_or("", |(family, _)| family);
    id.contains("inference-profile/") || catalogue.families().contains(family)
}

/// The parts of a Bedrock ARN.
struct Target<'d> {
    region: &'d str,
    account: &'d str,
    partition: &'d str,
    kind: &'d str,
    id: &'d str,
}

/// Everything that a message can mean: it names the resource, and never the inference profile that a model was called through.
///
/// `region` is the Region of the caller, where it is known.
pub(super) fn candidates(
    denial: &Denial,
    region: Option<&str>,
    known: Known<'_>,
    settled: &Settled,
    catalogue: &Catalogue,
) -> Vec<Candidate> {
    let resource = denial.resource.as_deref().unwrap_or("*");
    let asked = || {
        let request = Request::new(denial.action.as_str(), resource);
        match &denial.principal {
            Some(arn) => request.with("aws:PrincipalArn", Principal::new(arn).arn),
            None => request,
        }
    };
    let is_inference = INFERENCE_ACTIONS
        .iter()
        .any(|action| action.eq_ignore_ascii_case(&denial.action));
    match target(resource).filter(|_| is_inference) {
        Some(target) if target.kind == "foundation-model" => {
            let ways = model(&target, region, known, settled, catalogue, &asked);
            if ways.is_empty() {
                // What is known of the call contradicts the message, so the message alone counts.
                model(&target, None, Known::Nothing, settled, catalogue, &asked)
            } else {
                ways
            }
        }
        Some(target) => {
            let (hop, what) = match target.kind {
                "inference-profile" => (Some(HopKind::Profile), "the inference profile itself"),
                "application-inference-profile" => (
                    Some(HopKind::Profile),
                    "the application inference profile itself",
                ),
                _ => (None, "this resource"),
            };
            let asked_there = || asked().with("aws:RequestedRegion", target.region);
            let way = |with_key: bool, assumption: Option<&'static str>| Candidate {
                what: what.to_owned(),
                hop,
                request: if with_key {
                    asked_there().with("bedrock:InferenceProfileArn", resource)
                } else {
                    asked_there()
                },
                assumption,
            };
            match (hop, settled.key_on_profile) {
                (None, _) | (_, Some(false)) => vec![way(false, None)],
                (_, Some(true)) => vec![way(true, None)],
                (_, None) => {
                    let world = World {
                        key_on_profile: true,
                        ..World::default()
                    };
                    vec![way(false, None), way(true, Some(world.describe()))]
                }
            }
        }
        None => {
            let named = resource.split(':').nth(3).filter(|code| !code.is_empty());
            let request = match region.or(named) {
                Some(code) => asked().with("aws:RequestedRegion", code),
                None => asked(),
            };
            vec![Candidate {
                what: "this request".to_owned(),
                hop: None,
                request,
                assumption: None,
            }]
        }
    }
}

/// Does a call through a profile ask about a model at a place? What the catalogue does not know is believed.
fn reaches(catalogue: &Catalogue, profile: &str, model: &str, place: &str) -> bool {
    let id = profile.rsplit_once('/').map_or(profile, |(_, id)| id);
    let known = catalogue.profiles.iter().find(|known| known.id == id);
    known.is_none_or(|known| {
        let global = known.family() == crate::bedrock::GLOBAL;
        known.model() == model
            && known.routes.iter().any(|(source, destinations)| {
                source == place
                    || (global && place == UNSPECIFIED)
                    || destinations.iter().any(|code| code == place)
            })
    })
}

fn target(arn: &str) -> Option<Target<'_>> {
    let mut parts = arn.splitn(6, ':');
    let (start, partition, service) = (parts.next()?, parts.next()?, parts.next()?);
    let (region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
    let (kind, id) = resource.split_once('/')?;
    (start == "arn" && service == "bedrock").then_some(Target {
        region,
        account,
        partition,
        kind,
        id,
    })
}

/// A foundation model is asked about in every call: directly, as the model of the source Region, or as that of a destination.
fn model(
    target: &Target<'_>,
    region: Option<&str>,
    known: Known<'_>,
    settled: &Settled,
    catalogue: &Catalogue,
    asked: &impl Fn() -> Request<'static>,
) -> Vec<Candidate> {
    let global = target.region.is_empty();
    let place = if global { UNSPECIFIED } else { target.region };
    let at = || asked().with("aws:RequestedRegion", place);
    let account = Some(target.account).filter(|account| !account.is_empty());
    let arn = |source: &str, kind: &str, id: &str| {
        let account = account.unwrap_or(ANY_ACCOUNT);
        format!(
            "arn:{}:bedrock:{source}:{account}:{kind}/{id}",
            target.partition
        )
    };
    let through = |what: String, hop: HopKind, key: String| Candidate {
        what,
        hop: Some(hop),
        request: at().with("bedrock:InferenceProfileArn", key),
        assumption: None,
    };
    let hop_at = |source: &str| {
        if global {
            HopKind::Global
        } else if source == place {
            HopKind::Source
        } else {
            HopKind::Destination
        }
    };
    let through_one = |profile: &str| {
        let source = region.unwrap_or(place);
        let key = if profile.starts_with("arn:") {
            profile.to_owned()
        } else {
            arn(source, "inference-profile", profile)
        };
        let what = if reaches(catalogue, profile, target.id, place) {
            format!("through {profile}")
        } else {
            format!("through {profile}, which by the catalogue does not take this model there")
        };
        through(what, hop_at(source), key)
    };
    let mut all = Vec::new();
    // Of copies: may the key show what they were made from? Then one cannot be told from that.
    let mut of_copies = None;
    match known {
        Known::Profile(profile) => return vec![through_one(profile)],
        Known::Copy { id, origin } => {
            let shows_origin = World {
                origin_in_key: true,
                ..World::default()
            };
            let assumption = match settled.origin_in_key {
                Some(_) => None,
                None => Some(shows_origin.describe()),
            };
            let origin_is_profile = origin.is_none_or(|origin| is_profile(origin, catalogue));
            let may_show = settled.origin_in_key != Some(false) && origin_is_profile;
            if settled.origin_in_key != Some(true) || !may_show {
                all.push(through_one(id));
            }
            match origin {
                _ if !may_show => return all,
                Some(origin) => {
                    let mut shown = through_one(origin);
                    shown.what = format!("{}, of which it is a copy", shown.what);
                    shown.assumption = assumption;
                    all.push(shown);
                    return all;
                }
                None => of_copies = Some(assumption),
            }
        }
        Known::Nothing | Known::Direct => {
            if !global && region.is_none_or(|region| region == place) {
                all.push(Candidate {
                    what: format!("called directly in {place}"),
                    hop: Some(HopKind::Direct),
                    request: at(),
                    assumption: None,
                });
            }
            if known == Known::Direct {
                return all;
            }
        }
    }
    for profile in catalogue
        .profiles
        .iter()
        .filter(|profile| profile.model() == target.id)
    {
        // The first source from which the Region is asked about; the source does not stand in the message.
        let reaches = |(source, destinations): &(&String, &Vec<String>)| {
            let is_asked = if global {
                profile.family() == crate::bedrock::GLOBAL
            } else {
                *source == place || destinations.iter().any(|code| code == place)
            };
            is_asked && region.is_none_or(|region| region == source.as_str())
        };
        let mut routes: Vec<_> = profile.routes.iter().filter(reaches).collect();
        // A call from elsewhere is the one that surprises, so it is shown where there is one.
        routes.sort_by_key(|(source, _)| source.as_str() == place);
        if let Some((source, _)) = routes.first() {
            let hop = hop_at(source);
            let from = match hop {
                HopKind::Source => format!("called from {place}"),
                _ => format!("called from {source}, for one"),
            };
            let copy = match (of_copies, settled.origin_in_key) {
                (Some(_), _) => "a copy of ",
                (None, Some(true)) => "(a copy of) ",
                _ => "",
            };
            let mut way = through(
                format!("through {copy}{}, {from}", profile.id),
                hop,
                arn(source, "inference-profile", &profile.id),
            );
            way.assumption = of_copies.flatten();
            all.push(way);
        }
    }
    if of_copies.flatten().is_some() {
        // Its own key is among them already.
        return all;
    }
    let source = region.unwrap_or(if global { "us-east-1" } else { place });
    let of_what = if settled.origin_in_key == Some(true) {
        " made from the model itself"
    } else {
        ""
    };
    all.push(through(
        format!("through an application inference profile{of_what}, called from here or elsewhere"),
        hop_at(source),
        arn(source, "application-inference-profile", "example"),
    ));
    all
}
