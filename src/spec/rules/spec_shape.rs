//! CRP100: a field of the spec has the wrong shape.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::{Kind, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP100",
    name: "spec-shape",
    severity: Severity::Error,
    summary: "a field of the spec has the wrong shape",
    page: "\
## What it is
A field is missing, or its value is of another type or is none of the words that the field takes.

## Why it matters
The spec decides what your organization may do; nothing in it is guessed.

## What to do
Give the field what the message names. With the schema line that `crispack init` writes, an editor shows it while you type. A name that looks like a number or a date (`2021`, `1e3`) needs quotes.
",
};

/// A field that must be there.
pub fn missing_field(node: &Node, pointer: &str, field: &str) -> Diagnostic {
    let whose = match pointer.trim_start_matches('/') {
        "" => "the spec".to_owned(),
        path => format!("`{}`", path.replace('/', ".")),
    };
    Diagnostic::new(&RULE, format!("{whose} has no `{field}`"))
        .at(node.place(), format!("`{field}` is missing here"))
}

/// A value that is something else.
pub fn unexpected(node: &Node, pointer: &str, expected: &str) -> Diagnostic {
    let field = match pointer.trim_start_matches('/') {
        "" => "the spec".to_owned(),
        path => format!("`{}`", path.replace('/', ".")),
    };
    let found = match &node.kind {
        Kind::String(text) => format!("`{text}`"),
        Kind::Number(number) => format!("the number `{number}`"),
        Kind::Bool(value) => format!("the boolean `{value}`"),
        _ => node.describe().to_owned(),
    };
    let diagnostic = Diagnostic::new(&RULE, format!("{field} must be {expected}"))
        .at(node.place(), format!("this is {found}"));
    match &node.kind {
        Kind::Number(_) | Kind::Bool(_) if expected.contains("a string") => {
            diagnostic.help("put it in quotes")
        }
        _ => diagnostic,
    }
}

/// What only reading into types can find.
pub fn other(node: &Node, message: &str) -> Diagnostic {
    Diagnostic::new(&RULE, message.to_owned()).at(node.place(), "")
}
