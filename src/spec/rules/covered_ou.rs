//! CRP131: a covered OU is no top-level OU.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::OuPath;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP131",
    name: "covered-ou",
    severity: Severity::Error,
    summary: "a covered OU is not directly below the root",
    page: "\
## What it is
`covered_ous` (or `--ou`, by flags) names a nested OU, or under `ou-control` the root.

## Why it matters
Control Tower puts its Region deny on the registered top-level OUs; those below inherit it. If only a nested OU got ours, its siblings would be held to no Region once the managed deny is off. The OU control cannot be enabled on the root.

## What to do
Name the top-level OU. A nested OU that is to be tighter is a target besides.
",
};

/// The finding for a nested OU.
pub fn nested(ou: &OuPath, place: Option<Place>) -> Diagnostic {
    let top = ou.top();
    Diagnostic::new(&RULE, format!("the covered OU `{ou}` is nested"))
        .at(place, "")
        .note(format!(
            "the managed Region deny hangs on `{top}`; with only `{ou}` covered, the rest of `{top}` would be held to no Region once it is off"
        ))
        .help(format!("cover `{top}` and give it a mode as well; `{ou}` can be a target below it"))
}

/// The finding for the root, which no OU control can be enabled on.
pub fn root(place: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, "the OU control cannot be enabled on the root")
        .at(place, "")
        .help("name the top-level OUs instead; a target may still be `Root`")
}
