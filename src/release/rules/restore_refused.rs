//! CRP321: a release cannot be put back.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP321",
    name: "restore-refused",
    severity: Severity::Error,
    summary: "a release cannot be put back",
    page: "\
## What it is
The folder behind `--restore` is not a release as crispack wrote it, or it was merged into a package and `--into` does not say into which it is merged now.

## Why it matters
Putting back what somebody changed, or a package of an earlier day, would take back what others have done since.

## What to do
Give the folder of the release as it was written, and with `--into` the package that is in the bucket now.
",
};

/// The finding.
pub fn finding(folder: &str, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{folder}` cannot be put back: {why}"))
        .note("nothing was written")
        .help("give the folder of the release as it was written; `--into` names the package that is in the bucket now")
}
