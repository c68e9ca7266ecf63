//! CRP438: an answer names a Region that crispack does not know.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP438",
    name: "import-region",
    severity: Severity::Warning,
    summary: "an answer names a Region that crispack does not know",
    page: "\
## What it is
A code in an answer has the shape of a Region, and crispack's dated list does not have it: it is newer, or misspelt by hand.

## Why it matters
It is taken over as it is. A spec cannot name it as a working Region, so calls are never judged from there; as a destination it counts like any other.

## What to do
See whether there is a newer crispack.
",
};

/// The finding.
pub(in crate::catalogue) fn finding(code: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("{code} is not among the Regions that crispack knows; it is taken over as it is"),
    )
    .at(place, "named here")
}
