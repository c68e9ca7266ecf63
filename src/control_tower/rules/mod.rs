//! Findings about the organization's Region deny.

pub mod baseline_edited;
pub mod baseline_entry;
pub mod baseline_shape;
pub mod list_stale;
pub mod no_region_deny;
pub mod not_a_deny;
pub mod other_bedrock;
pub mod placeholder;
pub mod region_list;
pub mod truncated_list;
pub mod two_region_denies;
pub mod unknown_builtin;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &no_region_deny::RULE,
    &two_region_denies::RULE,
    &not_a_deny::RULE,
    &region_list::RULE,
    &truncated_list::RULE,
    &placeholder::RULE,
    &baseline_shape::RULE,
    &list_stale::RULE,
    &baseline_edited::RULE,
    &baseline_entry::RULE,
    &unknown_builtin::RULE,
    &other_bedrock::RULE,
];
