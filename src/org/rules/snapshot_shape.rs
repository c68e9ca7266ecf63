//! CRP290: the file is no snapshot of an organization.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP290",
    name: "snapshot-shape",
    severity: Severity::Error,
    summary: "the file is no snapshot of an organization",
    page: "\
## What it is
The file that `--snapshot`, `--against` or `organization.snapshot` names is not what `manifest/schema/crispack.snapshot.1.schema.json` says.

## Why it matters
OUs and attachments would be held against a list that is not the organization's.

## Example
```json
{\"schema\": \"crispack.snapshot/1\",
 \"organizational_units\": [{\"path\": \"Workloads\"}, {\"path\": \"Workloads:Prod\"}],
 \"policies\": [{\"name\": \"FullAWSAccess\", \"attached_to\": [\"Root\", \"Workloads\", \"Workloads:Prod\"]}]}
```

## What to do
`crispack snapshot` writes one. By hand: `path` has the names of the OUs below the root, joined by `:`; `policies` may be left out, and then attachments that exist already are not counted.
",
};

/// Another document.
pub(in crate::org) fn other(place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, "this is no snapshot of version 1")
        .at(place, "`schema` must be `\"crispack.snapshot/1\"` here")
        .help("see `crispack explain CRP290` for what a snapshot is")
}

/// What its reader says.
pub(in crate::org) fn finding(place: Place, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("this is no snapshot: {why}"))
        .at(place, "up to here")
        .help("see `crispack explain CRP290` for what a snapshot is")
}
