//! CRP445: the catalogue of inference profiles is old.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP445",
    name: "catalogue-old",
    severity: Severity::Note,
    summary: "the catalogue of inference profiles is old",
    page: "\
## What it is
What the catalogue says of a source Region (of a spec: a working Region; of `profiles` and `iam`: one that is asked for) is more than 90 days old: the embedded data of this version of crispack, or an import.

## Why it matters
Routes change without notice: profiles appear and vanish, and source Regions are added. Calls are judged by what was known then. No release has this finding in it, since it depends on the day.

## What to do
Save the answers of AWS and import them, with the commands that the finding prints; set `catalogue.file` in the spec to the file that is written, and look at `crispack profiles diff builtin FILE`.
",
};

/// The finding.
pub(in crate::catalogue) fn finding(source: &str, day: &str, age: u64, how: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("what is known of inference profiles from {source} is of {day}, {age} days ago"),
    )
    .note("routes change without notice; calls are judged by what was known then")
    .help(how)
}
