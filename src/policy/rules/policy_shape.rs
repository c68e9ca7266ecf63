//! CRP220: the document is JSON and no policy.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP220",
    name: "policy-shape",
    severity: Severity::Error,
    summary: "the document is not a service control policy",
    page: "\
## What it is
The file is well-formed, and what it holds is not the policy language: an element is missing, unknown, or of the wrong type.

## Why it matters
CfCT checks the JSON syntax of a policy and nothing else; Organizations refuses the text in the middle of a rollout, when other policies are already live. \
And a statement that is misread here would make every later answer wrong.

## What to do
Give the policy as `aws organizations describe-policy` prints it. A statement has `Effect`, one of `Action` and `NotAction`, one of `Resource` and \
`NotResource`, and may have `Sid` and `Condition`. SCPs have no `Principal`.
",
};

/// No `Statement`.
pub fn no_statement(document: &Node) -> Diagnostic {
    Diagnostic::new(&RULE, "this document has no `Statement`")
        .at(document.place(), "expected a policy")
        .help(
            "give the policy document, or the whole output of `aws organizations describe-policy`",
        )
}

/// A value of the wrong type.
pub fn expected(at: &Node, what: &str, expected: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("{what} must be {expected}"))
        .at(at.place(), format!("this is {}", at.describe()))
        .help(format!("write {expected}"))
}

/// An element that an SCP statement does not have.
pub fn unknown_element(statement: &Node, key: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(&RULE, format!("a statement has no element `{key}`"))
        .at(statement.key_place(key), "")
        .help(format!("the elements are {}", known.join(", ")))
}

/// Both or neither of a pair such as `Action` and `NotAction`.
pub fn one_of_two(at: &Node, only: &str, except: &str, both: bool) -> Diagnostic {
    let what = if both { "has both" } else { "has neither" };
    Diagnostic::new(&RULE, format!("a statement {what} `{only}` and `{except}`"))
        .at(at.place(), "")
        .help(format!("keep exactly one of `{only}` and `{except}`"))
}

/// Elements beside `Version`, `Id` and `Statement`.
pub fn unknown_top_elements(document: &Node) -> Vec<Diagnostic> {
    const KNOWN: [&str; 3] = ["Version", "Id", "Statement"];
    document
        .entries()
        .iter()
        .filter(|entry| !KNOWN.contains(&entry.key.as_str()))
        .map(|entry| {
            let help = match crate::diagnostic::suggest::nearest(&entry.key, KNOWN) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "a policy has `Version` and `Statement`".to_owned(),
            };
            Diagnostic::new(&RULE, format!("a policy has no element `{}`", entry.key))
                .at(document.key_place(&entry.key), "")
                .help(help)
        })
        .collect()
}
