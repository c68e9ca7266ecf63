//! Bytes to documents: JSON, JSON with comments, YAML and `describe-policy` envelopes, every node with its place.
//!
//! Knows syntax only. What a document means is for the rooms above.

mod envelope;
mod findings;
mod digest;
mod json;
mod limit;
mod node;
mod number;
mod packed;
mod read;
pub mod rules;
mod span;
mod yaml;

pub use digest::sha256;
pub use envelope::embedded_json;
pub use json::{json, strict_json};
pub use limit::{MAX_BYTES, MAX_LARGE_BYTES};
pub use node::{Entry, Kind, Node};
pub(crate) use packed::{inflated, packed};
pub use read::{checked, source, source_up_to};
pub use yaml::{outline, yaml, yaml_with_anchors};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
