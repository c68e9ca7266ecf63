//! CRP201: the baseline holds more than one Region deny statement.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP201",
    name: "two-region-denies",
    severity: Severity::Error,
    summary: "the baseline holds more than one Region deny statement",
    page: "\
## What it is
Two statements carry a Sid of Control Tower's Region deny (`GRREGIONDENY`, `CTMULTISERVICEPV1`).

## Why it matters
Which of them is the baseline decides what stays denied. crispack does not guess.

## What to do
Keep the statement that is in force on your OUs, and give that alone.
",
};

/// The finding, with both places.
pub fn finding(first: &Node, second: &Node) -> Diagnostic {
    let sid = |node: &Node| node.get("Sid").unwrap_or(node).place();
    Diagnostic::new(
        &RULE,
        "two statements carry a Sid of Control Tower's Region deny",
    )
    .at(sid(second), "the second one")
    .at(sid(first), "the first one")
    .help("keep the one that is in force; which of them is the baseline decides what stays denied")
}
