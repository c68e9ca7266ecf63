//! CRP452: the accounts of an imported catalogue were not held against the snapshot.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP452",
    name: "accounts-not-checked",
    severity: Severity::Note,
    summary: "the accounts of an imported catalogue were not held against the snapshot",
    page: "\
## What it is
The catalogue says from which accounts its answers are, and the snapshot has no accounts, or some of what it should have could not be read (`missing`).

## Why it matters
Accounts of other organizations may be offered other profiles. With a whole snapshot, a catalogue of a foreign account is an error (CRP434); here nobody looked.

## What to do
Take a whole snapshot: `crispack snapshot`.
",
};

/// The finding.
pub(in crate::catalogue) fn finding(snapshot: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "whether the catalogue is of the organization's accounts was not looked at: {snapshot} does not have them all"
        ),
    )
    .at(place, "this catalogue")
    .help("take a whole snapshot: crispack snapshot")
}
