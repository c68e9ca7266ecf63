//! Nothing where a document should be.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity, Source};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP010",
    name: "empty-document",
    severity: Severity::Error,
    summary: "a file holds no document",
    page: "\
## What it is
A file is empty, or holds blanks and comments only.

## Why it matters
An empty file is usually what a failed command left behind, such as `aws … > policy.json` without permission.
Reading it as a policy without statements would allow everything.

## What to do
Run the command that makes the file again and look at its errors, or check that the path names the file you meant.
",
};

pub(crate) fn empty_document(source: &Arc<Source>) -> Diagnostic {
    let message = if source.text.trim().is_empty() {
        format!("`{}` is empty", source.name)
    } else {
        format!("`{}` holds no value", source.name)
    };
    Diagnostic::new(&RULE, message)
        .at(Place::new(source, 0..0), "")
        .help("check that the command which wrote the file did not fail")
}

/// The text of a string, empty or comments only, where a document was expected.
pub(crate) fn empty_text(place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, "the string holds no JSON document")
        .at(place, "")
        .help("check that the command which wrote the file did not fail")
}
