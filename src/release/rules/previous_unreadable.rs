//! CRP304: the release before this one can't be read.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP304",
    name: "previous-unreadable",
    severity: Severity::Error,
    summary: "the release before this one cannot be read",
    page: "\
## What it is
The folder behind `--previous` is not a release as crispack wrote it: files are missing, changed, or were never there.

## Why it matters
The way back rests on it, and so does the comparison of policy names. One that somebody changed is not what was rolled out.

## What to do
Give the folder of the release that is live, as it was written. If there is none, leave `--previous` out.
",
};

/// The finding.
pub fn finding(folder: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{folder}` cannot be the previous release: {why}"),
    )
    .note("the way back and the comparison of policy names rest on it")
    .help("give the folder of the release that is live, as it was written")
}
