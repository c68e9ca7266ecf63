//! CRP447: an answer has a profile of a family that crispack does not know.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP447",
    name: "unknown-family",
    severity: Severity::Warning,
    summary: "an answer has a profile of a family that crispack does not know",
    page: "\
## What it is
The prefix of a profile's id is none that a profile of the catalogue has: AWS made a new family, or the id was edited.

## Why it matters
It is taken over as it is. A mode allows it if its `geographies` name that family or are `any`, and what AWS means by it crispack does not know.

## What to do
Look at where it leads (`crispack profiles show ID --catalogue FILE`) before a mode names it, and see whether there is a newer crispack.
",
};

/// The finding.
pub(in crate::catalogue) fn finding(family: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "no profile that crispack knows is of the family `{family}`; it is taken over as it is"
        ),
    )
    .at(place, "named here")
}
