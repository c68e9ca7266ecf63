//! CRP338: an identity policy of the release before is taken away.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP338",
    name: "identity-policy-gone",
    severity: Severity::Warning,
    summary: "an identity policy of the release before is taken away",
    page: "\
## What it is
The release before delivers a managed policy by a stack set, and this one takes it from accounts that had it: a model or a kind of call was dropped, a policy needs fewer parts, or an OU has another mode now or no target any more.

## Why it matters
CloudFormation deletes the policy when the stack set is updated or loses the OU's accounts (CfCT deletes the instances of accounts that are no longer listed; 2.8.4, `state_machine_handler.py`, read 2026-11-26). IAM refuses to delete a policy that is attached to something (IAM API Reference, `DeletePolicy`, read 2026-11-26): the update of that account fails, and with it the stage of stack sets, after all service control policies are live. Where it is not attached, roles are without it.

## What to do
Give the roles what takes its place, and detach it everywhere before the upload (`aws iam list-entities-for-policy` shows from what); or keep the model in `iam.models`.
",
};

/// The finding, if something is taken away; `gone` says what, in words.
pub fn check(gone: &[String]) -> Option<Diagnostic> {
    if gone.is_empty() {
        return None;
    }
    let message = format!(
        "identity policies of the release before are taken away: {}",
        gone.join("; ")
    );
    Some(
        Diagnostic::new(&RULE, message)
            .note(
                "where one is attached to a role, its deletion is refused, and the stack set fails",
            )
            .help(
                "detach them before the upload: `aws iam list-entities-for-policy` in each account",
            ),
    )
}
