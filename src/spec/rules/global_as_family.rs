//! CRP114: `global` stands among the geographies.

use crate::bedrock::GLOBAL;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP114",
    name: "global-as-family",
    severity: Severity::Error,
    summary: "`global` stands among the geographies",
    page: "\
## What it is
`global` is the family of Global cross-Region inference, which has a field of its own.

## Why it matters
Global calls are served in any commercial Region and are authorized without one, so they are decided apart.

## What to do
Remove it from `geographies`, and set `global: allow` where the strategy permits it.
",
};

/// The finding, if the family is `global`.
pub fn check(family: &str, place: Option<Place>) -> Option<Diagnostic> {
    (family == GLOBAL).then(|| {
        Diagnostic::new(&RULE, "`global` is not a geographic family")
            .at(place, "")
            .help("say `global: allow` or `global: deny` in the mode instead")
    })
}
