//! What one call of inference is made of: the authorizations (hops) that AWS asks for, one by one.
//!
//! Sources, read 2026-11-23: Amazon Bedrock User Guide, "Geographic cross-Region inference" and "Global cross-Region inference" (newest copies, which say where
//! `bedrock:InferenceProfileArn` is present); Service Authorization Reference of 2026-09-26 for the resources. Through an application inference profile the key
//! holds that profile's own ARN: reported by two public projects, not by AWS.

mod error;
mod hop;
mod through;

#[cfg(test)]
mod tests;

use crate::policy::Request;

use super::{Catalogue, GLOBAL, Partition, UNSPECIFIED};
pub use error::CallError;
pub use hop::{Hop, HopKind};
pub use through::Through;

/// An account that stands for any, where nobody names one. AWS's documentation uses it.
pub const ANY_ACCOUNT: &str = "111122223333";

/// The keys of which it is known, of a call that is expanded, on which hops they are: that one is absent is no gap in what was asked.
pub const KEYS: [&str; 2] = ["bedrock:InferenceProfileArn", "bedrock:PromptRouterArn"];

/// A call of inference, by what stands in its `modelId`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// What it goes through.
    pub through: Through,
    /// The Region of the caller.
    pub source: String,
    /// The Regions in which it may be served: each of them is authorized. `unspecified` alone for Global.
    pub destinations: Vec<String>,
    /// The partition, as ARNs spell it.
    partition: String,
    /// The caller's account.
    account: String,
}

/// What is asked: the text of a `modelId`, and what it does not say.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// A profile's id or ARN, a model's id or ARN, or an application inference profile's ARN.
    pub model_id: &'a str,
    /// The Region of the caller; an ARN names it by itself.
    pub source: Option<&'a str>,
    /// What an application inference profile was made from: a profile's id or ARN, or a model's.
    pub origin: Option<&'a str>,
    /// The destination Regions of a profile that the catalogue does not know.
    pub destinations: &'a [String],
    /// The caller's account.
    pub account: Option<&'a str>,
}

impl Call {
    /// Finds what a call goes through and where it may be served.
    ///
    /// # Errors
    /// A text that names nothing callable, a profile that is not offered in the source Region, routes that nobody knows, an application inference profile
    /// without its origin.
    pub fn new(asked: Asked<'_>, catalogue: &Catalogue) -> Result<Self, CallError> {
        let (through, named_region, named_account) = Through::parse(asked, catalogue)?;
        let source = match (asked.source, named_region) {
            (Some(source), Some(named)) if source != named => {
                return Err(CallError::TwoSources {
                    arn: asked.model_id.to_owned(),
                    named,
                    source_region: source.to_owned(),
                });
            }
            (Some(source), _) => source.to_owned(),
            (None, Some(named)) => named,
            (None, None) => return Err(CallError::NoSource),
        };
        let Some(region) = catalogue.region(&source) else {
            return Err(CallError::UnknownRegion(source));
        };
        let partition = region.partition.clone();
        let named = asked
            .model_id
            .strip_prefix("arn:")
            .and_then(|rest| rest.split(':').next());
        if named.is_some_and(|named| named != partition) {
            return Err(CallError::OtherPartition {
                arn: asked.model_id.to_owned(),
                region: source,
            });
        }
        let destinations = through.destinations(&source, asked.destinations, catalogue)?;
        let account = asked.account.map(str::to_owned).or(named_account);
        Ok(Self {
            through,
            source,
            destinations,
            partition,
            account: account.unwrap_or_else(|| ANY_ACCOUNT.to_owned()),
        })
    }

    /// A call by one of the routes of the catalogue, through a system-defined profile or a copy of it; or of a model itself, or through a copy of that.
    pub fn of_route(
        through: Through,
        source: &str,
        destinations: &[String],
        partition: Partition,
    ) -> Self {
        let routed = through.routed_by();
        Self {
            destinations: match routed {
                None => vec![source.to_owned()],
                Some(id) if family(id) == GLOBAL => vec![UNSPECIFIED.to_owned()],
                Some(_) => destinations.to_vec(),
            },
            through,
            source: source.to_owned(),
            partition: partition.as_str().to_owned(),
            account: ANY_ACCOUNT.to_owned(),
        }
    }

    /// A call of the same caller by another way: of a model itself in a Region, or of a copy of the profile.
    #[must_use]
    pub fn instead(&self, through: Through, source: &str) -> Self {
        let destinations = match &through {
            Through::Model { .. } => vec![source.to_owned()],
            _ => self.destinations.clone(),
        };
        Self {
            through,
            source: source.to_owned(),
            destinations,
            ..self.clone()
        }
    }

    /// Does it go through this system-defined profile, or a copy of it?
    pub fn is_through(&self, profile: &str) -> bool {
        match &self.through {
            Through::Model { .. } => false,
            Through::Profile { id } => id == profile,
            Through::Application { origin, .. } => origin.as_deref() == Some(profile),
        }
    }

    /// The call in a few words.
    pub fn describe(&self) -> String {
        let id = match &self.through {
            Through::Model { id } | Through::Profile { id } | Through::Application { id, .. } => id,
        };
        format!("`{id}` from {}", self.source)
    }

    /// The partition, as ARNs spell it.
    pub fn partition(&self) -> &str {
        &self.partition
    }

    /// The caller's account.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The ARN that stands in `bedrock:InferenceProfileArn` on the hops of the model; `None` for a direct call.
    pub fn profile_arn(&self) -> Option<String> {
        let (kind, id) = match &self.through {
            Through::Model { .. } => return None,
            Through::Profile { id } => ("inference-profile", id),
            Through::Application { id, .. } => ("application-inference-profile", id),
        };
        Some(format!(
            "arn:{}:bedrock:{}:{}:{kind}/{id}",
            self.partition, self.source, self.account
        ))
    }

    /// The ARN of the system-defined profile that an application inference profile was made from.
    pub fn origin_arn(&self) -> Option<String> {
        match &self.through {
            Through::Application {
                origin: Some(origin),
                ..
            } => Some(format!(
                "arn:{}:bedrock:{}:{}:inference-profile/{origin}",
                self.partition, self.source, self.account
            )),
            _ => None,
        }
    }

    /// The hops, in the order in which AWS's pages list them. One denied hop denies the call.
    pub fn hops(&self) -> Vec<Hop> {
        self.each_hop().collect()
    }

    /// The same one by one, for whoever stops at the first that is denied.
    pub fn each_hop(&self) -> impl Iterator<Item = Hop> {
        let key = self.profile_arn();
        let profile = key.as_ref().map(|arn| Hop {
            kind: HopKind::Profile,
            resource: arn.clone(),
            region: self.source.clone(),
            profile_arn: None,
        });
        let of_source = match key {
            None => HopKind::Direct,
            Some(_) => HopKind::Source,
        };
        let elsewhere = self
            .destinations
            .iter()
            .filter(|code| **code != self.source);
        let elsewhere = elsewhere.filter(move |_| of_source == HopKind::Source);
        let of_destination = elsewhere.map(|code| match code.as_str() {
            UNSPECIFIED => (HopKind::Global, code.as_str(), ""),
            code => (HopKind::Destination, code, code),
        });
        let of_model = std::iter::once((of_source, self.source.as_str(), self.source.as_str()));
        let of_model = of_model.chain(of_destination);
        let model = self.through.model();
        let hops = of_model.map(move |(kind, region, in_arn)| Hop {
            kind,
            resource: format!(
                "arn:{}:bedrock:{in_arn}::foundation-model/{model}",
                self.partition
            ),
            region: region.to_owned(),
            profile_arn: key.clone(),
        });
        profile.into_iter().chain(hops)
    }
}

impl Hop {
    /// The hop as a question to policies, without a principal.
    pub fn request(&self, action: &str) -> Request<'static> {
        let request = Request::new(action, self.resource.as_str())
            .with("aws:RequestedRegion", self.region.as_str());
        match &self.profile_arn {
            Some(arn) => request.with("bedrock:InferenceProfileArn", arn.as_str()),
            None => request,
        }
    }
}

/// What stands before the first dot of a profile's id.
fn family(id: &str) -> &str {
    id.split_once('.').map_or(id, |(family, _)| family)
}
