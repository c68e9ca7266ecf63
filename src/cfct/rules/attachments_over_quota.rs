//! CRP232: more policies on an OU than Organizations takes.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::Quota;
use crate::text::Node;

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP232",
    name: "attachments-over-quota",
    severity: Severity::Error,
    summary: "more policies on an OU than Organizations takes",
    page: "\
## What it is
The service control policies that this package attaches to one OU, together with `FullAWSAccess` and, with `--snapshot`, with all that hang there already, are more than `--quota` allows: 10 with `current`, 5 with `legacy`. Counted is the worst state of the switch-over: CfCT attaches and never detaches, so what an earlier package left counts as well.

## Why it matters
CfCT does not count. `AttachPolicy` fails at the first one too many, in the SCP stage: the policy is created and not attached, and what was deployed before it stays. Without a snapshot the policies that Control Tower has on the OU (commonly two or more) are not known and not counted. (CfCT 2.8.4 source, read 2026-04-08.) Quotas for AWS Organizations, read 2026-11-23.

## Example
Eleven resources with `deploy_method: scp` that all name `Workloads`.

## What to do
Put several statements into one policy, hang policies on an OU above, or detach what is no longer needed before the rollout.
",
};

/// What AWS attaches to every OU, unless an organization works with lists of what is allowed.
const FULL_ACCESS: &str = "FullAWSAccess";

/// Counts the policies of each OU.
pub fn check(package: &PackageView<'_>, quota: Quota) -> Vec<Diagnostic> {
    let mut by_ou: BTreeMap<&str, (BTreeSet<&str>, &Node)> = BTreeMap::new();
    for policy in package.policies().filter(|policy| policy.is_scp) {
        for node in policy.ous {
            if let Some(ou) = node.as_str() {
                let entry = by_ou.entry(ou).or_insert_with(|| (BTreeSet::new(), node));
                entry.0.insert(policy.name);
                entry.1 = node;
            }
        }
    }
    let mut found = Vec::new();
    for (ou, (names, last)) in by_ou {
        let live: BTreeSet<&str> = package.organization.map_or_else(
            || BTreeSet::from([FULL_ACCESS]),
            |organization| {
                let attached = organization
                    .policies
                    .iter()
                    .filter(|own| own.attached_to.contains(ou));
                attached.map(|own| own.name.as_str()).collect()
            },
        );
        let others: Vec<&str> = live.difference(&names).copied().collect();
        let all = names.len() + others.len();
        if all > quota.attachments() {
            let all = names.iter().chain(&others).copied().collect();
            let finding = over(ou, &all, quota).at(last.place(), "the last one that names it");
            found.push(finding.note(format!(
                "{} of this package, and {}",
                names.len(),
                others.join(", ")
            )));
        }
    }
    found
}

/// The finding for an OU with the policies that would hang on it.
pub fn over(ou: &str, all: &BTreeSet<&str>, quota: Quota) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "`{ou}` would have {} service control policies; quota `{}` is {}",
            all.len(),
            quota.as_str(),
            quota.attachments()
        ),
    )
    .note("CfCT would fail in its SCP stage at the first one too many: created, not attached, and others already live")
    .help("put several statements into one policy, or detach by hand what is no longer needed: CfCT never detaches")
}
