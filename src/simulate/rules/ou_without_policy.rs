//! CRP402: an OU that is asked about has no policy of the release on its path.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP402",
    name: "ou-without-policy",
    severity: Severity::Error,
    summary: "no policy is on the path of an OU that is asked about",
    page: "\
## What it is
The OU behind `--ou` (or `ou` of an expectation) has no policy of the release (or of the spec) on itself or above it.

## Why it matters
Without one every request would be \"not denied\", which is the wrong answer to a misspelt name. Names mind case, and a nested OU is `Parent:Child`.

## What to do
Write the path as the spec writes it. An OU that really gets none is judged by the policies that it has: `--scp FILE`.
",
};

/// The finding.
pub fn finding(ou: &str, help: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, format!("no policy is on the path of the OU `{ou}`"))
        .at(place, "this OU")
        .note("every request would be \"not denied\"")
        .help(help)
}
