//! CRP100: a field of the spec has the wrong shape.

use crate::diagnostic::suggest;
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
    Diagnostic::new(&RULE, format!("{} has no `{field}`", path(pointer)))
        .at(node.place(), format!("`{field}` is missing here"))
        .help(format!(
            "add `{field}`; `crispack init` writes a spec that shows every field in its place"
        ))
}

/// A value that is something else; `expected` is what it must do or be.
pub fn unexpected(node: &Node, pointer: &str, expected: &str) -> Diagnostic {
    let found = match &node.kind {
        Kind::String(text) => format!("`{text}`"),
        Kind::Number(number) => format!("the number `{number}`"),
        Kind::Bool(value) => format!("the boolean `{value}`"),
        _ => node.describe().to_owned(),
    };
    let words: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let meant = node.as_str().and_then(|text| suggest::nearest(text, words));
    let help = match (&node.kind, meant) {
        (Kind::Number(_) | Kind::Bool(_), _) if expected.contains("a string") => {
            "put it in quotes".to_owned()
        }
        (Kind::String(text), None) if expected.contains("a list") => {
            format!("write a list: `[{text}]`")
        }
        (_, Some(meant)) => format!("did you mean `{meant}`?"),
        _ => format!("it must {expected}"),
    };
    Diagnostic::new(&RULE, format!("{} must {expected}", path(pointer)))
        .at(node.place(), format!("this is {found}"))
        .help(help)
}

/// A JSON pointer as people write it: `` `targets[0].ou` ``.
fn path(pointer: &str) -> String {
    let mut text = String::new();
    for part in pointer.split('/').skip(1) {
        if part.chars().all(|c| c.is_ascii_digit()) && !part.is_empty() {
            text.extend(["[", part, "]"]);
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(&part.replace("~1", "/").replace("~0", "~"));
        }
    }
    if text.is_empty() {
        "the spec".to_owned()
    } else {
        format!("`{text}`")
    }
}

/// What only reading into types can find.
pub fn other(node: &Node, message: &str) -> Diagnostic {
    Diagnostic::new(&RULE, message.to_owned()).at(node.place(), "")
}
