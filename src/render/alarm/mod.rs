//! `evidence/alarm/`: what tells, after a rollout, that calls leave the allowed Regions, that Control Tower has found drift, or that an OU came that nothing holds. Optional, and no part of the package.

mod readme;
mod template;
mod watch;

use super::facts::Facts;
use readme::readme;
use template::{SECURITY, calls, management, security};
use watch::Watch;

/// The files below `evidence/alarm/`, each with its name: a page, and CloudFormation templates for the accounts of the OUs, the audit account and the management account.
///
/// An event of CloudTrail arrives at Amazon EventBridge in the account and the Region of the call (Amazon EventBridge User Guide, "AWS service events delivered via AWS CloudTrail",
/// read 2026-11-26), and which Regions are allowed is a matter of the OU, which an event does not name. So the rules go into the accounts, a stack set for the OUs whose calls have the same Regions,
/// and send what they match, and nothing else, to one event bus.
pub fn alarm(facts: Facts<'_>) -> Vec<(String, String)> {
    let watch = Watch::of(facts);
    let mut files = vec![
        ("README.md".to_owned(), readme(&watch, facts)),
        (
            "management.template.json".to_owned(),
            management(&watch, facts),
        ),
    ];
    if !watch.sets.is_empty() {
        files.push((SECURITY.to_owned(), security().to_owned()));
    }
    for set in &watch.sets {
        files.push((set.file(), calls(set)));
    }
    files
}
