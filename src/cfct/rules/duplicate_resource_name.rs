//! One name is one policy, however many entries use it.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

use super::super::PackageView;

/// Two entries with the same name.
pub static RULE: Rule = Rule {
    code: "CRP187",
    name: "duplicate-resource-name",
    severity: Severity::Error,
    summary: "two resources of one kind have the same name",
    page: "\
## What it is
Two entries of the same `deploy_method` with the same `name`.

## Why it matters
CfCT says nothing. It finds the policy by its name, so both entries write the same policy: the content of the one that \
comes last holds for the OUs of both, and the pipeline is green. If the two run at the same time on a first deployment, \
one fails with `DuplicatePolicyException`. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
- name: \"deny\"
  resource_file: policies/a.json
- name: \"deny\"
  resource_file: policies/b.json
```

## What to do
Give each entry a name of its own, or list all OUs under one entry.
",
};

/// Finds names used twice.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<(&str, &str), &Node> = BTreeMap::new();
    let mut found = Vec::new();
    for resource in package.resources() {
        let Some(node) = resource.node.get("name") else {
            continue;
        };
        let Some(name) = node.as_str() else {
            continue;
        };
        if let Some(first) = seen.get(&(resource.method(), name)) {
            found.push(
                Diagnostic::new(&RULE, format!("the name `{name}` is used twice"))
                    .at(node.place(), "here again")
                    .at(first.place(), "used here")
                    .note(
                        "CfCT would let the last content win for the OUs of both, and finish green",
                    )
                    .help("rename one of them, or list all OUs under one"),
            );
        } else {
            seen.insert((resource.method(), name), node);
        }
    }
    found
}
