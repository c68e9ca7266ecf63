//! CRP320: an OU would be held to no Region.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP320",
    name: "not-covered",
    severity: Severity::Error,
    summary: "an OU would be held to no Region",
    page: "\
## What it is
Under `replace` or `ou-control` the landing-zone Region deny goes everywhere at once. By the snapshot it hangs on an OU that is not among `covered_ous`.

## Why it matters
When it goes, nothing holds that OU, or any OU below it, to Regions: every service is open there in every Region.

## What to do
Add the OU to `covered_ous` (it gets its target's mode or `default_mode`); or leave `covered_ous` out, and every OU that the snapshot shows is covered.
",
};

/// The finding.
pub fn finding(ou: &str, snapshot: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{ou}` has Control Tower's Region deny by {snapshot}, and is not covered"))
        .note("the landing-zone Region deny goes everywhere at once: every service would be open there in every Region")
        .help("add it to `covered_ous`, or leave that list out and let the snapshot tell it")
}
