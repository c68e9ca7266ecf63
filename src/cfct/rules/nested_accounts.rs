//! CRP241: a stack set does not reach nested OUs.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP241",
    name: "nested-accounts",
    severity: Severity::Note,
    summary: "a stack set does not reach the accounts of nested OUs",
    page: "\
## What it is
A stack set names an OU that, by the snapshot of `--snapshot`, has OUs below it.

## Why it matters
Policies are inherited by the OUs below; stack sets are not. CfCT deploys to the accounts that are directly in the OU, and the pipeline is green: accounts further down have nothing. (CfCT 2.8.4 source, read 2026-04-08; issues 131 and 141 of its repository.)

## Example
```yaml
deploy_method: stack_set
deployment_targets:
  organizational_units: [\"Workloads\"]   # and not \"Workloads:Prod\"
```

## What to do
Name the nested OUs as well, if their accounts are meant.
",
};

/// Finds such OUs, if the organization is known.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let Some(organization) = package.organization else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for resource in package
        .resources()
        .filter(|resource| resource.is_stack_set())
    {
        let named = resource.targets("organizational_units");
        let all: Vec<&str> = named.iter().filter_map(|node| node.as_str()).collect();
        for node in named {
            let Some(ou) = node.as_str().filter(|ou| *ou != "Root") else {
                continue;
            };
            let below = format!("{ou}:");
            let unnamed = organization
                .ous
                .range(below.clone()..)
                .take_while(|own| own.starts_with(&below))
                .filter(|own| !all.contains(&own.as_str()));
            let unnamed: Vec<&str> = unnamed.map(String::as_str).collect();
            if let Some(first) = unnamed.first() {
                found.push(
                    Diagnostic::new(
                        &RULE,
                        format!(
                            "{} does not reach the {} OUs below `{ou}`",
                            resource.title(),
                            unnamed.len()
                        ),
                    )
                    .at(node.place(), "accounts directly in it, and no others")
                    .note(format!(
                        "CfCT would leave out the accounts of `{first}`, and finish green"
                    ))
                    .help("name the nested OUs as well, if their accounts are meant"),
                );
            }
        }
    }
    found
}
