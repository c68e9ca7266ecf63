//! Findings about a policy, whatever it is for.

pub mod action_shape;
pub mod empty_list;
pub mod literal_wildcard;
pub mod no_version;
pub mod not_comparable;
pub mod not_evaluable;
pub mod over_old_quota;
pub mod over_quota;
pub mod placeholder_left;
pub mod policy_shape;
pub mod resource_shape;
pub mod set_operator;
pub mod sid;
pub mod too_large_to_compare;
pub mod unknown_key;
pub mod unknown_service;
pub mod wildcard_prefix;

use crate::diagnostic::{Diagnostic, Rule};

use super::{PolicyView, evaluate};

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &action_shape::RULE,
    &empty_list::RULE,
    &literal_wildcard::RULE,
    &no_version::RULE,
    &not_comparable::RULE,
    &not_evaluable::RULE,
    &over_old_quota::RULE,
    &over_quota::RULE,
    &placeholder_left::RULE,
    &policy_shape::RULE,
    &resource_shape::RULE,
    &set_operator::RULE,
    &sid::RULE,
    &too_large_to_compare::RULE,
    &unknown_key::RULE,
    &unknown_service::RULE,
    &wildcard_prefix::RULE,
];

/// Everything that the rules of the language find in a policy that could be read.
pub fn check_all(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = [
        sid::check,
        empty_list::check,
        action_shape::check,
        literal_wildcard::check,
        unknown_key::check,
        unknown_service::check,
        placeholder_left::check,
        set_operator::check,
        resource_shape::check,
        wildcard_prefix::check,
    ]
    .into_iter()
    .flat_map(|check| check(policy))
    .collect();
    found.extend(no_version::check(policy));
    found.extend(meaningless(policy));
    found
}

/// Conditions and resources that have no meaning, at their places.
fn meaningless(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (number, view) in policy.statements.iter().enumerate() {
        for mut problem in evaluate::problems(&view.statement, policy.version) {
            problem.statement = number;
            let operator = problem.operator.as_deref();
            let place = view
                .conditions()
                .find(|own| Some(own.condition.operator.as_str()) == operator)
                .map_or_else(|| view.node.place(), |own| own.operator_place());
            found.push(not_evaluable::finding(&problem, policy.name, Some(&place)));
        }
    }
    found
}
