//! Findings about the spec: what it says, and what it asks for.

pub mod accounts_target;
pub mod also_without_effect;
pub mod additive_global;
pub mod bad_exemption;
pub mod bad_ou;
pub mod bad_policy_name;
pub mod bad_profile_pattern;
pub mod copies_unseen;
pub mod covered_ou;
pub mod covered_without_mode;
pub mod exempt_everybody;
pub mod exempt_inference;
pub mod exempt_session;
pub mod extend_elsewhere;
pub mod extend_roles;
pub mod family_no_route;
pub mod family_not_callable;
pub mod family_shape;
pub mod floor_elsewhere;
pub mod global_as_family;
pub mod gov_global;
pub mod home_region;
pub mod inference_only_overlap;
pub mod inference_only_regions;
pub mod inference_only_unused;
pub mod looser_child;
pub mod mode_name;
pub mod new_family;
pub mod no_coverage;
pub mod no_such_day;
pub mod ou_control_list;
pub mod ou_control_roles;
pub mod ou_like_id;
pub mod ou_twice;
pub mod past_until;
pub mod pattern_matches_nothing;
pub mod pointless_target;
pub mod published_combination;
pub mod published_disable_global;
pub mod published_families;
pub mod published_in_force;
pub mod published_region_deny;
pub mod region_newer;
pub mod region_unknown;
pub mod regions_changed;
pub mod regions_disagree;
pub mod regions_required;
pub mod regions_to_govern;
pub mod reserved_name;
pub mod root_reaches_all;
pub mod routes_blocked;
pub mod seen_later;
pub mod slot_twice;
pub mod spec_shape;
pub mod target_uncovered;
pub mod too_many_targets;
pub mod unknown_field;
pub mod unknown_mode;
pub mod unused_mode;
pub mod without_effect;

use crate::diagnostic::Rule;

/// The rules of this room, by code.
pub static ALL: &[&Rule] = &[
    &spec_shape::RULE,
    &unknown_field::RULE,
    &mode_name::RULE,
    &unknown_mode::RULE,
    &looser_child::RULE,
    &past_until::RULE,
    &no_such_day::RULE,
    &ou_twice::RULE,
    &home_region::RULE,
    &regions_disagree::RULE,
    &regions_required::RULE,
    &region_unknown::RULE,
    &family_shape::RULE,
    &new_family::RULE,
    &global_as_family::RULE,
    &bad_profile_pattern::RULE,
    &pattern_matches_nothing::RULE,
    &without_effect::RULE,
    &bad_ou::RULE,
    &accounts_target::RULE,
    &seen_later::RULE,
    &slot_twice::RULE,
    &bad_policy_name::RULE,
    &reserved_name::RULE,
    &unused_mode::RULE,
    &bad_exemption::RULE,
    &too_many_targets::RULE,
    &ou_like_id::RULE,
    &no_coverage::RULE,
    &covered_ou::RULE,
    &covered_without_mode::RULE,
    &target_uncovered::RULE,
    &floor_elsewhere::RULE,
    &inference_only_overlap::RULE,
    &inference_only_unused::RULE,
    &regions_changed::RULE,
    &regions_to_govern::RULE,
    &published_in_force::RULE,
    &additive_global::RULE,
    &family_not_callable::RULE,
    &family_no_route::RULE,
    &routes_blocked::RULE,
    &inference_only_regions::RULE,
    &gov_global::RULE,
    &copies_unseen::RULE,
    &region_newer::RULE,
    &ou_control_list::RULE,
    &ou_control_roles::RULE,
    &published_combination::RULE,
    &published_disable_global::RULE,
    &published_families::RULE,
    &published_region_deny::RULE,
    &root_reaches_all::RULE,
    &extend_elsewhere::RULE,
    &exempt_inference::RULE,
    &exempt_everybody::RULE,
    &exempt_session::RULE,
    &extend_roles::RULE,
    &pointless_target::RULE,
    &also_without_effect::RULE,
];
