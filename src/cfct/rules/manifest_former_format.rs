//! CRP194: a manifest of the former format.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP194",
    name: "manifest-former-format",
    severity: Severity::Warning,
    summary: "the manifest is of the former format `2020-01-01`",
    page: "\
## What it is
`version: 2020-01-01`: `organization_policies` and `cloudformation_resources` instead of `resources`.

## Why it matters
CfCT still takes it, with a warning in its log. It has no resource control policies and no nested OUs in AWS's documentation, and its keys are other ones, so crispack looks at its files and not at its keys. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
version: 2020-01-01
organization_policies:
  - name: deny
    policy_file: policies/deny.json
```

## What to do
Rewrite it with the keys of `2021-03-15`: `resources`, each with `name`, `description`, `resource_file`, `deploy_method` and `deployment_targets`.
",
};

/// Finds the former format.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let version = package.manifest.get("version");
    version
        .filter(|_| package.is_version_1())
        .map(|version: &Node| {
            Diagnostic::new(&RULE, "the manifest is of the former format `2020-01-01`")
                .at(version.place(), "this version")
                .note("CfCT takes it, with a warning in its log; its keys are not looked at here, the files that it names are")
                .help("rewrite it with the keys of `2021-03-15`")
        })
        .into_iter()
        .collect()
}
