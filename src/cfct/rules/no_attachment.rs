//! Policies go to OUs; `accounts` beside them is dead letter.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Kind;

use super::super::PackageView;

/// A policy that would be attached to nothing, or not to what it names.
pub static RULE: Rule = Rule {
    code: "CRP185",
    name: "no-attachment",
    severity: Severity::Error,
    summary: "a policy names accounts, or no OU to be attached to",
    page: "\
## What it is
An entry with `deploy_method: scp` or `rcp` that lists `accounts`, or whose `organizational_units` are absent or empty.

## Why it matters
CfCT accepts `accounts` under a policy and ignores them. The policy is created or updated, attached to the OUs that are \
listed, if any, and the pipeline is green: the accounts that were meant have no guardrail. \
(CfCT 2.8.4 source, read 2026-04-08; issues 89 and 215 of its repository.)

## Example
```yaml
deploy_method: scp
deployment_targets:
  accounts: [\"111122223333\"]
```

## What to do
Name the OU that holds the account, or give the account an OU of its own.
",
};

/// Finds policies that would not be attached where they say.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for resource in package.resources().filter(|resource| resource.is_policy()) {
        let Some(targets) = resource.node.entry("deployment_targets") else {
            continue;
        };
        if !matches!(targets.value.kind, Kind::Object(_)) {
            continue;
        }
        let title = resource.title();
        if !resource.targets("accounts").is_empty() {
            found.push(
                Diagnostic::new(&RULE, format!("{title} is a policy and names accounts"))
                    .at(targets.value.key_place("accounts"), "ignored by CfCT")
                    .note("CfCT would finish green, leaving these accounts without this policy")
                    .help("name the OU that holds the account"),
            );
        }
        // Something else than a list is for the schema to refuse.
        let named = targets.value.get("organizational_units");
        let is_list = named.is_none_or(|node| node.is_list() || node.kind == Kind::Null);
        if is_list && resource.targets("organizational_units").is_empty() {
            found.push(
                Diagnostic::new(&RULE, format!("{title} names no OU"))
                    .at(resource.node.key_place("deployment_targets"), "no OU here")
                    .note("CfCT would create the policy, attach it to nothing, and finish green")
                    .help("list at least one OU under `organizational_units`"),
            );
        }
    }
    found
}
