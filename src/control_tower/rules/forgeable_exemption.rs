//! CRP280: an exemption that any member account could take.

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{PolicyView, StatementView};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP280",
    name: "forgeable-exemption",
    severity: Severity::Warning,
    summary: "an exemption that any member account could take for itself",
    page: "\
## What it is
A Deny that leaves out principals by a pattern with `*` where the account stands (`arn:aws:iam::*:role/BreakGlass`), whose role is not one that Control Tower or AWS protects; or by `aws:PrincipalArn` of every role.

## Why it matters
The policy binds the administrators of member accounts too. Whoever may create roles in such an account creates one of that name and is exempt: Organizations accepts it, the pipeline is green, and nobody notices. Names that begin with `AWSControlTower` or `aws-controltower-` are protected by Control Tower's mandatory controls on its enrolled accounts, and the paths `aws-reserved/` and `aws-service-role/` by IAM. (AWS Control Tower controls reference, mandatory controls; IAM User Guide, reserved paths; read 2026-11-25.)

## Example
```json
{\"ArnNotLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/BreakGlass\"}}
```

## What to do
Name the account, or protect the role by a statement that denies `iam:CreateRole`, `iam:UpdateAssumeRolePolicy` and the like on it to everybody else; then say so beside the line of the manifest that names the policy: `resource_file: policies/deny.json # crispack: ignore CRP280 until … -- …`.
",
};

/// Names that nobody in a member account can give to a role of their own.
const PROTECTED: [&str; 4] = [
    "AWSControlTower",
    "aws-controltower-",
    "aws-reserved/",
    "aws-service-role/",
];

/// Finds such exemptions, each once however many statements have it.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut by_value: IndexMap<&str, Vec<&Node>> = IndexMap::new();
    for statement in policy.statements.iter().filter(|own| own.denies()) {
        for condition in statement.conditions_on("aws:PrincipalArn") {
            if !(condition.is_negated() && condition.is_pattern()) {
                continue;
            }
            for (node, value) in condition.values() {
                let Some(role) = role_of_any_account(value) else {
                    continue;
                };
                // A wildcard before the protected name makes it somebody's to choose.
                // Nor can anybody give a role a name with a colon, as AWS does for sessions of its own.
                if role.contains(':') {
                    continue;
                }
                if !PROTECTED.iter().any(|own| role.starts_with(own)) && !protects(policy, role) {
                    by_value.entry(value).or_default().push(node);
                }
            }
        }
    }
    by_value
        .into_iter()
        .filter_map(|(value, nodes)| finding(value, &nodes))
        .collect()
}

fn finding(value: &str, nodes: &[&Node]) -> Option<Diagnostic> {
    let finding = Diagnostic::new(
        &RULE,
        format!("any member account could make itself exempt as `{value}`"),
    )
    .at(nodes.first()?.place(), "in every account")
    .note("Organizations accepts it and the pipeline is green; whoever may create roles in a member account may create this one")
    .help("name the account, or deny the making and changing of this role to everybody else in the same policy");
    Some(match nodes.len() - 1 {
        0 => finding,
        1 => finding.note("1 more statement of this policy has the same exemption"),
        many => finding.note(format!(
            "{many} more statements of this policy have the same exemption"
        )),
    })
}

/// What stands behind `role/` in a pattern for every account.
fn role_of_any_account(pattern: &str) -> Option<&str> {
    let mut parts = pattern.splitn(6, ':');
    let service = parts.nth(2)?;
    let account = parts.nth(1)?;
    let resource = parts.next()?;
    let is_open = account.contains('*') || account.contains('?');
    (is_open && matches!(service, "iam" | "sts" | "*")).then_some(())?;
    resource
        .strip_prefix("role/")
        .or_else(|| resource.strip_prefix("user/"))
}

/// Does the same policy keep the role from being made by others?
fn protects(policy: &PolicyView<'_>, role: &str) -> bool {
    let denies_making = |statement: &StatementView<'_>| {
        statement.denies()
            && statement.names_actions()
            && statement.actions().any(|(_, action)| {
                ["iam:createrole", "iam:*", "iam:create*", "*"]
                    .contains(&action.to_ascii_lowercase().as_str())
            })
            && statement
                .statement
                .resource
                .patterns()
                .iter()
                .any(|own| own.ends_with(&format!("role/{role}")))
    };
    policy.statements.iter().any(denies_making)
}
