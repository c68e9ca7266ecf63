//! CRP300: the release folder is a file.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP300",
    name: "not-a-folder",
    severity: Severity::Error,
    summary: "the release folder is a file",
    page: "\
## What it is
The path behind `--out` exists and is not a folder.

## Why it matters
A release is a folder. Replacing a file that crispack did not write could lose it.

## What to do
Name another path, or move the file away.
",
};

/// The finding.
pub fn finding(folder: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{folder}` is not a folder"))
        .note("nothing was written")
        .help("name another folder with `--out`")
}
