//! CRP455: the catalogue has a day that is still to come.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP455",
    name: "day-to-come",
    severity: Severity::Warning,
    summary: "the catalogue has a day that is still to come",
    page: "\
## What it is
The catalogue says that it was made, or that a source Region or a profile was asked, on a day after today: the file was edited, or the clock of one of two machines is wrong.

## Why it matters
It would never be called old (CRP445), and no import would replace what it says, since every answer would be older (CRP437).

## What to do
Set the day to the one on which AWS was asked, or make the catalogue anew: `crispack profiles import`. No release has this finding in it, since it depends on the day.
",
};

/// The finding.
pub(in crate::catalogue) fn finding(what: &str, day: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("{what} is of {day}, a day that is still to come"),
    )
    .note("so it would never be called old, and no import would replace it")
    .help("set the day on which AWS was asked, or make the catalogue anew")
}
