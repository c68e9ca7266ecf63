//! CRP605: a policy has the name of a stack set of identity policies.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP605",
    name: "iam-name-taken",
    severity: Severity::Error,
    summary: "a policy has the name of a stack set of identity policies",
    page: "\
## What it is
A slot begins with `iam-` and goes on with the name of a mode, so the service control policy and the stack set of that mode's identity policies would have one name in the manifest.

## Why it matters
CfCT keeps only one of two resources with the same name, without a word. (CfCT 2.8.4 source, read 2026-04-08.)

## What to do
Give the target another slot, or the mode another name. A slot that was rolled out is for life: then rename the mode.
",
};

/// The finding.
pub fn finding(name: &str, mode: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{name}` is the name of a policy and of the stack set of mode `{mode}`"),
    )
    .at(place, "the stack set is asked for here")
    .help("give the target another `slot`, or the mode another name")
}
