//! CRP401: a call cannot be expanded into its hops.

use crate::bedrock::Catalogue;
use crate::bedrock::call::CallError;
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP401",
    name: "call-not-known",
    severity: Severity::Error,
    summary: "a call cannot be expanded into its authorizations",
    page: "\
## What it is
A call of inference is several authorizations: the profile in the source Region, the model there, and the model in every Region that may serve it. Which Regions those are \
stands in the catalogue of inference profiles, and for this call it does not: the profile is not known, is not offered in the source Region, or is an application inference profile of \
which nobody said what it was made from.

## Why it matters
One denied authorization denies the call. With a Region left out, the answer would be \"not denied\" where AWS says `AccessDeniedException`.

## What to do
Check the id and the source Region. For a profile newer than the catalogue give its destinations (`--destination`, repeatable), as `aws bedrock get-inference-profile` lists them, or bring the catalogue up to date (`crispack profiles import`). \
For an application inference profile give `--origin` (in a spec: `origin`): `aws bedrock get-inference-profile` shows the models, and a Region-less ARN among them marks a Global origin.
",
};

/// The finding.
pub fn finding(error: &CallError, catalogue: &Catalogue, place: Option<Place>) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, error.to_string()).at(place, "this call");
    match error {
        CallError::UnknownProfile(id) => {
            let family = id.split_once('.').map_or(id.as_str(), |(family, _)| family);
            let of_family = catalogue.profiles.iter().filter(|p| p.family() == family);
            let ids: Vec<&str> = of_family.map(|profile| profile.id.as_str()).collect();
            finding
                .note(format!("the catalogue is of {}", catalogue.as_of))
                .help(format!(
                    "{} For a newer profile give its destination Regions with `--destination`",
                    known(&suggest::help(id, &ids, &format!("profiles of the family `{family}`")))
                ))
        }
        CallError::NoRoutes(_) => finding
            .note(format!("the catalogue is of {}", catalogue.as_of))
            .help("give its destination Regions with `--destination`"),
        CallError::NotOffered { sources, .. } if sources.is_empty() => finding
            .help("it was seen earlier, and is offered nowhere any more"),
        CallError::NotOffered { sources, .. } => finding
            .note("AWS refuses such a call before any policy is looked at")
            .help(format!("it is offered in {}", sources.join(", "))),
        CallError::NoOrigin(_) => finding
            .note("an application inference profile takes the routes of what it was made from, and its ARN does not say what that was")
            .help("give the origin: a profile's id such as `eu.anthropic.…`, or a model's id"),
        CallError::OriginOfOther(_) => finding.help("leave the origin out"),
        CallError::NoSource => finding.help("give the Region of the caller, `--source`"),
        CallError::TwoSources { .. } => finding.help("leave the source out: the ARN names it"),
        CallError::OtherPartition { .. } => finding.help("compare the second part of the ARN with the Region: `aws` and `aws-us-gov` are worlds apart"),
        CallError::UnknownRegion(code) => {
            let codes: Vec<&str> = catalogue.regions.iter().map(|r| r.code.as_str()).collect();
            finding.help(suggest::help(code, &codes, "Regions"))
        }
        CallError::NotCallable(_) => finding.help(
            "give a profile's id such as `eu.anthropic.…`, a model's id such as `anthropic.…`, or the ARN of either, or of an application inference profile",
        ),
    }
}

/// A suggestion as a sentence of its own.
fn known(suggestion: &str) -> String {
    let end = if suggestion.ends_with('?') { "" } else { "." };
    format!("{suggestion}{end}")
}
