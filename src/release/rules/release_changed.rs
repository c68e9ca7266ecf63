//! CRP310: a release that is asked about was changed since it was written.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP310",
    name: "release-changed",
    severity: Severity::Warning,
    summary: "a release that is asked about was changed since it was written",
    page: "\
## What it is
A file of the release has another hash than `SHA256SUMS` says, or was added, or is gone.

## Why it matters
The answer is about the files as they lie there. What was rolled out may be something else.

## What to do
Compare with the release that was uploaded, or build again. A note in a runbook does no harm to the answer.
",
};

/// The finding.
pub fn finding(folder: &str, path: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{path}` of `{folder}` was changed since the release was written"),
    )
    .note("the answer is about the files as they are now, which may not be what was rolled out")
}
