//! CRP442: a profile is new, and leads nowhere new.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP442",
    name: "profile-not-accepted",
    severity: Severity::Note,
    summary: "a profile is new, and leads nowhere new",
    page: "\
## What it is
The catalogue has a profile, or a source Region of one, that was not there when routes were accepted, and the modes allow it. All its destination Regions were accepted for other profiles of its family that the same mode allows, from the same source Region; or it is a Global one, of which AWS lists no destinations.

## Why it matters
No data goes where it did not go before, but there is a new model, or a new place to call it from.

## What to do
Accept it: `crispack profiles accept --reason …`. To have each new model decided on, narrow the mode with `profiles`.
",
};

/// The finding about profiles and their source Regions, if there are any; Global ones or geographic ones.
pub(in crate::catalogue) fn finding(
    fresh: &BTreeSet<(String, String)>,
    is_global: bool,
    place: Option<&Place>,
) -> Option<Diagnostic> {
    let (id, source) = fresh.first()?;
    let more = match fresh.len() {
        1 => String::new(),
        many => format!(", and {} more", many - 1),
    };
    let where_to = if is_global {
        "Global, so any commercial Region may serve it"
    } else {
        "no destination Region is new"
    };
    Some(
        Diagnostic::new(
            &RULE,
            format!("`{id}` from {source}{more}: not there when routes were accepted; {where_to}"),
        )
        .at(place.cloned(), "what was accepted")
        .help("crispack profiles accept --reason …"),
    )
}
