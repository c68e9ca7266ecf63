//! CRP205: the baseline was cut when it was copied.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity, Source};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP205",
    name: "truncated-list",
    severity: Severity::Error,
    summary: "the baseline is cut, as articles print it",
    page: "\
## What it is
The text holds `[Truncated]`, or an ellipsis for an entry: it was copied from a page that leaves out most of the `NotAction` list.

## Why it matters
Every entry that is missing from `NotAction` becomes an action that is denied outside the governed Regions. Global services (IAM, Route 53, billing) would stop working.

## What to do
Export the whole policy from your organization (`aws organizations describe-policy`), or take `builtin:current`.
",
};

/// The finding, if the text holds a mark of having been cut.
pub fn in_text(source: &Arc<Source>) -> Option<Diagnostic> {
    let lower = source.text.to_ascii_lowercase();
    let marks = ["[truncated", "\"...\"", "\"…\"", "\\\"...\\\""];
    marks.iter().find_map(|mark| {
        let start = lower.find(mark)?;
        let place = Place::new(source, start..start + mark.len());
        Some(
            Diagnostic::new(&RULE, "the list is cut here")
                .at(place, "entries are missing")
                .note("each missing `NotAction` entry would be denied outside the governed Regions")
                .help("export the whole policy with `aws organizations describe-policy`, or take `builtin:current`"),
        )
    })
}
