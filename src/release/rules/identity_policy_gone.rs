//! CRP338: an identity policy of the release before is gone from its stack set.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP338",
    name: "identity-policy-gone",
    severity: Severity::Warning,
    summary: "an identity policy of the release before is gone from its stack set",
    page: "\
## What it is
The release before delivers a managed policy in a stack set, and this one has the stack set without the policy: a model was dropped, or needs fewer policies.

## Why it matters
CloudFormation deletes the policy when the stack set is updated, and IAM refuses to delete one that is attached to something: the update of that account fails, and with it the stack set stage of the pipeline, after all service control policies are live. (IAM API Reference, `DeletePolicy`; read 2026-11-26.)

## What to do
Detach the policy everywhere before the upload (`aws iam list-entities-for-policy` shows from what), or keep the model in `iam.models`.
",
};

/// The finding, if some are gone.
pub fn check(gone: &[String]) -> Option<Diagnostic> {
    if gone.is_empty() {
        return None;
    }
    let names: Vec<String> = gone.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "of the stack sets of the release before, these identity policies are gone: {}",
        names.join(", ")
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
