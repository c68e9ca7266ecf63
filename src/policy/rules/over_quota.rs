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
Shorten the largest parts that the message names: fewer families, fewer `profiles` patterns (every family is repeated once per pattern), fewer exempt principals or `destinations: by-profile` instead of `pinned` (principals and Regions are repeated in each limit). \
Under `replace` the policy of a covered OU carries the whole Region deny; under `ou-control` Control Tower carries it, and under `extend` it stays Control Tower's, with a statement of ours for the inference-only Regions.
",
};

/// The finding, if the policy is over the quota.
///
/// `elsewhere` says, of a policy that carries the Region deny, how many characters another strategy would need.
pub fn check(
    name: &str,
    policy: &Policy,
    characters: usize,
    quota: Quota,
    elsewhere: &[(&str, usize)],
) -> Option<Diagnostic> {
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
    let mut finding = Diagnostic::new(
        &RULE,
        format!(
            "policy `{name}` is {characters} characters; quota `{}` is {}",
            quota.as_str(),
            quota.characters()
        ),
    )
    .note(format!(
        "largest statements, in characters: {}",
        largest.join(", ")
    ))
    .note("CfCT does not count; Organizations would refuse it in the middle of a rollout");
    for (strategy, characters) in elsewhere {
        let fits = if *characters > quota.characters() {
            "too many as well"
        } else {
            "which fits"
        };
        finding = finding.note(format!(
            "under the strategy `{strategy}` it would be {characters} characters, {fits}"
        ));
    }
    Some(finding.help("name fewer families, fewer `profiles` patterns (each family is repeated once per pattern) or fewer exempt principals (repeated in each limit)"))
}
