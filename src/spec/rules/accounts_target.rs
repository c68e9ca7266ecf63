//! CRP122: a target names accounts.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP122",
    name: "accounts-target",
    severity: Severity::Error,
    summary: "a target names accounts",
    page: "\
## What it is
A target has `accounts`.

## Why it matters
CfCT accepts `accounts` under an SCP and ignores it: the policy is created, attached to nothing, and the pipeline is green (CfCT 2.8.4, read 2026-04-08; its issues 89 and 215).

## What to do
Name the OU of the accounts. For a single account, move it to an OU of its own, or attach the policy by hand.
",
};

/// The finding.
pub fn finding(target: &Node) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        "a target names accounts; CfCT attaches SCPs to OUs only",
    )
    .at(target.key_place("accounts"), "CfCT would ignore this")
    .note("the policy would be created and attached to nothing, with a green pipeline")
    .help("name the OU of the accounts in `ou`")
}
