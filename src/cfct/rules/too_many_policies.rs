//! CRP234: more policies than the stage has time for.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP234",
    name: "too-many-policies",
    severity: Severity::Warning,
    summary: "more policies than the stage has time for",
    page: "\
## What it is
More than 240 policies in one manifest.

## Why it matters
CfCT starts one execution every 15 seconds, and the stage ends after 60 minutes: what is not deployed by then is not deployed, and what is stays. (CfCT 2.8.4 source, read 2026-04-08.) Fewer policies also mean fewer that meet each other while Organizations changes something (issue 175 of its repository).

## Example
A manifest with a policy for each of 300 OUs.

## What to do
Let one policy name several OUs: what is the same text need not be several policies.
",
};

/// What an hour is enough for, at fifteen seconds each.
const MOST: usize = 240;

/// Counts the policies.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let policies: Vec<_> = package.policies().collect();
    let Some(first_late) = policies.get(MOST) else {
        return Vec::new();
    };
    vec![
        Diagnostic::new(&RULE, format!("the manifest has {} policies", policies.len()))
            .at(first_late.place.clone(), format!("number {}", MOST + 1))
            .note("CfCT would start one every 15 seconds, and its stage would end after an hour with the rest not deployed")
            .help("let one policy name several OUs"),
    ]
}
