//! CRP504: a policy of ours hangs where it was not planned.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::drift::{PlannedPolicy, id, word};
use crate::org::LivePolicy;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP504",
    name: "attached-elsewhere",
    severity: Severity::Error,
    summary: "a policy of ours hangs where it was not planned",
    page: "\
## What it is
A policy of the release hangs on an OU, on the root or on an account that the release does not have it for: since an earlier release, or since somebody attached it by hand.

## Why it matters
It denies there what nobody asked for, and takes a slot. CfCT never detaches it.

## What to do
Detach it there, if nothing else counts on it.
",
};

/// The finding.
pub fn finding(
    planned: &PlannedPolicy,
    live: &LivePolicy,
    on: &str,
    target_id: Option<&str>,
) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "`{}` hangs on `{on}` as well; the release has it for `{}`",
            planned.name, planned.ou
        ),
    )
    .note("CfCT never detaches a policy")
    .help(format!(
        "aws organizations detach-policy --policy-id {} --target-id {}",
        id(live),
        word(target_id, "TARGET_ID"),
    ))
}
