//! CRP317: a policy of an earlier release is left to itself.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::release::ledger::Held;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP317",
    name: "slot-forgotten",
    severity: Severity::Warning,
    summary: "a policy of an earlier release is left to itself",
    page: "\
## What it is
`--forget` drops a slot from `crispack.lock` that no target has any more, without a tombstone.

## Why it matters
If the policy was rolled out and is still there, it stays attached with its old content, unmanaged, and goes on denying: CfCT never detaches and never deletes one.

## What to do
Forget a slot only if its release was never uploaded, or after the policy was detached and deleted by hand. Else `--retire` it. `crispack drift` shows what is left over.
",
};

/// The finding.
pub fn finding(slot: &str, held: &Held) -> Diagnostic {
    Diagnostic::new(&RULE, format!("slot `{slot}` is forgotten"))
        .note(format!("if `{}` was rolled out, it stays attached to `{}` with its old content, and goes on denying", held.policy, held.ou))
        .help(format!("build with `--retire {slot}` instead, unless its release was never uploaded or the policy was deleted by hand"))
}
