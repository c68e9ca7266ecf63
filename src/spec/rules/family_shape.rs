//! CRP112: a geographic family does not have the shape of one.

use crate::bedrock::{Catalogue, is_family_shaped};
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP112",
    name: "family-shape",
    severity: Severity::Error,
    summary: "a geographic family does not have the shape of one",
    page: "\
## What it is
A name under `geographies` could not be the prefix of an inference profile's id: families are lower-case words such as `us`, `eu`, `apac`, `us-gov`.

## Why it matters
A pattern made of it would match no profile, and every call through the family that was meant would be denied.

## What to do
Write the prefix as it stands in the id, without the dot: `eu` for `eu.anthropic.claude-…`.
",
};

/// The finding, if the name has not the shape of a family.
pub fn check(family: &str, catalogue: &Catalogue, place: Option<Place>) -> Option<Diagnostic> {
    let reserved = matches!(family, "any" | "none") || catalogue.region(family).is_some();
    if is_family_shaped(family) && !reserved {
        return None;
    }
    let known: Vec<&str> = catalogue
        .families()
        .into_iter()
        .filter(|name| *name != "global")
        .collect();
    let meant = family.trim().trim_end_matches(['.', '*']).to_lowercase();
    let help = match known.iter().find(|name| **name == meant) {
        None if matches!(family, "any" | "none") => {
            format!("write `geographies: {family}`, without brackets")
        }
        None if reserved => format!(
            "a Region is no family; the families are {}",
            known.join(", ")
        ),
        _ => family_help(family, &meant, &known),
    };
    Some(
        Diagnostic::new(&RULE, format!("`{family}` is not a geographic family"))
            .at(place, "expected the prefix of a profile id, such as `eu`")
            .help(help),
    )
}

fn family_help(family: &str, meant: &str, known: &[&str]) -> String {
    match known.iter().find(|name| **name == meant) {
        Some(name) => format!("did you mean `{name}`?"),
        None => suggest::help(family, known, "families"),
    }
}
