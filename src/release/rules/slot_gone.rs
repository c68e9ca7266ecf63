//! CRP316: a policy of an earlier release is gone.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::release::ledger::Held;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP316",
    name: "slot-gone",
    severity: Severity::Note,
    summary: "a policy of an earlier release is gone",
    page: "\
## What it is
A slot of an earlier release has no target any more, and the snapshot has no policy of its name: it was deleted, or never rolled out. Or its OU is gone, and the policy hangs on nothing.

## Why it matters
Nothing of it is left behind, so it needs no tombstone and is dropped from `crispack.lock`.

## What to do
Nothing. If the snapshot is of another organization, take one of the right one: the lock is written anew by this build.
",
};

/// The finding.
pub fn finding(slot: &str, held: &Held) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "slot `{slot}` is dropped: the snapshot has no policy `{}`",
            held.policy
        ),
    )
}

/// The finding for a slot whose OU is gone.
pub fn nowhere(slot: &str, held: &Held) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "slot `{slot}` is dropped: by the snapshot there is no OU `{}`, and `{}` hangs on nothing",
            held.ou, held.policy
        ),
    )
    .note("a policy that hangs on nothing denies nothing; delete it if it is there")
}
