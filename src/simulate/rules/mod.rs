//! Findings about calls that are asked for.

pub mod call_not_known;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[&call_not_known::RULE];
