//! Findings about policies that speak of Bedrock, of cross-Region inference and of Regions.

pub mod allow_lifts_nothing;
pub mod fixed_partition;
pub mod global_deny_misses_copies;
pub mod key_never_carried;
pub mod profile_without_guard;
pub mod unknown_action;
pub mod unknown_region_value;
pub mod unspecified_for_everything;
pub mod whole_bedrock_left_out;

use crate::diagnostic::{Diagnostic, Rule};
use crate::policy::PolicyView;

/// The key that holds the inference profile of a call.
const PROFILE_KEY: &str = "bedrock:InferenceProfileArn";

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &allow_lifts_nothing::RULE,
    &fixed_partition::RULE,
    &global_deny_misses_copies::RULE,
    &key_never_carried::RULE,
    &profile_without_guard::RULE,
    &unknown_action::RULE,
    &unknown_region_value::RULE,
    &unspecified_for_everything::RULE,
    &whole_bedrock_left_out::RULE,
];

/// Everything that the rules find in a policy; `region` is that of the package it is in, if there is one.
pub fn check_all(policy: &PolicyView<'_>, region: Option<&str>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = [
        unknown_action::check,
        key_never_carried::check,
        profile_without_guard::check,
        global_deny_misses_copies::check,
        unspecified_for_everything::check,
        whole_bedrock_left_out::check,
        allow_lifts_nothing::check,
        unknown_region_value::check,
    ]
    .into_iter()
    .flat_map(|check| check(policy))
    .collect();
    found.extend(fixed_partition::check(policy, region));
    found
}
