//! The rules about identity policies.

pub mod iam_call_denied;
pub mod iam_name_taken;
pub mod iam_needs_profile;
pub mod iam_nothing_to_grant;
pub mod iam_route_unsure;
pub mod iam_too_large;
pub mod iam_too_many;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &iam_needs_profile::RULE,
    &iam_too_large::RULE,
    &iam_call_denied::RULE,
    &iam_nothing_to_grant::RULE,
    &iam_too_many::RULE,
    &iam_name_taken::RULE,
    &iam_route_unsure::RULE,
];
