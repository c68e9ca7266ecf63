//! CRP251: a name that the zip has twice.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::Flaw;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP251",
    name: "archive-twice",
    severity: Severity::Error,
    summary: "two entries of the zip have the same name",
    page: "\
## What it is
The zip's table of contents has a name more than once.

## Why it matters
`unzip -o` writes one over the other, so the last one counts to CfCT; other readers take the first. A reviewer may look at another file than the one that is deployed, and the pipeline is green. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
A zip to which `policies/deny.json` was added twice by a script.

## What to do
Pack the package anew into an empty zip.
",
};

/// The finding for a flaw of this kind.
pub fn finding(archive: &str, flaw: &Flaw) -> Option<Diagnostic> {
    matches!(flaw, Flaw::Twice(_)).then(|| {
        Diagnostic::new(&RULE, flaw.to_string())
            .at(Place::of_file(archive), "")
            .note("CfCT would take the last of them, other readers the first, with the pipeline green")
            .help("pack the package anew into an empty zip")
    })
}
