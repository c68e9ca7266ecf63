//! CRP108: the home Region is not governed.

use std::collections::BTreeSet;

use crate::bedrock::Catalogue;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

use super::region_unknown;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP108",
    name: "home-region",
    severity: Severity::Error,
    summary: "the home Region is not governed",
    page: "\
## What it is
`home_region` is none of the working Regions.

## Why it matters
Control Tower always governs its home Region and does not let it be removed, so one of the two is not your organization's.

## What to do
Correct `home_region`, or add it to `governed_regions`.
",
};

/// The finding, if the home Region is unknown or is not among the working Regions.
pub fn check(
    home: &str,
    working: &BTreeSet<String>,
    partition: &str,
    catalogue: &Catalogue,
    origin: &Origin,
) -> Option<Diagnostic> {
    if working.contains(home) {
        return None;
    }
    let place = origin.value("/organization/home_region");
    let list: Vec<&str> = working.iter().map(String::as_str).collect();
    region_unknown::check(home, partition, catalogue, place.clone()).or_else(|| {
        Some(
            Diagnostic::new(&RULE, format!("the home Region `{home}` is not a governed Region"))
                .at(place, "")
                .note(format!("governed are {}", list.join(", ")))
                .help("Control Tower always governs its home Region: correct `home_region`, or the list of governed Regions"),
        )
    })
}
