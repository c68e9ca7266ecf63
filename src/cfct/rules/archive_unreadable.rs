//! CRP253: a zip that cannot be read.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::Flaw;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP253",
    name: "archive-unreadable",
    severity: Severity::Error,
    summary: "the zip, or an entry of it, cannot be read",
    page: "\
## What it is
The file is no zip archive, is cut off, or has an entry that is looked at and is damaged, or compressed by a method that is not read (stored and deflated entries are).

## Why it matters
CfCT's pipeline would stop at the source stage or while unpacking, and deploy nothing; if only one entry is damaged, whatever `unzip` makes of it is used. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
A `tar.gz` renamed to `.zip`, or a download that broke off.

## What to do
Pack the package anew, with the usual compression.
",
};

/// The finding for a flaw of this kind.
pub fn finding(archive: &str, flaw: &Flaw) -> Option<Diagnostic> {
    matches!(flaw, Flaw::Unreadable(..)).then(|| whole(archive, &flaw.to_string()))
}

/// The finding for an archive, or a file in it, that cannot be read.
pub fn whole(archive: &str, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, why.to_owned())
        .at(Place::of_file(archive), "")
        .note("CfCT would stop before it deploys anything, or use what is left of the entry")
        .help("pack the package anew, with the usual compression")
}
