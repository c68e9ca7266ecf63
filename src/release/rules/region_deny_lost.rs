//! CRP307: a policy that carried the Region deny would lose it.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Target;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP307",
    name: "region-deny-lost",
    severity: Severity::Error,
    summary: "a policy that carried the Region deny would lose it",
    page: "\
## What it is
Under `replace`, a policy of the previous release carries the Region deny, and the one of this release under the same name does not: its OU is no longer covered, and no policy on the root has carried the Region deny since the release before.

## Why it matters
The landing-zone Region deny is off. CfCT updates policies one at a time and rolls nothing back: from the moment at which this policy is updated, until another one that holds the OU is live, and for good if that one fails, nothing holds the OU to any Region, for any service.

## What to do
Keep the OU in `covered_ous`. To move the Region deny to the root, make two releases: one in which the root carries it as well (`floor`, or `Root` covered), and, after that one is live and verified, one without the OU in `covered_ous`.
",
};

/// The finding.
pub fn finding(target: &Target) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("the policy of `{}` carried the Region deny and would lose it", target.ou),
    )
    .at(target.place.clone(), "")
    .note("the landing-zone Region deny is off; CfCT updates one policy at a time, so nothing would hold the OU for a while, and for good if the run fails")
    .help(format!(
        "keep `{}` in `covered_ous`; to hold it by the root instead, first roll out a release in which the root carries the Region deny as well",
        target.ou
    ))
}
