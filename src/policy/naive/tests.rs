//! Each rule of evaluation as AWS words it, and the places where other evaluators are known to stumble.

mod condition;
mod refusal;
mod samples;
mod scope;

use super::*;

/// A Deny on everything under the given conditions.
fn deny(conditions: &[(&str, &str, &[&str])]) -> Statement {
    Statement {
        sid: Some("Test".to_owned()),
        effect: Effect::Deny,
        action: only(&["*"]),
        resource: only(&["*"]),
        conditions: conditions
            .iter()
            .map(|(operator, key, values)| Condition {
                operator: (*operator).to_owned(),
                key: (*key).to_owned(),
                values: owned(values),
            })
            .collect(),
    }
}

fn only(patterns: &[&str]) -> Scope {
    Scope::Only(owned(patterns))
}

fn except(patterns: &[&str]) -> Scope {
    Scope::Except(owned(patterns))
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|item| (*item).to_owned()).collect()
}

fn acts(scope: Scope, action: &str) -> bool {
    let statement = Statement {
        action: scope,
        ..deny(&[])
    };
    matches(&statement, &Request::new(action, "*")).unwrap()
}

fn reaches(scope: Scope, resource: &str) -> bool {
    let statement = Statement {
        resource: scope,
        ..deny(&[])
    };
    matches(&statement, &Request::new("bedrock:InvokeModel", resource)).unwrap()
}

/// One operator on a key that holds `found`, or is absent.
fn on(operator: &str, values: &[&str], found: Option<&str>) -> bool {
    let request = Request::new("bedrock:InvokeModel", "*");
    let request = match found {
        Some(found) => request.with("aws:Key", found),
        None => request,
    };
    matches(&deny(&[(operator, "aws:Key", values)]), &request).unwrap()
}

fn refused(statement: &Statement) -> String {
    supported(statement).unwrap_err().to_string()
}

const PROFILE: &str =
    "arn:aws:bedrock:eu-central-1:111122223333:inference-profile/us.acme.model-v1:0";
