//! Amazon Bedrock's cross-Region inference: actions, ARNs, Regions, families, inference profiles and their routes.
//!
//! Knows what AWS published by a date, embedded with that date; knows nothing of what anybody wants to allow.

mod actions;
pub mod arn;
pub mod call;
mod catalogue;
mod coordinates;
mod country;
mod family;
mod feature;
mod probes;
mod region;
mod route;
pub mod rules;
mod settled;
mod tiny;

pub use actions::Actions;
pub use catalogue::{ANYWHERE, Catalogue, Evidence, IMPORT, Profile};
pub use coordinates::Coordinates;
pub use country::country;
pub use family::{GLOBAL, is_family_shaped};
pub use feature::Feature;
pub use probes::probes;
pub use region::{Partition, Region};
pub use route::{Route, routes};
pub use settled::Settled;
pub use tiny::{DIRECT_MODEL, Tiny, ado, tiny};

/// The two actions behind every inference call: Converse is authorized as the first, ConverseStream as the second.
///
/// Source: Amazon Bedrock API reference, Converse and ConverseStream; Service Authorization Reference of 2026-09-26.
pub const INFERENCE_ACTIONS: [&str; 2] = [
    "bedrock:InvokeModel",
    "bedrock:InvokeModelWithResponseStream",
];

/// The actions that make something new out of an inference profile, and so can hide where it came from.
///
/// Source: Service Authorization Reference of 2026-09-26: the actions that take `inference-profile` as resource, less reading and inference.
pub const CREATE_ACTIONS: [&str; 3] = [
    "bedrock:CreateInferenceProfile",
    "bedrock:CreatePromptRouter",
    "bedrock:CreateAdvancedPromptOptimizationJob",
];

/// The value of `aws:RequestedRegion` in the authorization of a Global call that has no Region.
///
/// Source: Amazon Bedrock User Guide, Global cross-Region inference; read 2026-11-23.
pub const UNSPECIFIED: &str = "unspecified";
