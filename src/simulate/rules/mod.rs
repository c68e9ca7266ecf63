//! Findings about calls and OUs that are asked about.

pub mod call_not_known;
pub mod ou_inherits;
pub mod ou_without_policy;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &call_not_known::RULE,
    &ou_without_policy::RULE,
    &ou_inherits::RULE,
];
