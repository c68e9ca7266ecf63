//! CRP341: what logs say was asked about another package.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP341",
    name: "impact-of-another",
    severity: Severity::Error,
    summary: "the file behind `--impact` was made for another package",
    page: "\
## What it is
The output of `crispack impact` names the package that logs were held against by the SHA-256 of its zip. The package that is built now is another one: the spec, the baseline or the catalogue changed since.

## Why it matters
Its section of the report would speak of policies that are not in this release.

## What to do
Build without `--impact`, run `crispack impact --format json > impact.json` against that release, and build again with the file. The section is in the reports only, so the zip stays the same.
",
};

/// The finding.
pub fn finding(file: &str, zip_sha256: &str) -> Diagnostic {
    let short: String = zip_sha256.chars().take(12).collect();
    Diagnostic::new(
        &RULE,
        format!("`{file}` was made for another package than this one ({short}…)"),
    )
    .note("its section of the report would speak of policies that are not in this release")
    .help("build without `--impact`, run `crispack impact --format json > impact.json` against that release, and build again with the file")
}
