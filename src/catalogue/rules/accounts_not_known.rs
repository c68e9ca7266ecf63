//! CRP451: the snapshot does not tell the accounts of the organization.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP451",
    name: "accounts-not-known",
    severity: Severity::Error,
    summary: "the snapshot does not tell the accounts of the organization",
    page: "\
## What it is
`profiles import` was given a snapshot to hold the accounts of the answers against, and that snapshot has no accounts, or some of what it should have could not be read (`missing`).

## Why it matters
An account that it does not have may be one of the organization's or not. Passing over it in silence would look like a check.

## What to do
Take a whole snapshot (`crispack snapshot`), or leave `--snapshot` out: then all answers have to be of one account.
",
};

/// The finding.
pub fn finding(snapshot: &str, is_partial: bool) -> Diagnostic {
    let why = if is_partial {
        "is partial (`missing`), so an account that is not in it may be the organization's"
    } else {
        "has no accounts"
    };
    Diagnostic::new(
        &RULE,
        format!("the accounts of the answers cannot be held against {snapshot}: it {why}"),
    )
    .help("take a whole snapshot, or leave --snapshot out: then all answers have to be of one account")
}
