//! CRP314: `crispack.lock` cannot be read.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP314",
    name: "lock-unreadable",
    severity: Severity::Error,
    summary: "`crispack.lock` cannot be read",
    page: "\
## What it is
The file beside the spec that records which slot has which policy on which OU is no lock, or one of another version.

## Why it matters
CfCT finds a policy by its name and never takes one away. Without the record nobody could tell whether a policy of an earlier release would be left behind.

## What to do
Take the file back from version control. If both sides of a merge wrote one, keep the one that was rolled out.
",
};

/// The finding.
pub fn finding(document: &Node, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("this is no lock of crispack: {why}"))
        .at(Place::of_file(document.source.name.clone()), "")
        .note("without it nobody can tell which policies of earlier releases would be left behind; nothing was written")
        .help("take the file back from version control")
}
