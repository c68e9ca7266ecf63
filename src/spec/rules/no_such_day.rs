//! CRP106: a date of the spec is no day of the calendar.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP106",
    name: "no-such-day",
    severity: Severity::Error,
    summary: "a date of the spec is no day of the calendar",
    page: "\
## What it is
`until`, or `seen` under `worlds`, has the shape of a date and names no day, such as `2027-02-30`.

## Why it matters
An end that never comes would keep an exception for ever, and nobody saw anything on a day that never was.

## What to do
Write a day that exists, as `YYYY-MM-DD`.
",
};

/// The finding.
pub fn finding(text: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{text}` is no day of the calendar"))
        .at(place, "expected YYYY-MM-DD")
        .help("write a day that exists, such as `2027-02-28`")
}
