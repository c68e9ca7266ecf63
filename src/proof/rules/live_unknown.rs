//! CRP424: what a live policy of ours denies now is not known.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP424",
    name: "live-unknown",
    severity: Severity::Error,
    summary: "what a live policy of ours denies now is not known",
    page: "\
## What it is
The snapshot has a policy under a name of ours without its text, or with a text that has no meaning, cannot be compared exactly, or one that allows something while what others allow there is not known.

## Why it matters
The plan compares what is denied now with what will be. Without the text of what is live nobody knows what the change would open, and `equal` would be a promise that nobody can keep.

## What to do
If the text is missing, take a snapshot as a role that may call `organizations:DescribePolicy`. Otherwise somebody edited the policy: `crispack drift` names it with the command that mends it; plan again when the release that is live is what it was.
",
};

/// The finding.
pub fn finding(name: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("what `{name}` denies now is not known: {why}"),
    )
    .note("so what the change would open or close where it hangs cannot be told")
    .help("take a snapshot that has its text, or put back what the live release has there: `crispack drift`")
}
