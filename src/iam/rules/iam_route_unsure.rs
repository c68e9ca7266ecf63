//! CRP606: an identity policy rests on routes that are not sure.

use crate::bedrock::Profile;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP606",
    name: "iam-route-unsure",
    severity: Severity::Warning,
    summary: "an identity policy rests on routes that are not sure",
    page: "\
## What it is
The catalogue has the profile as one that is offered no more, or its routes follow from a rule and were read nowhere.

## Why it matters
The policy grants the model in the Regions that the catalogue names, and nothing else. If AWS authorizes another Region as well, each call fails; if the profile is gone, each call fails anyway.

## What to do
Ask AWS (`aws bedrock get-inference-profile --inference-profile-identifier PROFILE --region SOURCE`), import the answer (`crispack profiles import`), and make the policy again.
",
};

/// The finding, if the routes of a profile are not sure.
pub fn check(profile: &Profile, place: Option<Place>) -> Option<Diagnostic> {
    let why = if profile.gone {
        "is offered no more, by the newest list"
    } else if profile.confidence == "derived" {
        "has routes that follow from a rule and were read nowhere"
    } else {
        return None;
    };
    let finding =
        Diagnostic::new(&RULE, format!("`{}` {why}", profile.id)).at(place, "asked for here");
    Some(finding.help(
        "import what `aws bedrock get-inference-profile` says of it: `crispack profiles import`",
    ))
}
