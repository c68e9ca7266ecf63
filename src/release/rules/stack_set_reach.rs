//! CRP337: a stack set reaches only accounts directly in its OUs.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP337",
    name: "stack-set-reach",
    severity: Severity::Note,
    summary: "a stack set reaches only accounts directly in its OUs",
    page: "\
## What it is
Identity policies are delivered as a stack set (`deliver: stack_set`), and no snapshot tells which OUs there are below those of the targets.

## Why it matters
A service control policy holds for everything below its OU; a stack set of CfCT reaches the accounts directly in the OUs that it names, and not those of the OUs below (CfCT 2.8.4, issue 131 of its repository, read 2026-04-08). Roles in those accounts would be without the policy.

## What to do
Give a snapshot (`crispack snapshot`, `organization.snapshot` in the spec): the OUs below are then named as well. Accounts that come into an OU that is made later are reached after the next build.
",
};

/// The finding.
pub fn finding(place: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, "the stack sets of identity policies reach only accounts directly in the OUs that the spec names, and on `Root` alone every account")
        .at(place, "")
        .help("give a snapshot of the organization, so that the OUs below are named as well")
}
