//! CRP431: a file is no answer about inference profiles.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP431",
    name: "answer-shape",
    severity: Severity::Error,
    summary: "a file is no answer about inference profiles",
    page: "\
## What it is
A file to be imported is neither an answer of `aws bedrock list-inference-profiles` nor one of `get-inference-profile`, or a profile in it lacks what every profile has; or it is a bare list, as `--query inferenceProfileSummaries` leaves it: whether all of it is there, it does not say.

## Why it matters
Nothing is imported: a catalogue from half of the answers would call profiles vanished that are there.

## What to do
Save the answers again, as JSON (`--output json`) and without `--query`, and leave other files out of the folder. Files of crispack's own (`schema: crispack.…`) are passed over.
",
};

/// A folder without any.
pub fn no_file(folder: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("there is no `*.json` in {folder}"))
        .help("save the answers there, a file for each source Region")
}

/// The finding.
pub(in crate::catalogue) fn finding(place: Place, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, why)
        .at(place, "here")
        .help("save it again: aws bedrock list-inference-profiles --type-equals SYSTEM_DEFINED --region REGION --output json")
}
