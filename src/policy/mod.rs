//! The policy language: what a service control policy says, read, written and evaluated.
//!
//! Knows IAM's grammar and semantics (`NotAction`, negated operators, missing keys); knows nothing of Bedrock or Control Tower.

mod model;
pub mod naive;
mod request;
pub mod rules;

pub use model::{Condition, Effect, Policy, Scope, Statement};
pub use request::Request;
