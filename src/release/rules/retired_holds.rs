//! CRP319: a policy that is retired may be all that holds its OU.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::release::ledger::Held;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP319",
    name: "retired-holds",
    severity: Severity::Error,
    summary: "a policy that is retired may be all that holds its OU",
    page: "\
## What it is
A slot is retired whose policy was made under `replace` or `ou-control`, on an OU directly below the root: under these strategies Control Tower's Region deny is off.

## Why it matters
Its tombstone denies nothing. If no other Region deny hangs on the OU or above it, every service is open there in every Region.

## What to do
Retire such a slot only when the OU is gone, or after Control Tower's Region deny is on again for it, and build with a snapshot that shows it (`--snapshot`).
",
};

/// The finding.
pub fn finding(slot: &str, held: &Held) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "slot `{slot}` is retired, and its policy may be all that holds `{}` to Regions",
            held.ou
        ),
    )
    .note("under its strategy Control Tower's Region deny is off")
    .help("keep the target; or switch Control Tower's Region deny on again first, and build with a snapshot that shows it, or that the OU is gone")
}
