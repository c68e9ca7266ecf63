//! CRP105: a target is past its last day.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::Day;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP105",
    name: "past-until",
    severity: Severity::Error,
    summary: "a target is past its last day",
    page: "\
## What it is
The day in `until` of a target has gone by.

## Why it matters
A target with an end is an exception that somebody approved until that day. A build after it would prolong the exception in silence.

## What to do
Give the target its regular mode and drop `until`, or have the exception approved again and set a new day. `--today` names the day that counts.
",
};

/// The finding, if the day is over.
pub fn check(ou: &str, until: Day, today: Day, place: Option<Place>) -> Option<Diagnostic> {
    (until < today).then(|| {
        Diagnostic::new(
            &RULE,
            format!("the target `{ou}` ended on {until}; today is {today}"),
        )
        .at(place, "the last day")
        .help("give the OU its regular mode and drop `until`, or set a new day once it is approved")
    })
}
