//! CRP434: answers, or a catalogue, of an account that may be of another organization.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP434",
    name: "other-account",
    severity: Severity::Error,
    summary: "answers, or a catalogue, of an account that may be of another organization",
    page: "\
## What it is
The ARN of an inference profile holds the account that asked. The snapshot of the organization does not have that account; or, without a snapshot, two accounts asked (one of them perhaps earlier, for the catalogue that is merged into) and nothing says that they are of one organization.

## Why it matters
Accounts are not offered the same profiles: some are behind an agreement or an allow list. A catalogue of somebody else's account would open, or hide, what your own have not.

## What to do
Save the answers in an account of your organization. With `--snapshot` (a snapshot that lists the accounts), accounts of one organization may be mixed.
",
};

/// It is none of the organization's.
pub(in crate::catalogue) fn not_of(account: &str, snapshot: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("the account {account} is not one of the organization's in {snapshot}"))
        .note("accounts of other organizations may be offered other profiles")
        .help("save the answers in an account of the organization, or take a new snapshot if the account is new")
}

/// Two of which nobody said that they belong together.
pub(in crate::catalogue) fn two(account: &str, other: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("the answers are of two accounts, {other} and {account}"))
        .note("nothing says that both are of one organization")
        .help("give a snapshot that lists the accounts (`--snapshot org-snapshot.json`), or import the answers of one account")
}

/// The answers are of one account, and what they are merged into is of another.
pub(in crate::catalogue) fn merged(account: &str, known: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("an answer is of the account {account}, and the catalogue that it would be merged into is of {known}"))
        .note("nothing says that both are of one organization")
        .help("give a snapshot that lists the accounts (`--snapshot org-snapshot.json`), or merge into another catalogue (`--merge-into builtin`)")
}
