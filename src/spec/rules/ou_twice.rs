//! CRP107: an OU is named by two targets.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{OuPath, Target};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP107",
    name: "ou-twice",
    severity: Severity::Error,
    summary: "an OU is named by two targets",
    page: "\
## What it is
Two targets have the same OU path.

## Why it matters
Both policies would be attached, and the tighter one would hold wherever they differ.

## What to do
Keep one target for the OU, with the mode that was meant.
",
};

/// The findings, each with both places.
pub fn check(targets: &[Target]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&OuPath, &Target> = BTreeMap::new();
    let mut findings = Vec::new();
    for target in targets {
        match first.get(&target.ou) {
            Some(earlier) => findings.push(
                Diagnostic::new(&RULE, format!("the OU `{}` has two targets", target.ou))
                    .at(target.place.clone(), "the second one")
                    .at(earlier.place.clone(), "the first one")
                    .help("keep one of them"),
            ),
            None => {
                first.insert(&target.ou, target);
            }
        }
    }
    findings
}
