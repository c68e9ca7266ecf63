//! CRP340: what logs say of a release can't be read.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP340",
    name: "impact-unreadable",
    severity: Severity::Error,
    summary: "the file behind `--impact` is not what `crispack impact --format json` prints",
    page: "\
## What it is
`build --impact FILE` puts what `crispack impact` found in logs of CloudTrail into the reports of a release. The file is no such output, or one of another version.

## Why it matters
A page that people sign would say something of logs that nobody looked at.

## What to do
Run `crispack impact --format json > impact.json` against the release, and build with that file.
",
};

/// The finding.
pub fn finding(file: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{file}` is not what `crispack impact --format json` prints: {why}"),
    )
    .help("run `crispack impact --format json > impact.json` against the release, and build with that file")
}
