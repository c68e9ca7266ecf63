//! Findings about the organization's Region deny.

pub mod baseline_edited;
pub mod baseline_entry;
pub mod baseline_shape;
pub mod forgeable_exemption;
pub mod list_stale;
pub mod no_region_deny;
pub mod not_a_deny;
pub mod other_bedrock;
pub mod placeholder;
pub mod region_list;
pub mod truncated_list;
pub mod two_region_denies;
pub mod unknown_builtin;

use crate::diagnostic::{Diagnostic, Rule};
use crate::policy::{PolicyView, Scope};

use super::baseline::SIDS;
use super::{Comparison, compare};

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &no_region_deny::RULE,
    &two_region_denies::RULE,
    &not_a_deny::RULE,
    &region_list::RULE,
    &truncated_list::RULE,
    &placeholder::RULE,
    &baseline_shape::RULE,
    &list_stale::RULE,
    &baseline_edited::RULE,
    &baseline_entry::RULE,
    &unknown_builtin::RULE,
    &other_bedrock::RULE,
    &forgeable_exemption::RULE,
];

/// What the rules find in a policy of anybody's: older lists of AWS's, and exemptions that are none.
pub fn check_all(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut found = forgeable_exemption::check(policy);
    for view in &policy.statements {
        let is_region_deny = view.denies()
            && view
                .conditions_on("aws:RequestedRegion")
                .any(|own| own.is_negated());
        if let Scope::Except(list) = &view.statement.action
            && is_region_deny
        {
            let comparison = compare(list);
            found.extend(list_stale::check(&comparison, view.node));
            let is_control_tower_s = view
                .statement
                .sid
                .as_deref()
                .is_some_and(|sid| SIDS.contains(&sid));
            if matches!(comparison, Comparison::Edited { .. }) && is_control_tower_s {
                found.extend(list_stale::behind(list, view.node));
            }
        }
    }
    found
}
