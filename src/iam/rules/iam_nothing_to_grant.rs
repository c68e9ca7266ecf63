//! CRP603: no call is left for an identity policy.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP603",
    name: "iam-nothing-to-grant",
    severity: Severity::Warning,
    summary: "no call is left for an identity policy",
    page: "\
## What it is
The spec asks for identity policies (`iam`), and under none of its modes a call of the models that it names works from the working Regions.

## Why it matters
There is no policy at all. Either nothing was meant to be open there, or a pattern in `models` or a kind in `emit` is not what was meant.

## What to do
Compare `emit` and `models` with `global`, `geographies` and `profiles` of the mode; the report lists the routes that work.
",
};

/// The finding, for a spec none of whose modes has such a call; of a mode that has none beside others the report tells.
pub fn finding(modes: &[&str], place: Option<Place>) -> Diagnostic {
    let list: Vec<String> = modes.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "no identity policy is made: under {} no call that `iam` asks for works",
        list.join(", ")
    );
    Diagnostic::new(&RULE, message)
        .at(place, "asked for here")
        .help("compare `emit` and `models` with what the modes allow")
}
