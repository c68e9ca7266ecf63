//! Findings about the place that a release goes to.

pub mod accounts_left_out;
pub mod base_clash;
pub mod base_not_editable;
pub mod base_region;
pub mod base_unreadable;
pub mod cannot_write;
pub mod exemption_lost;
pub mod identity_policy_gone;
pub mod identity_policy_narrower;
pub mod impact_of_another;
pub mod impact_unreadable;
pub mod lock_unreadable;
pub mod not_a_folder;
pub mod not_covered;
pub mod not_a_release;
pub mod ou_arn_unknown;
pub mod ou_control_changed;
pub mod ou_control_drifted;
pub mod ou_control_stays;
pub mod ou_control_unnamed;
pub mod ou_renamed;
pub mod previous_unreadable;
pub mod region_deny_unread;
pub mod regions_left_open;
pub mod release_changed;
pub mod release_unreadable;
pub mod restore_refused;
pub mod retired_holds;
pub mod slot_forgotten;
pub mod slot_gone;
pub mod slot_lost;
pub mod slot_retired;
pub mod slot_unknown;
pub mod stack_set_left;
pub mod stack_set_reach;
pub mod strategy_step;
pub mod would_lose_input;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &not_a_folder::RULE,
    &not_a_release::RULE,
    &cannot_write::RULE,
    &would_lose_input::RULE,
    &previous_unreadable::RULE,
    &slot_lost::RULE,
    &strategy_step::RULE,
    &regions_left_open::RULE,
    &release_unreadable::RULE,
    &release_changed::RULE,
    &base_region::RULE,
    &base_unreadable::RULE,
    &base_not_editable::RULE,
    &base_clash::RULE,
    &lock_unreadable::RULE,
    &impact_unreadable::RULE,
    &impact_of_another::RULE,
    &ou_renamed::RULE,
    &slot_gone::RULE,
    &slot_forgotten::RULE,
    &slot_unknown::RULE,
    &retired_holds::RULE,
    &not_covered::RULE,
    &restore_refused::RULE,
    &region_deny_unread::RULE,
    &slot_retired::RULE,
    &accounts_left_out::RULE,
    &stack_set_left::RULE,
    &identity_policy_gone::RULE,
    &identity_policy_narrower::RULE,
    &stack_set_reach::RULE,
    &ou_control_changed::RULE,
    &exemption_lost::RULE,
    &ou_arn_unknown::RULE,
    &ou_control_drifted::RULE,
    &ou_control_stays::RULE,
    &ou_control_unnamed::RULE,
];
