//! Findings about a policy, whatever it is for.

pub mod not_evaluable;
pub mod over_old_quota;
pub mod over_quota;
pub mod policy_shape;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &not_evaluable::RULE,
    &over_old_quota::RULE,
    &over_quota::RULE,
    &policy_shape::RULE,
];
