//! Findings about words that silence findings.

pub mod ignore_comment;
pub mod ignore_unused;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[&ignore_comment::RULE, &ignore_unused::RULE];
