//! CRP336: a stack set of an earlier release stays, although this one does not have it.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP336",
    name: "stack-set-left",
    severity: Severity::Warning,
    summary: "a stack set of an earlier release stays, although this one does not have it",
    page: "\
## What it is
The earlier release, or the package that this one is merged into, has a stack set with identity policies that is not in this release: `iam` or `deliver: stack_set` is gone from the spec, or a mode was renamed or dropped.

## Why it matters
CfCT deletes no stack set whose entry is gone from the manifest (unless `enable_stack_set_deletion` is on, which crispack never writes). The policies stay in the accounts, and whoever has them keeps what they allow, as far as the service control policies do. A policy of the same name in a new stack set would clash. (CfCT 2.8.4 source, read 2026-04-08.)

## What to do
After the rollout delete its instances and then the stack set (`CustomControlTower-NAME` in the management account, Control Tower's home Region), or put the entry back.
",
};

/// The finding, if some are left.
pub fn check(left: &[String]) -> Option<Diagnostic> {
    if left.is_empty() {
        return None;
    }
    let names: Vec<String> = left
        .iter()
        .map(|name| format!("`CustomControlTower-{name}`"))
        .collect();
    let message = format!(
        "{} of an earlier release {}: CfCT deletes no stack set",
        match left {
            [_] => format!("the stack set {}", names.concat()),
            _ => format!("the stack sets {}", names.join(", ")),
        },
        if left.len() == 1 { "stays" } else { "stay" },
    );
    Some(
        Diagnostic::new(&RULE, message)
            .note("its identity policies stay in the accounts; the service control policies of this release hold all the same")
            .help("after the rollout delete its stack instances, and then the stack set; or keep the entry"),
    )
}
