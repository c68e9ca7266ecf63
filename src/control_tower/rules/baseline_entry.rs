//! CRP212: an entry of the Region deny can't be carried over as it stands.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::{Kind, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP212",
    name: "baseline-entry",
    severity: Severity::Error,
    summary: "an entry of the Region deny is no action pattern, or no ARN pattern of a principal",
    page: "\
## What it is
An entry of `NotAction` is not `service:Action` (letters, digits, `-`, `*` and `?` in the action), or an exempt principal is not an ARN pattern of six parts, or the list of them is empty.

## Why it matters
Organizations does not take such a text, or AWS does not say what it means, so it is not the policy in force; and an entry with a blank in it would be rewritten by CfCT on its way. An entry `*` leaves every action out: the Region deny then denies nothing.

## What to do
Export the policy again, or correct the entry.
",
};

/// Shown of a statement that is nothing but mistakes.
const MOST: usize = 20;

/// The findings.
pub fn check(statement: &Node) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in strings(statement.get("NotAction")) {
        let text = entry.as_str().unwrap_or_default();
        if text == "*" || text.starts_with("*:") {
            found.push(
                finding(
                    entry,
                    "leaves every action out of the Region deny, which then denies nothing",
                )
                .help("export the live policy, or name the actions"),
            );
        } else if !is_action(text) {
            found.push(
                finding(entry, "is not an action pattern")
                    .help("such as `iam:*` or `s3:GetBucketLocation`"),
            );
        }
    }
    for operator in ["ArnNotLike", "ArnNotEquals"] {
        let tests = statement
            .get("Condition")
            .and_then(|condition| condition.get(operator));
        for entry in tests.map_or(&[][..], Node::entries) {
            let values = strings(Some(&entry.value));
            if values.is_empty() {
                found.push(
                    Diagnostic::new(&RULE, "the list of exempt principals is empty")
                        .at(entry.value.place(), "")
                        .help("leave the condition out if nobody is exempt"),
                );
            }
            for value in values {
                if !is_principal(value.as_str().unwrap_or_default()) {
                    found.push(
                        finding(value, "is not the ARN pattern of a principal")
                            .help("such as `arn:*:iam::*:role/AWSControlTowerExecution`"),
                    );
                }
            }
        }
    }
    found.truncate(MOST);
    found
}

fn finding(entry: &Node, what: &str) -> Diagnostic {
    let text: String = entry
        .as_str()
        .unwrap_or_default()
        .chars()
        .take(80)
        .collect();
    Diagnostic::new(&RULE, format!("`{text}` {what}")).at(entry.place(), "")
}

/// The strings of a list, or of a single value.
fn strings(node: Option<&Node>) -> Vec<&Node> {
    let Some(node) = node else {
        return Vec::new();
    };
    match &node.kind {
        Kind::String(_) => vec![node],
        _ => node
            .items()
            .iter()
            .filter(|item| item.as_str().is_some())
            .collect(),
    }
}

fn is_action(text: &str) -> bool {
    text.split_once(':').is_some_and(|(service, action)| {
        let of = |text: &str, more: &str| {
            !text.is_empty()
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || more.contains(c))
        };
        of(service, "-") && of(action, "*?-")
    })
}

/// Six parts without blanks; a policy variable is told elsewhere.
fn is_principal(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_graphic());
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    plain && matches!(parts.as_slice(), [_, _, _, _, _, last] if !last.is_empty())
}
