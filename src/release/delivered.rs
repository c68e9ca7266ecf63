//! What identity policies a release puts where, and what becomes of those of the release before.

use serde_json::Value;

use crate::cfct::StackSet;
use crate::diagnostic::Diagnostic;

use super::rules::{identity_policy_gone, identity_policy_narrower, stack_set_left};

/// A stack set of identity policies with its template.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// The entry of the manifest.
    pub stack_set: StackSet,
    /// The template's text.
    pub template: Vec<u8>,
}

/// A managed policy of a template of ours.
struct Managed {
    name: String,
    /// What it allows, piece by piece: a resource with the conditions that it is allowed under.
    allows: Vec<Value>,
}

/// What is told of the way from one release to the next: stack sets that are in it no more, policies and accounts that lose something.
///
/// `deleted`: the manifest has CfCT delete stack sets whose entry is gone.
pub fn deliveries(before: &[Delivered], after: &[Delivered], deleted: bool) -> Vec<Diagnostic> {
    let (mut left, mut gone, mut narrower) = (Vec::new(), Vec::new(), Vec::new());
    for own in before {
        let name = &own.stack_set.name;
        let Some(next) = after.iter().find(|next| next.stack_set.name == *name) else {
            left.push(name.clone());
            continue;
        };
        let kept = &next.stack_set.organizational_units;
        let ous = own.stack_set.organizational_units.iter();
        let lost: Vec<&str> = ous
            .filter(|ou| !kept.contains(ou))
            .map(String::as_str)
            .collect();
        if !lost.is_empty() && !kept.iter().any(|ou| ou == "Root") {
            gone.push(format!("all of `{name}` in {}", lost.join(", ")));
        }
        let now = managed(&next.template);
        for policy in managed(&own.template) {
            match now.iter().find(|now| now.name == policy.name) {
                None => gone.push(format!("`{}`", policy.name)),
                Some(now) if policy.allows.iter().any(|own| !now.allows.contains(own)) => {
                    narrower.push(policy.name);
                }
                Some(_) => {}
            }
        }
    }
    left.sort_unstable();
    left.dedup();
    let found = [
        stack_set_left::check(&left, deleted),
        identity_policy_gone::check(&gone),
        identity_policy_narrower::check(&narrower),
    ];
    found.into_iter().flatten().collect()
}

fn managed(template: &[u8]) -> Vec<Managed> {
    let template: Value = serde_json::from_slice(template).unwrap_or_default();
    let resources = template.get("Resources").and_then(Value::as_object);
    let one = |own: &Value| {
        let properties = own.get("Properties")?;
        let statements = properties.pointer("/PolicyDocument/Statement")?;
        Some(Managed {
            name: properties.get("ManagedPolicyName")?.as_str()?.to_owned(),
            allows: listed(statements).into_iter().flat_map(pieces).collect(),
        })
    };
    resources.map_or_else(Vec::new, |own| own.values().filter_map(one).collect())
}

/// Each resource of a statement with each value of the key that names the profile; the rest of its conditions is one of two.
fn pieces(statement: &Value) -> Vec<Value> {
    let keys = statement.pointer("/Condition/StringEquals/bedrock:InferenceProfileArn");
    let keys = keys.map_or_else(|| vec![&Value::Null], listed);
    let region = statement.pointer("/Condition/StringEquals/aws:RequestedRegion");
    let resources = statement.get("Resource").map_or_else(Vec::new, listed);
    let of = |resource: &Value| -> Vec<Value> {
        let key = |key: &&Value| {
            Value::from(vec![
                resource.clone(),
                (*key).clone(),
                region.cloned().unwrap_or_default(),
            ])
        };
        keys.iter().map(key).collect()
    };
    resources.into_iter().flat_map(of).collect()
}

/// IAM takes one for a list of one.
fn listed(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    }
}
