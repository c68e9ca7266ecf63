//! Findings about policies that do not do what was asked.

pub mod expectation_failed;
pub mod gap_in_time;
pub mod not_shown;
pub mod promise_broken;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &expectation_failed::RULE,
    &gap_in_time::RULE,
    &not_shown::RULE,
    &promise_broken::RULE,
];
