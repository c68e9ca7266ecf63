//! CRP602: an identity policy allows a call that a service control policy denies.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP602",
    name: "iam-call-denied",
    severity: Severity::Error,
    summary: "an identity policy allows a call that a service control policy denies",
    page: "\
## What it is
The policy allows every authorization of the call, and on the path of the OU a service control policy denies one of them.

## Why it matters
A deny in a service control policy ends it, whatever an identity policy allows: the call fails with `AccessDeniedException`.

## What to do
Look at the statement that denies, `crispack simulate --release RELEASE --ou OU --call PROFILE --source REGION`: either the mode is to allow the call, or the policy need not.
",
};

/// The finding. `denied_by` names a statement and its policy; none where nothing allows the hop.
///
/// `absent` are the keys whose absence decided.
pub fn finding(
    call: &str,
    ou: &str,
    denied_by: Option<&str>,
    absent: &[&str],
    place: Option<Place>,
) -> Diagnostic {
    let by = denied_by.map_or_else(
        || "no service control policy allows it there".to_owned(),
        |by| format!("{by} denies it there"),
    );
    let finding = Diagnostic::new(
        &RULE,
        format!("the call of {call} is allowed by the identity policy and fails in `{ou}`"),
    )
    .at(place, "asked for here")
    .note(by);
    let finding = if absent.is_empty() {
        finding
    } else {
        let keys: Vec<String> = absent.iter().map(|key| format!("`{key}`")).collect();
        finding.note(format!(
            "that rests on what was not given: {}",
            keys.join(", ")
        ))
    };
    finding.help("change the mode of the OU, or leave the call out of the identity policy")
}
