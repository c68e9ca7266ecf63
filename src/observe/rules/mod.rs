//! Findings about texts and events that are to be explained.

pub mod event_not_understood;
pub mod message_not_understood;

use crate::diagnostic::Rule;

/// The rules of this room.
pub static ALL: &[&Rule] = &[&message_not_understood::RULE, &event_not_understood::RULE];
