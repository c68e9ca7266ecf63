//! What a build shows of the policies that it made, before it ships them. The only room that may know both composer and promise.

mod effect;
mod expect;
mod label;
pub mod rules;

pub use effect::{Disagreement, Effect, NoEffect, Witness};
pub use label::Label;
pub use expect::{After, check_expectations};
