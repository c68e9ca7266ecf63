//! CRP118: a pattern on model ids matches no known model.

use std::collections::BTreeSet;

use crate::bedrock::Catalogue;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity, suggest};
use crate::policy::glob;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP118",
    name: "pattern-matches-nothing",
    severity: Severity::Warning,
    summary: "a pattern on model ids matches no known model",
    page: "\
## What it is
No profile of the embedded catalogue has a model id that matches the pattern.

## Why it matters
With this pattern alone every call would be denied. A family in front (`eu.anthropic.*`) is a usual slip: the family stands in `geographies`.

## What to do
Compare with the ids that the message names. A model newer than the catalogue is fine.
",
};

/// The finding, if no model of the catalogue matches.
pub fn check(pattern: &str, catalogue: &Catalogue, place: Option<Place>) -> Option<Diagnostic> {
    let models: BTreeSet<&str> = catalogue
        .profiles
        .iter()
        .map(crate::bedrock::Profile::model)
        .collect();
    if models.iter().any(|model| glob::matches(pattern, model)) {
        return None;
    }
    let providers: BTreeSet<&str> = models
        .iter()
        .filter_map(|m| Some(m.split_once('.')?.0))
        .collect();
    let providers: Vec<String> = providers.iter().map(|p| format!("`{p}.*`")).collect();
    let families = catalogue.families();
    let rest = pattern
        .split_once('.')
        .filter(|(family, _)| families.contains(family))
        .map(|(_, rest)| rest);
    let help = match rest.filter(|rest| models.iter().any(|model| glob::matches(rest, model))) {
        Some(rest) => format!("the family does not belong here: `{rest}`"),
        None => match suggest::nearest(pattern.trim_end_matches('*'), models.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the providers are {}", providers.join(", ")),
        },
    };
    Some(
        Diagnostic::new(
            &RULE,
            format!(
                "`{pattern}` matches no model of the catalogue of {}",
                catalogue.as_of
            ),
        )
        .at(place, "models that match none are left out")
        .help(help),
    )
}
