//! CRP336: a stack set of an earlier release is not in this one.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP336",
    name: "stack-set-left",
    severity: Severity::Warning,
    summary: "a stack set of an earlier release is not in this one",
    page: "\
## What it is
The earlier release, or the package that this one is merged into, has a stack set with identity policies that is not in this release: `iam` or `deliver: stack_set` is gone from the spec, or a mode was renamed or dropped.

## Why it matters
CfCT deletes no stack set whose entry is gone from the manifest, unless the package that is merged into has `enable_stack_set_deletion: true` (crispack never writes it); then it deletes it, instances included. Otherwise the policies stay in the accounts, and whoever has them keeps what they allow, as far as the service control policies do. A policy of the same name in a new stack set would clash. (CfCT 2.8.4 source, read 2026-04-08.)

## What to do
After the rollout delete its instances and then the stack set (`CustomControlTower-NAME` in the management account, Control Tower's home Region), or put the entry back.
",
};

/// The finding, if some are left. `deleted`: the manifest has CfCT delete stack sets whose entry is gone.
pub fn check(left: &[String], deleted: bool) -> Option<Diagnostic> {
    if left.is_empty() {
        return None;
    }
    let names: Vec<String> = left
        .iter()
        .map(|name| format!("`CustomControlTower-{name}`"))
        .collect();
    let list = match left {
        [_] => format!("the stack set {} of an earlier release", names.concat()),
        _ => format!("the stack sets {} of an earlier release", names.join(", ")),
    };
    if deleted {
        let message =
            format!("{list} will be deleted: the manifest has `enable_stack_set_deletion`");
        let finding = Diagnostic::new(&RULE, message)
            .note("a policy of it that is attached to a role cannot be deleted, and the stack set stage fails then, after all service control policies are live");
        return Some(finding.help("detach its policies before the upload, or keep the entry"));
    }
    let verb = if left.len() == 1 { "stays" } else { "stay" };
    let message = format!("{list} {verb}: CfCT deletes no stack set");
    Some(
        Diagnostic::new(&RULE, message)
            .note("its identity policies stay in the accounts; the service control policies of this release hold all the same")
            .help("after the rollout delete its stack instances, and then the stack set; or keep the entry"),
    )
}
