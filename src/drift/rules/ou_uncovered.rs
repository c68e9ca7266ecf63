//! CRP508: an OU that nothing holds.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP508",
    name: "ou-uncovered",
    severity: Severity::Error,
    summary: "an OU that nothing holds",
    page: "\
## What it is
Under `replace` and `ou-control` the landing-zone Region deny is off. The snapshot has an OU directly below the root that the release does not cover: most likely it was made later.

## Why it matters
CfCT attaches policies to the OUs that the manifest names, and Control Tower does not put its Region deny on new OUs any more. Every service is open there in every Region.

## What to do
Add the OU to `covered_ous`, build with a snapshot, and roll out before accounts move in; or set `floor`, whose policy on the root holds every OU.
",
};

/// The finding.
pub fn finding(ou: &str, accounts: usize) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{ou}` is covered by no policy of the release"),
    )
    .note(format!(
        "{accounts} accounts lie directly in it; every service is open there in every Region"
    ))
    .help("crispack build --snapshot org-snapshot.json  # after adding it to `covered_ous`")
}
