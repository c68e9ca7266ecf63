//! What CfCT demands of a package beyond the shape of its manifest, and what it lets pass to nobody's good.
//!
//! One rule, one file: its page, its check. The facts come from the source of CfCT 2.8.4, read 2026-04-08.

use crate::diagnostic::{Diagnostic, Rule};

use super::PackageView;

pub mod archive_entry;
pub mod archive_name;
pub mod archive_too_large;
pub mod archive_twice;
pub mod archive_unreadable;
pub mod attachments_over_quota;
pub mod both_parameters;
pub mod duplicate_resource_name;
pub mod empty_or_odd_ou;
pub mod file_mark_in_text;
pub mod ignored_key;
pub mod manifest_byte_order_mark;
pub mod manifest_former_format;
pub mod manifest_missing;
pub mod manifest_path;
pub mod manifest_shape;
pub mod manifest_version;
pub mod missing_description;
pub mod name_or_description_length;
pub mod nested_accounts;
pub mod no_attachment;
pub mod no_instances;
pub mod nothing_deployed;
pub mod ou_blanks;
pub mod parameter_file;
pub mod parameter_value;
pub mod policy_not_compact;
pub mod policy_text_rewritten;
pub mod reserved_policy_name;
pub mod reserved_root_name;
pub mod root_hides_ous;
pub mod second_manifest;
pub mod stack_set_deletion;
pub mod system_litter;
pub mod template_shape;
pub mod too_many_policies;
pub mod unknown_manifest_region;
pub mod unknown_ou;
pub mod unreferenced_file;
pub mod yaml11_ambiguous;

/// The rules of this room, by code.
pub static ALL: &[&Rule] = &[
    &archive_entry::RULE,
    &archive_name::RULE,
    &archive_too_large::RULE,
    &archive_twice::RULE,
    &archive_unreadable::RULE,
    &attachments_over_quota::RULE,
    &both_parameters::RULE,
    &duplicate_resource_name::RULE,
    &empty_or_odd_ou::RULE,
    &file_mark_in_text::RULE,
    &ignored_key::RULE,
    &manifest_byte_order_mark::RULE,
    &manifest_former_format::RULE,
    &manifest_missing::RULE,
    &manifest_path::RULE,
    &manifest_shape::RULE,
    &manifest_version::RULE,
    &missing_description::RULE,
    &name_or_description_length::RULE,
    &nested_accounts::RULE,
    &no_attachment::RULE,
    &no_instances::RULE,
    &nothing_deployed::RULE,
    &ou_blanks::RULE,
    &parameter_file::RULE,
    &parameter_value::RULE,
    &policy_not_compact::RULE,
    &policy_text_rewritten::RULE,
    &reserved_policy_name::RULE,
    &reserved_root_name::RULE,
    &root_hides_ous::RULE,
    &second_manifest::RULE,
    &stack_set_deletion::RULE,
    &system_litter::RULE,
    &template_shape::RULE,
    &too_many_policies::RULE,
    &unknown_manifest_region::RULE,
    &unknown_ou::RULE,
    &unreferenced_file::RULE,
    &yaml11_ambiguous::RULE,
];

/// Everything that can be told of a package without looking into its policies, templates and parameters.
pub fn check_manifest(package: &PackageView<'_>) -> Vec<Diagnostic> {
    [
        manifest_byte_order_mark::check,
        manifest_path::check,
        manifest_version::check,
        manifest_former_format::check,
        manifest_shape::check,
        missing_description::check,
        file_mark_in_text::check,
        no_attachment::check,
        reserved_policy_name::check,
        duplicate_resource_name::check,
        empty_or_odd_ou::check,
        ou_blanks::check,
        unknown_ou::check,
        yaml11_ambiguous::check,
        stack_set_deletion::check,
        both_parameters::check,
        name_or_description_length::check,
        ignored_key::check,
        nothing_deployed::check,
        root_hides_ous::check,
        unknown_manifest_region::check,
        reserved_root_name::check,
        system_litter::check,
        unreferenced_file::check,
        second_manifest::check,
        too_many_policies::check,
        parameter_value::check,
        no_instances::check,
        nested_accounts::check,
    ]
    .into_iter()
    .flat_map(|check| check(package))
    .collect()
}

/// The same, and what happens to the texts of policies on their way.
pub fn check_all(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let mut found = check_manifest(package);
    found.extend(policy_text_rewritten::check(package));
    found
}

#[cfg(test)]
mod tests;
