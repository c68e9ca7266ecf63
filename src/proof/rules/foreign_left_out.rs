//! CRP423: a policy that is no business of this change is left out of the comparison.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP423",
    name: "foreign-left-out",
    severity: Severity::Note,
    summary: "a policy that is no business of this change is left out of the comparison",
    page: "\
## What it is
A policy of the snapshot that neither this release nor the Region deny is cannot be read, or cannot be compared exactly (policy variables, operators that are not known), so it is left out of both sides.

## Why it matters
It hangs there before and after, so without it more may be said to change than does, never less: something that is said to be opened may be denied by it still.

## What to do
Nothing; read what is said to change with that in mind.
",
};

/// The finding for a policy that cannot be read.
pub fn finding(name: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{name}` is left out of the comparison: {why}"),
    )
    .note("it is there before and after, so more may be said to change than does, never less")
}

/// The finding for OUs on whose path something cannot be compared exactly.
pub fn on(ous: &[String]) -> Diagnostic {
    let first = ous.first().map_or("", String::as_str);
    let more = match ous.len() {
        0 | 1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    Diagnostic::new(&RULE, format!("policies of others on the path of `{first}`{more} are left out of the comparison: they cannot be compared exactly"))
        .note("they are there before and after, so more may be said to change than does, never less")
}
