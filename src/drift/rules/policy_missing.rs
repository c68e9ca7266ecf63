//! CRP500: a policy of the release is not there.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::drift::PlannedPolicy;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP500",
    name: "policy-missing",
    severity: Severity::Error,
    summary: "a policy of the release is not there",
    page: "\
## What it is
The release has a policy that the organization has not: the pipeline has not run, has failed before it, or somebody deleted it.

## Why it matters
Whatever the policy denies is not denied.

## What to do
Run the pipeline again and look at its SCP stage; CfCT makes the policy and attaches it.
",
};

/// The finding.
pub fn finding(planned: &PlannedPolicy) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "the policy `{}` of `{}` is not there",
            planned.name, planned.ou
        ),
    )
    .note("what it denies is not denied")
    .help(super::PIPELINE)
}
