//! CRP126: a mode is used by no target.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP126",
    name: "unused-mode",
    severity: Severity::Note,
    summary: "a mode is used by no target",
    page: "\
## What it is
No target has this mode, and it is not `default_mode`.

## Why it matters
It has no effect, but for its `also`: where a Region deny of ours takes over, every policy that could miss it says of those actions what the Region deny says, so that a target can take the mode in the next release. Whether its families can be called from your Regions is not checked.

## What to do
Remove it, or keep it for a later target.
",
};

/// The finding.
pub fn finding(name: &str, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, format!("no target has the mode `{name}`")).at(place, "")
}
