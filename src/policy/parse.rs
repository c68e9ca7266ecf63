//! Policy documents to the model; what an SCP statement cannot have is a finding.

use crate::diagnostic::Diagnostic;
use crate::text::{Kind, Node};

use super::rules::policy_shape;
use super::{Condition, Effect, Scope, Statement};

/// The statement nodes of a policy document, one or many.
///
/// # Errors
/// The document is no policy: no mapping, no `Statement`, or statements that are no mappings.
pub fn statements(document: &Node) -> Result<&[Node], Diagnostic> {
    let Some(statement) = document.get("Statement") else {
        return Err(policy_shape::no_statement(document));
    };
    let items = statement.items();
    match items
        .iter()
        .find(|item| !matches!(item.kind, Kind::Object(_)))
    {
        Some(odd) => Err(policy_shape::expected(odd, "a statement", "a mapping")),
        None => Ok(items),
    }
}

/// Reads one statement.
///
/// # Errors
/// Every element that an SCP statement cannot have, or whose value has the wrong type.
pub fn statement(node: &Node) -> Result<Statement, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    for entry in node.entries() {
        const KNOWN: [&str; 7] = [
            "Sid",
            "Effect",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition",
        ];
        if !KNOWN.contains(&entry.key.as_str()) {
            problems.push(policy_shape::unknown_element(node, &entry.key, &KNOWN));
        }
    }
    let sid = match node.get("Sid") {
        None => None,
        Some(sid) => match sid.as_str() {
            Some(text) => Some(text.to_owned()),
            None => {
                problems.push(policy_shape::expected(sid, "`Sid`", "a string"));
                None
            }
        },
    };
    let effect = match node.get("Effect").and_then(Node::as_str) {
        Some("Deny") => Some(Effect::Deny),
        Some("Allow") => Some(Effect::Allow),
        _ => {
            let at = node.get("Effect").unwrap_or(node);
            problems.push(policy_shape::expected(at, "`Effect`", "`Allow` or `Deny`"));
            None
        }
    };
    let action = scope(node, "Action", "NotAction", &mut problems);
    let resource = scope(node, "Resource", "NotResource", &mut problems);
    let conditions = conditions(node, &mut problems);
    match (effect, action, resource) {
        (Some(effect), Some(action), Some(resource)) if problems.is_empty() => Ok(Statement {
            sid,
            effect,
            action,
            resource,
            conditions,
        }),
        _ => Err(problems),
    }
}

fn scope(node: &Node, only: &str, except: &str, problems: &mut Vec<Diagnostic>) -> Option<Scope> {
    match (node.get(only), node.get(except)) {
        (Some(list), None) => strings(list, only, problems).map(Scope::Only),
        (None, Some(list)) => strings(list, except, problems).map(Scope::Except),
        (found, _) => {
            let at = found.unwrap_or(node);
            problems.push(policy_shape::one_of_two(at, only, except, found.is_some()));
            None
        }
    }
}

fn strings(list: &Node, name: &str, problems: &mut Vec<Diagnostic>) -> Option<Vec<String>> {
    let mut values = Vec::new();
    for item in list.items() {
        match item.as_str() {
            Some(text) => values.push(text.to_owned()),
            None => {
                problems.push(policy_shape::expected(
                    item,
                    &format!("`{name}`"),
                    "a string or a list of strings",
                ));
                return None;
            }
        }
    }
    Some(values)
}

fn conditions(node: &Node, problems: &mut Vec<Diagnostic>) -> Vec<Condition> {
    let mut conditions = Vec::new();
    let Some(block) = node.get("Condition") else {
        return conditions;
    };
    if !matches!(block.kind, Kind::Object(_)) {
        problems.push(policy_shape::expected(block, "`Condition`", "a mapping"));
    }
    for operator in block.entries() {
        if !matches!(operator.value.kind, Kind::Object(_)) {
            problems.push(policy_shape::expected(
                &operator.value,
                &format!("`{}`", operator.key),
                "a mapping from a key to values",
            ));
        }
        for key in operator.value.entries() {
            let mut values = Vec::new();
            for item in key.value.items() {
                match &item.kind {
                    Kind::String(text) => values.push(text.clone()),
                    Kind::Bool(value) => values.push(value.to_string()),
                    Kind::Number(number) => values.push(number.to_string()),
                    _ => problems.push(policy_shape::expected(
                        item,
                        &format!("a value of `{}`", key.key),
                        "a string, a number or a boolean",
                    )),
                }
            }
            conditions.push(Condition {
                operator: operator.key.clone(),
                key: key.key.clone(),
                values,
            });
        }
    }
    conditions
}
