//! CRP453: no answer has a system-defined inference profile.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP453",
    name: "nothing-to-import",
    severity: Severity::Error,
    summary: "no answer has a system-defined inference profile",
    page: "\
## What it is
The files to be imported have no system-defined profile: their lists are empty, have application profiles only, or all files are crispack's own.

## Why it matters
There is nothing to make a catalogue from, so nothing is written.

## What to do
Save the answers: `aws bedrock list-inference-profiles --type-equals SYSTEM_DEFINED --region REGION --output json`.
",
};

/// The finding.
pub(in crate::catalogue) fn finding() -> Diagnostic {
    Diagnostic::new(&RULE, "no answer has a system-defined inference profile, so there is nothing to import")
        .help("save them: aws bedrock list-inference-profiles --type-equals SYSTEM_DEFINED --region REGION --output json")
}
