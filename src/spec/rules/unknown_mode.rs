//! CRP103: a mode is named that the spec does not define.

use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP103",
    name: "unknown-mode",
    severity: Severity::Error,
    summary: "a mode is named that the spec does not define",
    page: "\
## What it is
A target, or `default_mode`, names a mode that is not under `modes`.

## Why it matters
Without its mode a target has no policy.

## What to do
Name one of the modes, or define the new one under `modes`.
",
};

/// The finding; `known` are the modes that there are.
pub fn finding(name: &str, known: &[&str], place: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, format!("there is no mode `{name}`"))
        .at(place, "not under `modes`")
        .help(suggest::help(name, known, "modes"))
}
