//! Findings about the place that a release goes to.

pub mod cannot_write;
pub mod not_a_folder;
pub mod not_a_release;
pub mod previous_unreadable;
pub mod regions_left_open;
pub mod release_changed;
pub mod release_unreadable;
pub mod slot_lost;
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
];
