//! CRP223: policies are too large to be compared.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PlacedStatement;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP223",
    name: "too-large-to-compare",
    severity: Severity::Error,
    summary: "policies are too large to be compared",
    page: "\
## What it is
The patterns on one part of a request have so many wildcards that more than 400,000 combinations of them would have to be told apart, or the statements overlap in more \
than 500,000 ways, or more than 62 levels of a path have Allow statements.

## Why it matters
A comparison that left some of them out would not be exact, so there is none.

## What to do
Look at the pattern that is named: wildcards in the middle of it (`*a*b*`) multiply with those of all other patterns. Compare fewer policies at once. A policy that is the same on both sides changes the answer all the same: what it denies, no change of another opens.
",
};

/// The finding for patterns.
pub fn states(
    axis: &str,
    pattern: &str,
    states: usize,
    placed: Option<&PlacedStatement<'_>>,
) -> Diagnostic {
    let of = placed.map_or_else(String::new, |placed| format!(" of `{}`", placed.policy));
    Diagnostic::new(
        &RULE,
        format!("the patterns on {axis} have too many wildcards to be compared"),
    )
    .at(placed.and_then(|placed| placed.place.cloned()), "this statement")
    .note(format!(
        "`{pattern}`{of} stood at the most places at once when {states} combinations had been told apart"
    ))
    .help("use fewer wildcards in the middle of patterns, or compare fewer policies at once")
}

/// The finding for statements.
pub fn overlaps(why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("{why}, too many to be compared")).help(
        "compare fewer policies at once; those that are the same on both sides can be left out",
    )
}

/// The finding for a path.
pub fn levels(levels: usize) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("{levels} levels of a path have Allow statements, too many to be compared"),
    )
    .help("OUs are nested five deep at most; look at the OU paths of the manifest")
}
