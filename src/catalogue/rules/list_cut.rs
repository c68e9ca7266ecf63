//! CRP454: a list has far fewer profiles than were known of its Region.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP454",
    name: "list-cut",
    severity: Severity::Warning,
    summary: "a list has far fewer profiles than were known of its Region",
    page: "\
## What it is
An answer that is taken for the whole list of a source Region lacks every profile of a family, or a third or more of all profiles, that the catalogue has from there. AWS may have withdrawn them; more often the list was cut: the last page alone, one that `--max-items` or `--query` left, or a file edited by hand.

## Why it matters
A list replaces all that was known of its source Region, so what is lacking counts as withdrawn: calls are judged as if it were not offered, and identity policies are made without it.

## What to do
Ask once more without `--max-items`, `--starting-token` and `--query`, and import that. If the new list says the same, it is so.
",
};

/// The finding about the list of a source Region.
pub(in crate::catalogue) fn finding(source: &str, lacks: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("the list of {source} lacks {lacks}, so it may be cut"),
    )
    .at(place, "a profile of this list")
    .note("what is lacking is taken for withdrawn")
    .help("ask once more without `--max-items`, `--starting-token` and `--query`")
}
