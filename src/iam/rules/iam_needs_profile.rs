//! CRP600: what an identity policy is asked for is no inference profile.

use crate::bedrock::Catalogue;
use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP600",
    name: "iam-needs-profile",
    severity: Severity::Error,
    summary: "what an identity policy is asked for is no inference profile",
    page: "\
## What it is
`--profile` names a foundation model itself, or something that is no profile at all.

## Why it matters
An identity policy of `crispack iam` lets a role call through inference profiles, and lets it reach a model only that way. A grant on the model without a profile would be another one: calls that stay in one Region.

## What to do
Give the id of an inference profile, such as `eu.anthropic.claude-sonnet-4-5-20250929-v1:0`, or the ARN of an application inference profile together with `--origin`.
",
};

/// The finding; names the profiles of the model, those that are offered in the source Region first.
pub fn finding(model: &str, source: &str, catalogue: &Catalogue) -> Diagnostic {
    let of_model = catalogue.profiles.iter().filter(|own| own.model() == model);
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        of_model.partition(|own| own.routes.contains_key(source));
    let ids = |profiles: &[&crate::bedrock::Profile]| {
        let ids: Vec<String> = profiles.iter().map(|own| format!("`{}`", own.id)).collect();
        ids.join(", ")
    };
    let finding = Diagnostic::new(
        &RULE,
        format!("`{model}` is a foundation model, and no inference profile"),
    );
    match (here.as_slice(), elsewhere.as_slice()) {
        ([], []) => finding.help(format!(
            "the catalogue of {} has no profile of this model; `crispack profiles list` shows those there are",
            catalogue.as_of
        )),
        ([], elsewhere) => finding.help(format!(
            "its profiles are {}; none of them is offered in {source}",
            ids(elsewhere)
        )),
        (here, _) => finding.help(format!("from {source} it has {}", ids(here))),
    }
}
