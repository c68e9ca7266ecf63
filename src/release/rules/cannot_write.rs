//! CRP302: the release could not be written.

use std::io;

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP302",
    name: "cannot-write",
    severity: Severity::Error,
    summary: "the release could not be written",
    page: "\
## What it is
The operating system refused to write the release: no permission, no space, a path that is no folder.

## Why it matters
Nothing was written. A release that was there before is untouched: the new one takes its place in one step, and only when it is whole.

## What to do
Free space or correct the permissions, or name another folder with `--out`.
",
};

/// The finding.
pub fn finding(folder: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("cannot write the release `{folder}`: {error}"),
    )
    .note("nothing was written; a release that was there before is untouched")
    .help("free space or correct the permissions, or name another folder with `--out`")
}
