//! CRP101: the spec has a field that does not exist.

use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP101",
    name: "unknown-field",
    severity: Severity::Error,
    summary: "the spec has a field that does not exist",
    page: "\
## What it is
A key of the spec is none of the fields that belong there.

## Why it matters
A misspelt field would be left out in silence, and its default would hold instead of what you meant.

## What to do
Correct the name, or remove the field. The message names the nearest field there is.
",
};

/// The finding; `known` are the fields that belong there.
pub fn finding(node: &Node, field: &str, known: &[String]) -> Diagnostic {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Diagnostic::new(&RULE, format!("there is no field `{field}` here"))
        .at(node.key_place(field), "unknown field")
        .help(suggest::help(field, &known, "fields"))
}
