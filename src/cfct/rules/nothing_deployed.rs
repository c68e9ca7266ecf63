//! CRP199: a manifest without resources.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP199",
    name: "nothing-deployed",
    severity: Severity::Warning,
    summary: "the manifest names no resources",
    page: "\
## What it is
`resources` is absent, null or empty.

## Why it matters
CfCT's stages end with \"nothing to do\" and the pipeline is green. Whatever an earlier package deployed stays as it is, unmanaged: CfCT never detaches a policy. With `enable_stack_set_deletion: true` every stack set of CfCT's would be deleted. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
region: eu-central-1
version: 2021-03-15
resources: []
```

## What to do
List the resources. To take a policy off its OUs, detach it by hand: no package does that.
",
};

/// Looks whether there is a resource.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let resources = package.manifest.get("resources");
    let is_empty = resources.is_none_or(|node| {
        node.kind == crate::text::Kind::Null || (node.is_list() && node.items().is_empty())
    });
    if !is_empty || package.is_version_1() || !package.manifest.is_mapping() {
        return Vec::new();
    }
    let place = package.manifest.key_place("resources");
    vec![
        Diagnostic::new(&RULE, "the manifest names no resources")
            .at(place.unwrap_or_else(|| package.manifest.place()), "no resource here")
            .note("CfCT would do nothing and finish green; policies of earlier packages stay attached")
            .help("list the resources"),
    ]
}
