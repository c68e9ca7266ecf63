//! The policy language: what a service control policy says, read, written and evaluated.
//!
//! Knows IAM's grammar and semantics (`NotAction`, negated operators, missing keys); knows nothing of Bedrock or Control Tower.

pub mod compare;
mod document;
pub mod evaluate;
pub mod glob;
mod global_keys;
mod levels;
mod model;
pub mod naive;
pub mod parse;
mod quota;
mod render;
mod request;
pub mod rules;
mod services;
mod view;

pub use document::{Document, unwrapped};
pub use global_keys::GlobalKeys;
pub use levels::{Attached, Level, Levels, PlacedStatement};
pub use model::{Condition, Effect, Policy, Scope, Statement, Version};
pub use quota::Quota;
pub use request::{Found, Request};
pub use services::Services;
pub use view::{ConditionView, PolicyView, StatementView};
