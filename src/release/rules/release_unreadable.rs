//! CRP309: a release that is asked about can't be read.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP309",
    name: "release-unreadable",
    severity: Severity::Error,
    summary: "a release that is asked about cannot be read",
    page: "\
## What it is
The folder behind `--release` is no release of crispack: it has no `provenance.json` and `SHA256SUMS` of ours, or its manifest or a policy is missing.

## Why it matters
What is not there can't be judged, and an answer from half of the policies would say \"not denied\" too often.

## What to do
Give the folder that `crispack build` wrote. For policies from elsewhere use `--scp FILE`.
",
};

/// The finding.
pub fn finding(folder: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{folder}` cannot be read as a release: {why}"),
    )
    .help(
        "give the folder that `crispack build` wrote; for policies from elsewhere use `--scp FILE`",
    )
}
