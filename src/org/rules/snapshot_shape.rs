//! CRP290: the file is no snapshot of an organization.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP290",
    name: "snapshot-shape",
    severity: Severity::Error,
    summary: "the file is no snapshot of an organization",
    page: "\
## What it is
The file that `--snapshot` names is JSON, and not what `manifest/schema/crispack.snapshot.1.schema.json` says.

## Why it matters
OUs and attachments would be held against a list that is not the organization's.

## Example
```json
{\"schema\": \"crispack.snapshot/1\",
 \"organizational_units\": [{\"path\": \"Workloads\"}, {\"path\": \"Workloads:Prod\"}],
 \"policies\": [{\"name\": \"FullAWSAccess\", \"attached_to\": [\"Root\", \"Workloads\", \"Workloads:Prod\"]}]}
```

## What to do
Write the file so. `path` has the names of the OUs below the root, joined by `:`; `policies` may be left out, and then attachments that exist already are not counted.
",
};

/// Another document.
pub(in crate::org) fn other(document: &Node) -> Diagnostic {
    let schema = document.get("schema").unwrap_or(document);
    Diagnostic::new(&RULE, "this is no snapshot of version 1")
        .at(
            schema.place(),
            "`schema` must be `\"crispack.snapshot/1\"` here",
        )
        .help("see `crispack explain CRP290` for what a snapshot is")
}

/// A key that must be there.
pub(in crate::org) fn missing(node: &Node, key: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{key}` is missing here, or of another type"),
    )
    .at(node.place(), "in this")
    .help("see `crispack explain CRP290` for what a snapshot is")
}
