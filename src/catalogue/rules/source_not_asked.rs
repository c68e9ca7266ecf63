//! CRP450: the catalogue has no answer from a working Region.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP450",
    name: "source-not-asked",
    severity: Severity::Warning,
    summary: "the catalogue has no answer from a working Region",
    page: "\
## What it is
The catalogue was made from answers alone (`--merge-into none`), and none of them lists a working Region: which profiles can be called from there, and where they lead, is not known.

## Why it matters
Calls from there count as not offered: they are in no list of Regions that a mode opens, and a report says nothing of them. That is no knowledge of what AWS offers.

## What to do
Save the answer of that Region and import it as well, with the commands that the finding prints; or import without `--merge-into none`, so that what crispack knows stands in for it.
",
};

/// The finding.
pub(in crate::catalogue) fn finding(
    sources: &BTreeSet<String>,
    how: &str,
    place: Option<Place>,
) -> Diagnostic {
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    Diagnostic::new(
        &RULE,
        format!(
            "the catalogue has no answer from {}: what can be called from there is not known",
            sources.join(", ")
        ),
    )
    .at(place, "this catalogue")
    .help(how)
}
