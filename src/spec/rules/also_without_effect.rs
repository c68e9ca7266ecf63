//! CRP171: what a mode names in `also` opens nothing.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP171",
    name: "also-without-effect",
    severity: Severity::Warning,
    summary: "what a mode names in `also` opens nothing",
    page: "\
## What it is
`also` of a mode lets batch inference, guardrails or Data Automation be served in the destination Regions of the mode's geographic routes, besides the governed Regions. Here there is no such Region that it could open, or the Region deny does not hold the actions at all.

## Why it matters
Somebody wrote it so that something works. It does not change a single policy: under `additive` the managed Region deny stays on and no SCP can lift it; with `geographies: none` or `destinations: governed` a mode has no destination Regions of its own; what is left out of the Region deny is held to no Region already.

## What to do
Remove the word. Or give the mode the families whose destination Regions are meant, and a strategy that can open them (`replace`, `ou-control`, or `extend` with those Regions in `inference_only_regions`).
",
};

/// The finding; `feature` is the word that does nothing, empty for all of them.
pub fn finding(mode: &str, feature: &str, why: String, place: Option<Place>) -> Diagnostic {
    let what = match feature {
        "" => "`also`".to_owned(),
        feature => format!("`{feature}` in `also`"),
    };
    Diagnostic::new(&RULE, format!("{what} of mode `{mode}` opens nothing"))
        .at(place, "")
        .note(why)
}
