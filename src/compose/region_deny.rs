//! The Region deny of our own that takes the managed one's place (row D0 under `replace`), and whom a Region deny exempts.

use crate::bedrock::INFERENCE_ACTIONS;
use crate::policy::{Condition, Scope, Statement};

use super::statement::is_principal_test;

/// Never `GRREGIONDENY`: by that Sid Control Tower and others find the managed statement.
const SID: &str = "DenyOutsideRegions";

/// The Sids by which a policy of ours is seen to carry a Region deny, those of the published forms included.
pub const REGION_DENY_SIDS: [&str; 3] = [SID, "GRREGIONDENY", "DenyServicesOutsideAllowedRegions"];

/// The baseline's Region deny with exactly the two inference actions, those of the features that the mode names, and the declared ones left out as well.
pub(super) fn region_deny(
    reference: &Statement,
    features: &[&str],
    exempt_actions: &[String],
    principals: &[Condition],
) -> Statement {
    let mut statement = reference.clone();
    statement.sid = Some(SID.to_owned());
    if let Scope::Except(list) = &mut statement.action {
        add(list, INFERENCE_ACTIONS.map(str::to_owned));
        add(list, features.iter().map(|own| (*own).to_owned()));
        add(list, exempt_actions.iter().cloned());
    }
    statement
        .conditions
        .retain(|condition| !is_principal_test(condition));
    statement.binding(principals)
}

/// The conditions by which the reference exempts principals, with the declared ones.
///
/// `ArnNotLike` and `ArnNotEquals` mean the same (IAM User Guide, "Condition operators", read 2026-11-23), so the declared ones join whichever is there.
pub(super) fn principals(reference: &Statement, declared: &[String]) -> Vec<Condition> {
    let mut conditions: Vec<Condition> = reference
        .conditions
        .iter()
        .filter(|condition| is_principal_test(condition))
        .cloned()
        .collect();
    if declared.is_empty() {
        return conditions;
    }
    match conditions.first_mut() {
        Some(first) => {
            for principal in declared {
                if !first.values.contains(principal) {
                    first.values.push(principal.clone());
                }
            }
        }
        None => conditions.push(Condition {
            operator: "ArnNotLike".to_owned(),
            key: "aws:PrincipalArn".to_owned(),
            values: declared.to_vec(),
        }),
    }
    conditions
}

/// Adds action patterns to a list that doesn't have them yet; their case doesn't matter.
pub(super) fn add(list: &mut Vec<String>, actions: impl IntoIterator<Item = String>) {
    for action in actions {
        if !list.iter().any(|own| own.eq_ignore_ascii_case(&action)) {
            list.push(action);
        }
    }
}
