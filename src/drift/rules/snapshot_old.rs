//! CRP511: the snapshot is old.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP511",
    name: "snapshot-old",
    severity: Severity::Warning,
    summary: "the snapshot is old",
    page: "\
## What it is
The snapshot was taken before the day that `--max-age` allows, or does not say when.

## Why it matters
What has changed since is not seen.

## What to do
Take a new one: `crispack snapshot`.
",
};

/// The finding.
pub fn finding(taken_at: Option<&str>, most: u32) -> Diagnostic {
    let message = match taken_at {
        Some(at) => format!("the snapshot was taken at {at}, more than {most} days ago"),
        None => "the snapshot does not say when it was taken".to_owned(),
    };
    Diagnostic::new(&RULE, message)
        .note("what has changed since is not seen")
        .help("crispack snapshot")
}
