//! CRP411: a document is no CloudTrail event that can be explained.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP411",
    name: "event-not-understood",
    severity: Severity::Error,
    summary: "a document is not a CloudTrail event that can be explained",
    page: "\
## What it is
The file holds no CloudTrail event: no `eventSource` and `eventName`, neither at its top, nor in `Records`, nor in the `CloudTrailEvent` texts that `aws cloudtrail lookup-events` prints.

## Why it matters
What is explained is a call: who made it, where, and through which model id. Without those fields there is nothing to judge.

## What to do
Give one event as CloudTrail writes it, a log file with `Records`, or the output of `aws cloudtrail lookup-events`.
",
};

/// The finding.
pub fn finding(why: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, format!("the event is not understood: {why}"))
        .at(place, "")
        .help("give an event as CloudTrail writes it, a log file with `Records`, or the output of `aws cloudtrail lookup-events`")
}
