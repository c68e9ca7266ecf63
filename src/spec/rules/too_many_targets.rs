//! CRP128: more targets than an organization has OUs.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP128",
    name: "too-many-targets",
    severity: Severity::Error,
    summary: "there are more targets than an organization can have OUs",
    page: "\
## What it is
The spec has more than 2,001 targets: an organization has at most 2,000 organizational units and one root (AWS Organizations User Guide, \"Quotas for AWS Organizations\", read 2026-11-23).

## Why it matters
Some of them name OUs that do not exist. CfCT would log a warning for each and finish green.

## What to do
A policy is inherited: name the OUs at the top, and those below only where they differ.
",
};

/// OUs and the root.
pub const MOST: usize = 2_001;

/// The finding, if there are too many.
pub fn check(targets: usize, origin: &Origin) -> Option<Diagnostic> {
    (targets > MOST).then(|| {
        Diagnostic::new(&RULE, format!("there are {targets} targets; an organization has at most 2,000 OUs and a root"))
            .at(origin.key("/targets"), "")
            .help("a policy is inherited: name the OUs at the top, and those below only where they differ")
    })
}
