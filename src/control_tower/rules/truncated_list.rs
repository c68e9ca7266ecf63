//! CRP205: the baseline was cut when it was copied.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity, Source};
use crate::text::{Kind, Node};

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

/// The finding, if the text holds a mark that makes it no JSON, as articles print it.
pub fn in_text(source: &Arc<Source>) -> Option<Diagnostic> {
    const MARK: &str = "[truncated";
    let start = source.text.to_ascii_lowercase().find(MARK)?;
    Some(finding(Place::new(source, start..start + MARK.len())))
}

/// The finding, if a value of the statement stands for others that were left out.
pub fn in_values(node: &Node) -> Option<Diagnostic> {
    match &node.kind {
        Kind::String(text) => {
            let text = text.trim();
            let is_mark = text.starts_with("...")
                || text.starts_with('…')
                || text.to_ascii_lowercase().contains("truncated");
            is_mark.then(|| finding(node.place()))
        }
        Kind::Array(items) => items.iter().find_map(in_values),
        Kind::Object(entries) => entries.iter().find_map(|entry| in_values(&entry.value)),
        _ => None,
    }
}

fn finding(place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, "the list is cut here")
        .at(place, "entries are missing")
        .note("each missing `NotAction` entry would be denied outside the governed Regions")
        .help("export the whole policy with `aws organizations describe-policy`, or take `builtin:current`")
}
