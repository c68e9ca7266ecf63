//! What a build shows of the policies that it made, before it ships them. The only room that may know both composer and promise.

mod expect;
pub mod rules;

pub use expect::{After, check_expectations};
