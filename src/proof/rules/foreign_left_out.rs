//! CRP423: a policy that is no business of this change is left out of the comparison.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP423",
    name: "foreign-left-out",
    severity: Severity::Warning,
    summary: "a policy that is no business of this change is left out of the comparison",
    page: "\
## What it is
A policy of the snapshot that neither this release nor the Region deny is cannot be read, has no meaning, or cannot be compared exactly (policy variables, operators that are not known). A part that depends on more than one part of a request is taken to answer freely; what cannot be compared even so is left out of both sides.

## Why it matters
It hangs there before and after. If it denies, more may be said to change than does, never less: something that is said to be opened may be denied by it still. If it allows (and the level has no other Allow), what is said holds for what it allows, and nothing is said of the rest.

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
    .note(NEVER_LESS)
}

/// The finding for OUs on whose path a part of a policy cannot be compared exactly.
pub fn assumed(ous: &[String]) -> Diagnostic {
    let shown = shown(ous);
    Diagnostic::new(&RULE, format!("a part of a policy of others on the path of {shown} cannot be compared exactly, and is taken to answer freely"))
        .note("it is there before and after; where nothing is said to change, nothing does, and a change that is said may be none")
}

/// The finding for OUs on whose path something cannot be compared exactly.
pub fn on(ous: &[String]) -> Diagnostic {
    let shown = shown(ous);
    Diagnostic::new(&RULE, format!("policies of others on the path of {shown} are left out of the comparison: they cannot be compared exactly"))
        .note(NEVER_LESS)
}

const NEVER_LESS: &str = "it is there before and after: if it denies, more may be said to change than does, never less; if it allows, what is said holds for what it allows, and nothing is said of the rest";

fn shown(ous: &[String]) -> String {
    let first = ous.first().map_or("", String::as_str);
    match ous.len() {
        0 | 1 => format!("`{first}`"),
        n => format!("`{first}` and {} more", n - 1),
    }
}
