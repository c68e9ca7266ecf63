//! CRP236: a stack set for nobody.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP236",
    name: "no-instances",
    severity: Severity::Warning,
    summary: "a stack set for nobody",
    page: "\
## What it is
An entry with `deploy_method: stack_set` that names no account and no OU.

## Why it matters
CfCT makes the stack set, with no instance in any account, and the pipeline is green. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
deploy_method: stack_set
deployment_targets: {}
```

## What to do
Name accounts or OUs, or remove the entry.
",
};

/// Finds such stack sets.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .resources()
        .filter(|resource| resource.is_stack_set())
        .filter(|resource| {
            ["accounts", "organizational_units"]
                .iter()
                .all(|key| resource.targets(key).is_empty())
        })
        .filter_map(|resource| {
            let place = resource.node.key_place("deployment_targets")?;
            Some(
                Diagnostic::new(&RULE, format!("{} is for no account", resource.title()))
                    .at(place, "nobody named")
                    .note("CfCT would make the stack set without instances, and finish green")
                    .help("name accounts or OUs, or remove it"),
            )
        })
        .collect()
}
