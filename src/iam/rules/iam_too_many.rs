//! CRP604: more identity policies than a role takes.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::iam::MANAGED_POLICIES;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP604",
    name: "iam-too-many",
    severity: Severity::Warning,
    summary: "more identity policies than a role takes",
    page: "\
## What it is
What was asked for needs more than ten customer managed policies.

## Why it matters
A role takes ten managed policies unless its account asked for more (IAM User Guide, \"IAM and AWS STS quotas\", read 2026-11-26). With fewer attached, some calls are refused.

## What to do
Narrow the models or the source Regions, attach to each role only the policies that it needs, or ask for a higher quota.
",
};

/// The finding, if there are too many. `whose` is what they are for.
pub fn check(policies: usize, whose: &str, place: Option<Place>) -> Option<Diagnostic> {
    (policies > MANAGED_POLICIES).then(|| {
        let message = format!(
            "{whose} needs {policies} managed policies, and a role takes {MANAGED_POLICIES}"
        );
        Diagnostic::new(&RULE, message)
            .at(place, "asked for here")
            .help("narrow the models, or attach to each role only the policies that it needs")
    })
}
