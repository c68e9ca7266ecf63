//! CRP339: an identity policy allows less than in the release before.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP339",
    name: "identity-policy-narrower",
    severity: Severity::Warning,
    summary: "an identity policy allows less than in the release before",
    page: "\
## What it is
A managed policy keeps its name, and what it allows is less: a source Region, a destination or a profile is gone, or calls moved to another part of the same model's policies.

## Why it matters
A role that has this policy and not the others loses those calls at the rollout.

## What to do
Look whether that was meant; `iam/README.md` lists the calls of each policy. Roles that have a part (`NAME-2`) are best given all parts.
",
};

/// The finding, if some allow less.
pub fn check(narrower: &[String]) -> Option<Diagnostic> {
    if narrower.is_empty() {
        return None;
    }
    let names: Vec<String> = narrower.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "identity policies that allow less than in the release before: {}",
        names.join(", ")
    );
    Some(Diagnostic::new(&RULE, message).help("look at the calls of each in `iam/README.md`; a role with one part of a model's policies may need the others"))
}
