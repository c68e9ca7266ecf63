//! Findings about policies that do not do what was asked.

pub mod expectation_failed;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[&expectation_failed::RULE];
