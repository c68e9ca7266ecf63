//! Findings about a snapshot of the organization.

pub mod snapshot_shape;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[&snapshot_shape::RULE];
