//! CRP437: answers are older than what they would replace.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP437",
    name: "answer-older",
    severity: Severity::Error,
    summary: "answers are older than what they would replace",
    page: "\
## What it is
The day of the import is before the day of what the catalogue says of that source Region.

## Why it matters
What has changed between the two days would be undone.

## What to do
Save the answers anew, or give the day on which they were saved (`--day`) if another one was meant. `--merge-into none` starts from nothing.
",
};

/// The finding.
pub(in crate::catalogue) fn finding(
    source: &str,
    day: &str,
    known: &str,
    place: Place,
) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("answers of {day} would replace what is known of {source} as of {known}"),
    )
    .at(place, "an answer from there")
    .help("save them anew, or say with --day when they were saved")
}
