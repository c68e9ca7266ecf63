//! CRP151: a policy is larger than Organizations accepts.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{Policy, Quota};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP151",
    name: "over-quota",
    severity: Severity::Error,
    summary: "a policy is larger than the quota",
    page: "\
## What it is
The policy of a target has more characters than `quota` allows: 10,240 with `current`, 5,120 with `legacy`. Counted is the text that is uploaded, \
one line of compact JSON.

## Why it matters
CfCT does not count. Organizations refuses the policy in the SCP stage, after other policies of the same package are already live, and nothing is rolled back.

## What to do
Shorten the largest parts that the message names: fewer families, or fewer `profiles` patterns (every family is repeated once per pattern).
",
};

/// The finding, if the policy is over the quota.
pub fn check(name: &str, policy: &Policy, characters: usize, quota: Quota) -> Option<Diagnostic> {
    if characters <= quota.characters() {
        return None;
    }
    let mut parts: Vec<(usize, &str)> = policy
        .statements
        .iter()
        .map(|s| (s.characters(), s.sid.as_deref().unwrap_or("(no Sid)")))
        .collect();
    parts.sort_by(|a, b| b.cmp(a));
    let largest: Vec<String> = parts
        .iter()
        .take(3)
        .map(|(size, sid)| format!("`{sid}` {size}"))
        .collect();
    Some(
        Diagnostic::new(
            &RULE,
            format!(
                "policy `{name}` is {characters} characters; quota `{}` is {}",
                quota.as_str(),
                quota.characters()
            ),
        )
        .note(format!("largest statements, in characters: {}", largest.join(", ")))
        .note("CfCT does not count; Organizations would refuse it in the middle of a rollout")
        .help("name fewer families or fewer `profiles` patterns; each family is repeated once per pattern"),
    )
}
