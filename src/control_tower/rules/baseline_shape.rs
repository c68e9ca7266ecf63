//! CRP207: the Region deny statement has a shape that cannot be read exactly.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{Scope, Statement};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP207",
    name: "baseline-shape",
    severity: Severity::Error,
    summary: "the Region deny statement has a shape that crispack does not read",
    page: "\
## What it is
Control Tower's Region deny is `NotAction` with `Resource \"*\"` under `StringNotEquals aws:RequestedRegion` and, mostly, `ArnNotLike aws:PrincipalArn`. \
This statement uses `Action`, names resources, or carries another condition.

## Why it matters
What the Region deny leaves open decides what a mode must close. A condition that is not understood would make that answer a guess.

## What to do
Export the live policy again. If it really looks like this, somebody edited the managed policy: let Control Tower restore it first.
",
};

/// The findings.
pub fn check(node: &Node, statement: &Statement) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut report = |place, message: String| {
        problems.push(
            Diagnostic::new(&RULE, message)
                .at(place, "")
                .help("export the live policy again; an edited managed policy is restored by Control Tower, not here"),
        );
    };
    if let Scope::Only(_) = statement.action {
        report(
            node.key_place("Action"),
            "the Region deny statement uses `Action`, not `NotAction`".to_owned(),
        );
    }
    if statement.resource != Scope::Only(vec!["*".to_owned()]) {
        let key = match statement.resource {
            Scope::Only(_) => "Resource",
            Scope::Except(_) => "NotResource",
        };
        report(
            node.key_place(key),
            "the Region deny statement is not on every resource (`\"Resource\": \"*\"`)".to_owned(),
        );
    }
    let mut seen = Vec::new();
    for condition in &statement.conditions {
        let key = condition.key.to_ascii_lowercase();
        let known = match condition.operator.as_str() {
            "StringNotEquals" => key == "aws:requestedregion",
            "ArnNotLike" | "ArnNotEquals" => key == "aws:principalarn",
            _ => false,
        };
        let place = node
            .get("Condition")
            .and_then(|block| block.key_place(&condition.operator));
        let test = format!("`{}` on `{}`", condition.operator, condition.key);
        if !known {
            report(
                place,
                format!("the condition {test} is not part of Control Tower's Region deny"),
            );
        } else if seen.contains(&key) {
            report(place, format!("the condition {test} stands there twice"));
        } else if condition.values.iter().any(|value| value.contains("${")) {
            report(
                place,
                format!(
                    "the condition {test} holds a policy variable, which cannot be read exactly"
                ),
            );
        }
        seen.push(key);
    }
    problems
}
