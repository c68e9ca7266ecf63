//! CRP153: the worlds of the spec were seen on a day that has not come.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP153",
    name: "seen-later",
    severity: Severity::Error,
    summary: "the worlds of the spec were seen on a day that has not come",
    page: "\
## What it is
`seen` under `worlds` is after today.

## Why it matters
It says when the answers were found in the organization, so that a reader can judge how old they are. Nobody has found anything tomorrow; a slip of the year would make old answers look new.

## What to do
Write the day on which `probe.sh` printed them. `--today` names the day that counts.
",
};

/// The finding.
pub fn finding(seen: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`worlds` were seen on {seen}, which has not come"),
    )
    .at(place, "the day on which it was seen")
    .help("write the day on which `probe.sh` printed the answers")
}
