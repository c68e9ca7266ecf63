//! Control Tower's Region deny: reading the organization's own text, and telling which published list it equals.
//!
//! Knows the Sids, the dated lists and the shape of the statement; knows nothing of Bedrock.

mod baseline;
mod builtin;
mod list;
mod ou_control;
pub mod rules;

pub use baseline::Baseline;
pub use builtin::{Builtin, builtin, labels};
pub use list::{Comparison, compare, missing_today};
pub use ou_control::{Difference, OuControl, difference};
