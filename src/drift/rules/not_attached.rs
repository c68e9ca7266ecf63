//! CRP501: a policy of the release does not hang on its OU.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::drift::{PlannedPolicy, id, word};
use crate::org::LivePolicy;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP501",
    name: "not-attached",
    severity: Severity::Error,
    summary: "a policy of the release does not hang on its OU",
    page: "\
## What it is
The policy is there and does not hang on the OU that the release has it for: somebody detached it, or CfCT did not find the OU, which is no more than a line in its log.

## Why it matters
Whatever the policy denies is not denied there, with the pipeline green.

## What to do
Run the pipeline again, which attaches where something is missing; if the OU has another name now, give the spec its new path.
",
};

/// The finding; `ou_id` is the OU's, if it is known.
pub fn finding(planned: &PlannedPolicy, live: &LivePolicy, ou_id: Option<&str>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{}` does not hang on `{}`", planned.name, planned.ou),
    )
    .note("what it denies is not denied there")
    .help(format!(
        "aws organizations attach-policy --policy-id {} --target-id {}",
        id(live),
        word(ou_id, "OU_ID"),
    ))
}
