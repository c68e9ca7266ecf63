//! CRP132: a covered OU has no mode.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::{OuPath, Target};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP132",
    name: "covered-without-mode",
    severity: Severity::Error,
    summary: "a covered OU has no mode",
    page: "\
## What it is
A covered OU is no target, and there is no `default_mode`; or only OUs below it are targets.

## Why it matters
Every covered OU needs a policy on itself before the managed Region deny goes. Where only nested OUs are targets, `default_mode` on the OU above could tighten them without a word, since denies are inherited; so it is not applied there.

## What to do
Make the OU a target with the loosest mode that its children need, or set `default_mode` for those that have no target at all.
",
};

/// The finding for an OU without any target, when there is no default.
pub fn no_default(ou: &OuPath, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, format!("the covered OU `{ou}` has no mode"))
        .at(place, "no target, and there is no `default_mode`")
        .help("make it a target, or set `default_mode`")
}

/// The finding for an OU of which only nested ones are targets.
pub fn only_nested(ou: &OuPath, nested: &Target, place: Option<Place>) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("the covered OU `{ou}` has no mode of its own, only OUs below it have"),
    )
    .at(place, "covered")
    .at(nested.place.clone(), "below it")
    .note("`default_mode` is not applied here: on the OU above, it could tighten those below")
    .help(format!(
        "make `{ou}` a target, with a mode as loose as its children need"
    ))
}
