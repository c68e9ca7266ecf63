//! A file beyond what a policy, a spec or a manifest can be.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity, Source};
use crate::text::limit::MAX_NODES;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP002",
    name: "too-large",
    severity: Severity::Error,
    summary: "a file is larger than any real input",
    page: "\
## What it is
A file is larger than 4 MiB (a snapshot or a record of slots: than 256 MiB), or a YAML file holds more than 200,000 values.

## Why it matters
A policy has at most 10,240 characters, and a snapshot of 2,000 organizational units and 10,000 policies of that size stays below these limits.
A larger file is nearly always the wrong file, and reading it would cost memory and time without a result.

## What to do
Check that the path names the file you meant. Split an export that is really that large.
",
};

/// `name` has more bytes than the most that are read of its kind.
pub fn too_large(name: &str, most: u64) -> Diagnostic {
    let limit = most / (1024 * 1024);
    Diagnostic::new(&RULE, format!("`{name}` is larger than {limit} MiB"))
        .help("check that the path names the file you meant")
}

pub(crate) fn too_many_nodes(source: &Arc<Source>, offset: usize) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{}` holds more than {MAX_NODES} values", source.name),
    )
    .at(Place::new(source, offset..offset), "the first one too many")
    .help("check that the path names the file you meant")
}
