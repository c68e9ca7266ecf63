//! CRP301: the folder is no release of ours, or somebody changed it.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP301",
    name: "not-a-release",
    severity: Severity::Error,
    summary: "the folder is not a release, or holds something that crispack did not write",
    page: "\
## What it is
The path behind `--out` is a folder with something in it, and not a release as crispack wrote it: a release lists its files with their hashes in `SHA256SUMS`, \
and something here is missing from the list or differs from it.

## Why it matters
A new release takes the place of the whole folder. Notes in a runbook, or files of others, would be lost.

## What to do
Name another folder, move what you want to keep, or say `--force` to replace the folder with all that is in it.
",
};

/// The finding; `changed` is a path that differs in a folder that was a release.
pub fn finding(folder: &str, changed: Option<&str>) -> Diagnostic {
    let message = match changed {
        Some(path) => format!("the release `{folder}` was changed since it was written: `{path}`"),
        None => format!("`{folder}` is not a release of crispack"),
    };
    Diagnostic::new(&RULE, message)
        .note("a new release takes the place of the whole folder; nothing was written")
        .help("name another folder with `--out`, or replace this one with all that is in it: `--force`")
}
