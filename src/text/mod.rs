//! Bytes to documents: JSON, JSON with comments, YAML and `describe-policy` envelopes, every node with its place.
//!
//! Knows syntax only. What a document means is for the rooms above.

mod node;
pub mod rules;

pub use node::{Entry, Kind, Node};
