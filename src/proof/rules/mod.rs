//! Findings about policies that do not do what was asked.

pub mod expectation_failed;
pub mod foreign_left_out;
pub mod gap_in_time;
pub mod live_unknown;
pub mod not_shown;
pub mod promise_broken;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &expectation_failed::RULE,
    &foreign_left_out::RULE,
    &live_unknown::RULE,
    &gap_in_time::RULE,
    &not_shown::RULE,
    &promise_broken::RULE,
];
