//! CRP123: two targets have one slot.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Target;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP123",
    name: "slot-twice",
    severity: Severity::Error,
    summary: "two targets have one slot",
    page: "\
## What it is
Two targets would have the same policy name.

## Why it matters
CfCT finds a policy by its name: the content that comes last would hold for the OUs of both, and the pipeline would be green.

## What to do
Give each target a slot of its own; slots that differ only in upper and lower case count as one.
",
};

/// The findings, each with both places.
pub fn check(targets: &[Target]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, &Target> = BTreeMap::new();
    let mut findings = Vec::new();
    for target in targets {
        // Files of the package bear the names too, and some file systems fold case.
        match first.get(&target.policy_name.to_lowercase()) {
            Some(earlier) if earlier.ou != target.ou => findings.push(
                Diagnostic::new(
                    &RULE,
                    format!("`{}` and `{}` have the same slot `{}`", earlier.ou, target.ou, target.slot),
                )
                .at(target.place.clone(), "the second target")
                .at(earlier.place.clone(), "the first target")
                .note("one policy cannot say two things: CfCT would give both OUs the content that comes last")
                .help("give one of them another slot"),
            ),
            Some(_) => {}
            None => {
                first.insert(target.policy_name.to_lowercase(), target);
            }
        }
    }
    findings
}
