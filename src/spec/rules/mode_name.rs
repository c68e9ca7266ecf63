//! CRP102: a mode has a name that cannot be written everywhere it is used.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP102",
    name: "mode-name",
    severity: Severity::Error,
    summary: "a mode has a name that cannot be written everywhere it is used",
    page: "\
## What it is
The name of a mode is empty, longer than 64 characters, holds something else than letters, digits, `-`, `_` and `.`, or is `none`.

## Why it matters
The name is written into the description of the policy in AWS Organizations, and into reports; a line break or a backtick there would garble them. `floor: none` means that there is no floor.

## What to do
Give the mode a plain name, such as `eu-only`.
",
};

/// The finding, if the name doesn't fit.
pub fn check(name: &str, place: Option<Place>) -> Option<Diagnostic> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    (name.is_empty() || name == "none" || name.len() > 64 || !name.chars().all(plain)).then(|| {
        Diagnostic::new(&RULE, format!("`{name}` cannot be the name of a mode"))
            .at(place, "")
            .help("letters, digits, `-`, `_` and `.`, at most 64, and not `none`: `eu-only`")
    })
}
