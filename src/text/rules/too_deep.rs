//! Nesting that no real document has.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::text::limit::MAX_DEPTH;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP008",
    name: "too-deep",
    severity: Severity::Error,
    summary: "lists and mappings are nested too deeply",
    page: "\
## What it is
Lists and mappings stand inside each other more than 64 levels deep.

## Why it matters
A policy needs six levels, a snapshot of an organization a few more. A deeper text is broken or made to exhaust
the reader, and everything behind this check may rely on the limit.

## What to do
Check that the path names the file you meant, and look for brackets that are never closed.
",
};

pub(crate) fn too_deep(place: Place) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("lists and mappings are nested more than {MAX_DEPTH} levels deep"),
    )
    .at(place, format!("level {} starts here", MAX_DEPTH + 1))
    .help("look for brackets that are never closed, or for the wrong file")
}
