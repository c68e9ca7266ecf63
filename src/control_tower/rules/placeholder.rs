//! CRP206: the baseline holds a placeholder that nobody filled in.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::{Kind, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP206",
    name: "placeholder",
    severity: Severity::Error,
    summary: "the baseline holds a placeholder",
    page: "\
## What it is
A value of the statement reads `<ACCOUNT_ID>`, `<REGION>` or the like: a text from an article that was not filled in.

## Why it matters
IAM would take the placeholder literally. An exemption with a placeholder exempts nobody, a Region list with one governs a Region less.

## What to do
Export the policy from your organization, or fill in the value.
",
};

/// Shown of a statement that is nothing but placeholders.
const MOST: usize = 20;

/// The strings of the statement that hold something in angle brackets.
pub fn check(node: &Node) -> Vec<Diagnostic> {
    let mut found = search(node);
    found.truncate(MOST);
    found
}

fn search(node: &Node) -> Vec<Diagnostic> {
    match &node.kind {
        Kind::String(text) => in_string(node, text).into_iter().collect(),
        Kind::Array(items) => items.iter().flat_map(search).take(MOST).collect(),
        Kind::Object(entries) => entries
            .iter()
            .flat_map(|e| search(&e.value))
            .take(MOST)
            .collect(),
        _ => Vec::new(),
    }
}

fn in_string(node: &Node, text: &str) -> Option<Diagnostic> {
    let (_, rest) = text.split_once('<')?;
    let (name, _) = rest.split_once('>')?;
    Some(
        Diagnostic::new(&RULE, format!("`<{name}>` is a placeholder"))
            .at(node.place(), "to be filled in")
            .note("IAM would take it literally")
            .help("export the live policy, or put your own value here"),
    )
}
