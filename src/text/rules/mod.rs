//! Findings about the syntax of a file.

pub mod control_character;
pub mod duplicate_key;
pub mod empty_document;
pub mod json_syntax;
pub mod not_utf8;
pub mod too_deep;
pub mod too_large;
pub mod unreadable_file;
pub mod yaml_feature;
pub mod yaml_syntax;

use crate::diagnostic::Rule;

/// Every rule of this room, by code.
pub static ALL: &[&Rule] = &[
    &unreadable_file::RULE,
    &too_large::RULE,
    &not_utf8::RULE,
    &control_character::RULE,
    &json_syntax::RULE,
    &yaml_syntax::RULE,
    &duplicate_key::RULE,
    &too_deep::RULE,
    &yaml_feature::RULE,
    &empty_document::RULE,
];
