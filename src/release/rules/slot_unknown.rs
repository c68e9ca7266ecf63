//! CRP318: a slot to be retired is none.

use crate::compose::OnOu;
use crate::diagnostic::{Diagnostic, Rule, Severity, suggest};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP318",
    name: "slot-unknown",
    severity: Severity::Error,
    summary: "a slot to be retired is none",
    page: "\
## What it is
`--retire` or `--forget` names a slot that no earlier release has, or one that is still a target.

## Why it matters
A misspelt name would retire nothing; a slot with a target has a policy that is wanted.

## What to do
Name a slot as `crispack.lock` has it. To retire one, take its target out of the spec first.
",
};

/// The finding for a name that no release has.
pub fn finding(slot: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(&RULE, format!("there is no slot `{slot}` in an earlier release"))
        .note("known are those of `crispack.lock`, of the release behind `--previous`, and of the block in the base package")
        .help(suggest::help(slot, known, "slots"))
}

/// The finding for one that has a target.
pub fn still_a_target(slot: &str, own: OnOu<'_>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("slot `{slot}` is to be retired, and is a target"),
    )
    .at(
        own.target.and_then(|target| target.place.clone()),
        "this target has it",
    )
    .help("take the target out of the spec, or leave `--retire` out")
}
