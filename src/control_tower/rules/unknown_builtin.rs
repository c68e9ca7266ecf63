//! CRP210: no built-in baseline has this label.

use crate::control_tower::labels;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP210",
    name: "unknown-builtin",
    severity: Severity::Error,
    summary: "no built-in baseline has this label",
    page: "\
## What it is
`builtin:LABEL` names one of the Region deny texts that are part of crispack, and there is none with this label.

## Why it matters
The baseline decides what stays denied; crispack does not guess which one was meant.

## What to do
Take `builtin:current`, the newest, or a dated one. The labels are in the message.
",
};

/// The finding.
pub fn finding(label: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, format!("no built-in baseline `{label}`"))
        .at(place, "")
        .help(format!("the labels are {}", labels().join(", ")))
}
