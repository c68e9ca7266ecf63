//! Findings about a policy, whatever it is for.

pub mod not_comparable;
pub mod not_evaluable;
pub mod over_old_quota;
pub mod over_quota;
pub mod policy_shape;
pub mod too_large_to_compare;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &not_comparable::RULE,
    &not_evaluable::RULE,
    &over_old_quota::RULE,
    &over_quota::RULE,
    &policy_shape::RULE,
    &too_large_to_compare::RULE,
];
