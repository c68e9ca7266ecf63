//! A file that the system would not hand over.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP001",
    name: "unreadable-file",
    severity: Severity::Error,
    summary: "a file could not be read",
    page: "\
## What it is
A file that was named on the command line or in `crispack.yaml` could not be opened or read.
The message carries the words of the operating system.

## Why it matters
Every input takes part in the result. A release built without one of them would be a different release.

## What to do
Check the spelling and the permissions. A relative path in `crispack.yaml` is relative to the folder of that file.
",
};

/// The system's own words on why `name` could not be read.
pub fn unreadable(name: &str, error: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("cannot read `{name}`: {error}"))
        .help("check the path and the permissions of the file")
}
