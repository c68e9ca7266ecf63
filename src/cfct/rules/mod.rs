//! What CfCT demands of a package beyond the shape of its manifest, and what it lets pass to nobody's good.
//!
//! One rule, one file: its page, its check. The facts come from the source of CfCT 2.8.4, read 2026-04-08.

use crate::diagnostic::{Diagnostic, Rule};

use super::PackageView;

pub mod manifest_path;
pub mod manifest_version;
pub mod manifest_shape;
pub mod missing_description;
pub mod file_mark_in_text;
pub mod no_attachment;
pub mod reserved_policy_name;
pub mod duplicate_resource_name;
pub mod empty_or_odd_ou;
pub mod yaml11_ambiguous;
pub mod stack_set_deletion;
pub mod both_parameters;
pub mod policy_text_rewritten;
pub mod name_or_description_length;

/// The rules of this room, by code.
pub static ALL: &[&Rule] = &[
    &manifest_path::RULE,
    &manifest_version::RULE,
    &manifest_shape::RULE,
    &missing_description::RULE,
    &file_mark_in_text::RULE,
    &no_attachment::RULE,
    &reserved_policy_name::RULE,
    &duplicate_resource_name::RULE,
    &empty_or_odd_ou::RULE,
    &yaml11_ambiguous::RULE,
    &stack_set_deletion::RULE,
    &both_parameters::RULE,
    &policy_text_rewritten::RULE,
    &name_or_description_length::RULE,
];

/// Everything that the rules find in a package, by code.
pub fn check_all(package: &PackageView<'_>) -> Vec<Diagnostic> {
    [
        manifest_path::check,
        manifest_version::check,
        manifest_shape::check,
        missing_description::check,
        file_mark_in_text::check,
        no_attachment::check,
        reserved_policy_name::check,
        duplicate_resource_name::check,
        empty_or_odd_ou::check,
        yaml11_ambiguous::check,
        stack_set_deletion::check,
        both_parameters::check,
        policy_text_rewritten::check,
        name_or_description_length::check,
    ]
    .into_iter()
    .flat_map(|check| check(package))
    .collect()
}

#[cfg(test)]
mod tests;
