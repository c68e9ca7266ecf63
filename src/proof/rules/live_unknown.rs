//! CRP424: what a live policy of ours denies now is not known.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP424",
    name: "live-unknown",
    severity: Severity::Warning,
    summary: "what a live policy of ours denies now is not known",
    page: "\
## What it is
The snapshot has a policy under a name of ours, and not its text, or a text that has no meaning.

## Why it matters
The plan compares what is denied now with what will be. What this policy denies now is missing from the first, so what the change would open, or close, on its OUs is not wholly shown.

## What to do
Take a snapshot as a role that may call `organizations:DescribePolicy`. A text that has no meaning is one that somebody edited: `crispack drift` names it.
",
};

/// The finding.
pub fn finding(name: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("what `{name}` denies now is not known: {why}"),
    )
    .note("so what the change opens and closes where it hangs is not wholly shown")
    .help("take a snapshot as a role that may call `organizations:DescribePolicy`")
}
