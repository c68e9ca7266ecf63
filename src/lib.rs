//! crispack makes CfCT packages that say who may use which Amazon Bedrock cross-Region inference.
//!
//! The rooms, from the top of the house to its ground; a room imports only from rooms below it (`tests/layers.rs`).

pub mod cli;
pub mod release;
pub mod render;
pub mod check;
pub mod drift;
pub mod proof;
pub mod compose;
pub mod promise;
pub mod observe;
pub mod evidence;
pub mod iam;
pub mod simulate;
pub mod cfct;
pub mod catalogue;
pub mod org;
pub mod spec;
pub mod control_tower;
pub mod bedrock;
pub mod policy;
pub mod text;
pub mod diagnostic;
