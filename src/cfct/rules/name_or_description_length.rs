//! Lengths that CfCT passes on and AWS refuses.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

use super::super::PackageView;
use super::super::view::ResourceView;

/// A name or a description that AWS refuses for its length or its characters.
pub static RULE: Rule = Rule {
    code: "CRP193",
    name: "name-or-description-length",
    severity: Severity::Error,
    summary: "a name or a description is longer or other than AWS takes it",
    page: "\
## What it is
A policy name that is empty or longer than 128 characters, a policy description longer than 512, or a stack set name that \
is longer than 109 characters or has others than letters, digits and hyphens.

## Why it matters
CfCT checks no length. Organizations refuses the policy in the SCP stage, when others are already live. A stack set is \
called `CustomControlTower-` and the name, and CloudFormation takes 128 characters of `[A-Za-z0-9-]`, so its stage fails \
after all policies are live. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
A policy name of 129 characters; a stack set called `my_network`.

## What to do
Shorten the name or the description; the message says by how much.
",
};

/// Finds lengths and characters that AWS refuses.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .resources()
        .flat_map(|resource| {
            let name = resource.node.get("name");
            let description = resource.node.get("description");
            [
                name.and_then(|node| judge_name(resource, node)),
                description.and_then(|node| judge_description(resource, node)),
            ]
        })
        .flatten()
        .collect()
}

fn judge_name(resource: ResourceView<'_>, node: &Node) -> Option<Diagnostic> {
    let name = node.as_str()?;
    let length = name.chars().count();
    let (message, help) = if length == 0 {
        ("a name is empty".to_owned(), "give the resource a name")
    } else if resource.is_policy() && length > 128 {
        (
            format!("a policy name has {length} characters"),
            "use at most 128 characters",
        )
    } else if resource.is_stack_set() && length > 109 {
        (
            format!("a stack set name has {length} characters"),
            "use at most 109 characters: CfCT adds `CustomControlTower-` before it",
        )
    } else if resource.is_stack_set()
        && !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    {
        (
            format!("the stack set name `{name}` has characters that CloudFormation refuses"),
            "use letters, digits and hyphens",
        )
    } else {
        return None;
    };
    Some(finding(node, message, help))
}

fn judge_description(resource: ResourceView<'_>, node: &Node) -> Option<Diagnostic> {
    let length = node.as_str()?.chars().count();
    (resource.is_policy() && length > 512).then(|| {
        finding(
            node,
            format!(
                "the description of {} has {length} characters",
                resource.title()
            ),
            "use at most 512 characters",
        )
    })
}

fn finding(node: &Node, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(&RULE, message)
        .at(node.place(), "refused by AWS")
        .note("CfCT checks no length: its stage would fail, with other policies already live")
        .help(help)
}
