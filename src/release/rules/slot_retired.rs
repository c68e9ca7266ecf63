//! CRP324: what a retired policy denied is denied no more.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::release::ledger::Held;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP324",
    name: "slot-retired",
    severity: Severity::Warning,
    summary: "what a retired policy denied is denied no more",
    page: "\
## What it is
A slot is retired whose policy is live: from the rollout on it is a tombstone, which denies nothing.

## Why it matters
Its mode ends for the OU and everything below it. What other policies on the path deny stays denied.

## What to do
Nothing, if that is meant; `crispack plan --against SNAPSHOT` shows what it opens. Else keep the target.
",
};

/// The finding.
pub fn finding(slot: &str, held: &Held) -> Diagnostic {
    Diagnostic::new(&RULE, format!("slot `{slot}` is retired: what `{}` denied on `{}` is denied no more", held.policy, held.ou))
        .note("what other policies on the path deny stays denied")
        .help("`crispack plan --against SNAPSHOT` shows what it opens; keep the target if that is not meant")
}
