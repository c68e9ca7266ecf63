//! CRP512: the snapshot is partial.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP512",
    name: "snapshot-partial",
    severity: Severity::Warning,
    summary: "the snapshot is partial",
    page: "\
## What it is
Something that drift is looked for in could not be read when the snapshot was taken, or was left out of it.

## Why it matters
Nothing is said about it: that no drift is shown there means nothing.

## What to do
Take a snapshot with the rights to read it; the snapshot's `missing` has the commands that were refused.
",
};

/// The finding.
pub fn finding(what: &str, why: &str, command: &str) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, format!("not known: {what}"));
    let finding = if why.is_empty() {
        finding
    } else {
        finding.note(why.to_owned())
    };
    finding.help(command.to_owned())
}
