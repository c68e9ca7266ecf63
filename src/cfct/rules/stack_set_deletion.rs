//! The one switch of the manifest that destroys.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Kind;

use super::super::PackageView;

/// Stack sets that the manifest does not name would be deleted.
pub static RULE: Rule = Rule {
    code: "CRP190",
    name: "stack-set-deletion",
    severity: Severity::Warning,
    summary: "the manifest deletes every stack set of CfCT's that it does not name",
    page: "\
## What it is
`enable_stack_set_deletion: true`.

## Why it matters
A package is CfCT's whole configuration, not an addition. With this switch every active stack set that CfCT made and that \
the manifest does not name is deleted, its instances in every account included. A package that holds only policies would \
delete all of them. (CfCT 2.8.4 source, read 2026-04-08.) crispack never writes it.

## Example
```yaml
enable_stack_set_deletion: true
```

## What to do
Leave it out, or set it to `false`, unless this manifest names every stack set that is to stay.
",
};

/// Finds the switch.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .manifest
        .get("enable_stack_set_deletion")
        .filter(|node| node.kind == Kind::Bool(true))
        .map(|node| {
            let named = package.resources().filter(|r| r.is_stack_set()).count();
            Diagnostic::new(&RULE, "stack sets that the manifest does not name are deleted")
                .at(node.place(), "switched on here")
                .note(format!(
                    "CfCT would delete every stack set of its own but the {named} that this manifest names"
                ))
                .help("leave it out, unless every stack set that is to stay is named here")
        })
        .into_iter()
        .collect()
}
