//! CRP113: a geographic family is not in the catalogue.

use crate::bedrock::{Catalogue, GLOBAL, is_family_shaped};
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP113",
    name: "new-family",
    severity: Severity::Warning,
    summary: "a geographic family is not in the catalogue",
    page: "\
## What it is
The name could be a family, and no inference profile of the embedded catalogue has it.

## Why it matters
AWS adds families without notice, so it may be new; or it is misspelt. Its routes are not known here, so nothing can be said of whether they work.

## What to do
If the family is new, go on; the policy will allow its profiles. Otherwise correct the name.
",
};

/// The finding, if the family has the right shape and no known profile.
pub fn check(family: &str, catalogue: &Catalogue, place: Option<Place>) -> Option<Diagnostic> {
    let families = catalogue.families();
    let reserved = matches!(family, "any" | "none") || catalogue.region(family).is_some();
    if !is_family_shaped(family) || reserved || families.contains(family) {
        return None;
    }
    let known: Vec<&str> = families
        .into_iter()
        .filter(|name| *name != GLOBAL)
        .collect();
    Some(
        Diagnostic::new(
            &RULE,
            format!(
                "no inference profile of the catalogue of {} has the family `{family}`",
                catalogue.as_of
            ),
        )
        .at(place, "its routes are not known here")
        .help(suggest::help(family, &known, "families")),
    )
}
