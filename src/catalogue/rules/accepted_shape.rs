//! CRP443: the record of accepted routes cannot be read.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP443",
    name: "accepted-shape",
    severity: Severity::Error,
    summary: "the record of accepted routes cannot be read",
    page: "\
## What it is
The file that says which routes of inference profiles were accepted (`crispack.profiles.json` beside the spec, or `catalogue.accepted`) is not one that crispack wrote: it does not fit its schema, has no reason, or a day that there is not.

## Why it matters
Nothing would be held against it, and a new destination Region would slip through. So nothing is built.

## What to do
Bring it back from version control. If it is lost, `crispack profiles accept --reason …` writes a new one once that file is out of the way; until then nothing is held against it (CRP448).
",
};

/// The finding.
pub(in crate::catalogue) fn finding(place: Place, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("this is no record of accepted routes: {why}"),
    )
    .at(place, "here")
    .help("bring it back from version control, or remove it and accept anew")
}
