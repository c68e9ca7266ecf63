use crate::bedrock::{Catalogue, GLOBAL, Profile, UNSPECIFIED, is_family_shaped};

use super::error::CallError;
use super::{Asked, family};

/// What a call goes through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Through {
    /// Nothing: the foundation model itself, in the source Region.
    Model {
        /// `anthropic.claude-sonnet-4-5-20250929-v1:0`.
        id: String,
    },
    /// A system-defined inference profile.
    Profile {
        /// `eu.anthropic.claude-sonnet-4-5-20250929-v1:0`.
        id: String,
    },
    /// An application inference profile.
    Application {
        /// Its opaque id.
        id: String,
        /// The system-defined profile that it was made from; `None`: a foundation model.
        origin: Option<String>,
        /// The foundation model behind it.
        model: String,
    },
}

/// What an ARN or an id names, with the Region and the account that it spells.
type Parsed = (Through, Option<String>, Option<String>);

impl Through {
    /// Reads the text of a `modelId`.
    pub(super) fn parse(asked: Asked<'_>, catalogue: &Catalogue) -> Result<Parsed, CallError> {
        let text = asked.model_id;
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let (kind, id, region, account) = match parts.as_slice() {
            ["arn", _, "bedrock", region, account, resource] => {
                let (kind, id) = resource
                    .split_once('/')
                    .ok_or_else(|| CallError::NotCallable(text.to_owned()))?;
                (Some(kind), id, some(region), some(account))
            }
            ["arn", ..] => return Err(CallError::NotCallable(text.to_owned())),
            _ => (None, text, None, None),
        };
        let through = match kind {
            Some("application-inference-profile") if is_id(id) => {
                return application(asked, id, catalogue).map(|through| (through, region, account));
            }
            Some("inference-profile") => Self::Profile { id: id.to_owned() },
            Some("foundation-model") => Self::Model { id: id.to_owned() },
            Some(_) => return Err(CallError::NotCallable(text.to_owned())),
            None if is_profile_id(id, catalogue) => Self::Profile { id: id.to_owned() },
            None if is_model_shaped(id) => Self::Model { id: id.to_owned() },
            None => return Err(CallError::NotCallable(text.to_owned())),
        };
        if !is_id(id) {
            return Err(CallError::NotCallable(text.to_owned()));
        }
        if asked.origin.is_some() {
            return Err(CallError::OriginOfOther(text.to_owned()));
        }
        Ok((through, region, account))
    }

    /// The foundation model's id.
    pub fn model(&self) -> &str {
        match self {
            Self::Model { id } => id,
            Self::Profile { id } => id.split_once('.').map_or("", |(_, model)| model),
            Self::Application { model, .. } => model,
        }
    }

    /// The system-defined profile whose routes a call takes.
    pub(super) fn routed_by(&self) -> Option<&str> {
        match self {
            Self::Model { .. } => None,
            Self::Profile { id } => Some(id),
            Self::Application { origin, .. } => origin.as_deref(),
        }
    }

    /// The Regions in which a call from a Region may be served.
    pub(super) fn destinations(
        &self,
        source: &str,
        given: &[String],
        catalogue: &Catalogue,
    ) -> Result<Vec<String>, CallError> {
        let Some(id) = self.routed_by() else {
            return Ok(vec![source.to_owned()]);
        };
        if let Some(odd) = given.iter().find(|code| catalogue.region(code).is_none()) {
            return Err(CallError::UnknownRegion(odd.clone()));
        }
        let profile = catalogue.profiles.iter().find(|profile| profile.id == id);
        if given.is_empty() {
            let unknown = || CallError::UnknownProfile(id.to_owned());
            return destinations(profile.ok_or_else(unknown)?, source);
        }
        // A Global call has no Region, whatever anybody believes.
        if family(id) == GLOBAL {
            return Ok(vec![UNSPECIFIED.to_owned()]);
        }
        // What the catalogue knows is never left out.
        let mut all = profile
            .and_then(|profile| destinations(profile, source).ok())
            .unwrap_or_default();
        all.extend(given.iter().cloned());
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }
}

fn destinations(profile: &Profile, source: &str) -> Result<Vec<String>, CallError> {
    if profile.routes.is_empty() {
        return Err(CallError::NoRoutes(profile.id.clone()));
    }
    let route = profile
        .routes
        .get(source)
        .ok_or_else(|| CallError::NotOffered {
            id: profile.id.clone(),
            source_region: source.to_owned(),
            sources: profile.routes.keys().cloned().collect(),
        })?;
    Ok(if profile.family() == GLOBAL {
        vec![UNSPECIFIED.to_owned()]
    } else {
        route.clone()
    })
}

fn application(asked: Asked<'_>, id: &str, catalogue: &Catalogue) -> Result<Through, CallError> {
    let origin = asked
        .origin
        .ok_or_else(|| CallError::NoOrigin(asked.model_id.to_owned()))?;
    let of_origin = Asked {
        model_id: origin,
        origin: None,
        ..asked
    };
    let (through, ..) = Through::parse(of_origin, catalogue)?;
    Ok(Through::Application {
        id: id.to_owned(),
        model: through.model().to_owned(),
        origin: through.routed_by().map(str::to_owned),
    })
}

/// Is it a profile's id, and no model's? Models begin with their vendor, profiles with a family; a new family is known by the known model behind it.
fn is_profile_id(id: &str, catalogue: &Catalogue) -> bool {
    let Some((first, model)) = id.split_once('.') else {
        return false;
    };
    let vendor = |model: &str| family(model).to_owned();
    let is_vendor = |name: &str| {
        catalogue
            .profiles
            .iter()
            .any(|profile| vendor(profile.model()) == name)
    };
    catalogue.families().contains(first)
        || (is_family_shaped(first) && !is_vendor(first) && is_vendor(family(model)))
}

/// `vendor.name`, in the characters that model ids have (Amazon Bedrock API Reference, InvokeModel, `modelId`; read 2026-11-25).
fn is_model_shaped(id: &str) -> bool {
    id.split_once('.')
        .is_some_and(|(vendor, name)| !vendor.is_empty() && !name.is_empty())
        && is_id(id)
}

/// The characters that ids have (same source).
fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".:-_".contains(c))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
