//! CRP230: OUs beside `Root`, which stands for all.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP230",
    name: "root-hides-ous",
    severity: Severity::Warning,
    summary: "OUs beside `Root` are left out for a stack set",
    page: "\
## What it is
A stack set whose `organizational_units` has `Root` and other OUs.

## Why it matters
For policies each entry counts. For stack sets `Root` stands for every account that Control Tower manages, and CfCT looks no further: the others are not read, so a wrong one among them is never noticed. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
deploy_method: stack_set
deployment_targets:
  organizational_units: [\"Root\", \"Sandbox\"]
```

## What to do
Keep `Root` alone, or name the OUs alone.
",
};

/// Finds `Root` among others.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .resources()
        .filter(|resource| resource.is_stack_set())
        .filter_map(|resource| {
            let ous = resource.targets("organizational_units");
            let root = ous.iter().find(|ou| ou.as_str() == Some("Root"))?;
            (ous.len() > 1).then(|| {
                Diagnostic::new(&RULE, format!("{} names `Root` and other OUs", resource.title()))
                    .at(root.place(), "stands for every account")
                    .note("CfCT would deploy it to every account of the landing zone, and not look at the other OUs")
                    .help("keep `Root` alone, or the others alone")
            })
        })
        .collect()
}
