//! CRP449: a catalogue was imported, and nothing of it was ever accepted.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP449",
    name: "nothing-accepted",
    severity: Severity::Note,
    summary: "a catalogue was imported, and nothing of it was ever accepted",
    page: "\
## What it is
The spec names a catalogue (`catalogue.file`), and there is no record of accepted routes beside it.

## Why it matters
The next import may bring destination Regions, and every mode that follows the catalogue takes them over without anybody having agreed.

## What to do
Record what was agreed to: `crispack profiles accept --reason …`. From then on a build whose catalogue leads further fails.
",
};

/// The finding.
pub fn finding(place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        "the catalogue is imported, and no route of it was ever accepted",
    )
    .at(place, "this catalogue")
    .note("a Region that the next import brings is taken over without anybody having agreed")
    .help("crispack profiles accept --reason …")
}
