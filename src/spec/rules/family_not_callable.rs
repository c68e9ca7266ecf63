//! CRP141: no governed Region can call a family.

use std::collections::BTreeSet;

use crate::bedrock::Catalogue;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::{Geographies, Mode};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP141",
    name: "family-not-callable",
    severity: Severity::Error,
    summary: "no governed Region can call a family",
    page: "\
## What it is
A family is named, and no inference profile of it can be called from any of the working Regions.

## Why it matters
A profile is offered to certain source Regions only: `us.` profiles cannot be called from `eu-central-1`. The mode would allow what nobody can do, and deny what was meant.

## What to do
Name a family of your Regions, or govern one of the source Regions that the message lists.
",
};

/// The findings: each named family of the catalogue that none of the working Regions can call.
pub fn check(
    mode: &Mode,
    working: &BTreeSet<String>,
    catalogue: &Catalogue,
    place: impl Fn(usize) -> Option<Place>,
) -> Vec<Diagnostic> {
    let Geographies::List(families) = &mode.geographies else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (index, family) in families.iter().enumerate() {
        let sources: BTreeSet<&str> = catalogue
            .profiles
            .iter()
            .filter(|profile| profile.family() == family && profile.is_routable())
            .flat_map(|profile| profile.routes.keys().map(String::as_str))
            .collect();
        if sources.is_empty()
            || family == "global"
            || sources.iter().any(|code| working.contains(*code))
        {
            continue;
        }
        let list = |codes: Vec<&str>| codes.join(", ");
        findings.push(
            Diagnostic::new(
                &RULE,
                format!(
                    "no governed Region can call the family `{family}` of mode `{}`",
                    mode.name
                ),
            )
            .at(place(index), "")
            .note(format!(
                "governed are {}",
                list(working.iter().map(String::as_str).collect())
            ))
            .note(format!(
                "by the catalogue of {}, `{family}` can be called from {}",
                catalogue.as_of,
                list(sources.into_iter().collect())
            ))
            .help("name a family that your Regions can call, or remove this one"),
        );
    }
    findings
}
