use std::fmt::Write as _;

use crate::bedrock::UNSPECIFIED;
use crate::bedrock::call::{Call, Through};
use crate::compose::ModeIdentity;
use crate::iam::Checked;

use crate::render::facts::Facts;
use crate::render::markdown::{code, codes, table};

/// `iam/README.md`: which calls the policies allow, how a role gets them, and what not to grant.
pub fn identity_readme(facts: Facts<'_>) -> String {
    let mut text = "# Identity policies for cross-Region inference\n\n\
        A service control policy takes away and never grants: a role needs an identity policy as well. Those here allow the calls below and nothing else, each by every authorization that AWS asks for: \
        the inference profile in the source Region, the model there, and the model wherever it may be served, under that profile only. \
        The destination Regions are those of the catalogue; one that AWS adds fails the call until the next build.\n"
        .to_owned();
    for (own, checked) in facts
        .composition
        .identities
        .iter()
        .zip(&facts.proof.identities)
    {
        let _ = write!(text, "\n{}", of_mode(own, *checked, facts));
    }
    text.push_str(HOW);
    let id = facts
        .composition
        .identities
        .iter()
        .find_map(|own| own.grants.calls().first());
    if let Some((id, source)) = id.and_then(named) {
        let _ = write!(
            text,
            "\nFor one account as JSON, or for a single profile:\n\n```sh\ncrispack iam --profile {id} --source {source} --account 111122223333\n```\n"
        );
    }
    text.push_str(NOT);
    text
}

fn of_mode(own: &ModeIdentity, checked: Checked, facts: Facts<'_>) -> String {
    let names: Vec<String> = own
        .policies(&crate::iam::Identity::TEMPLATE)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let delivered = if own.stack_set {
        format!(
            "CfCT deploys them as the stack set `CustomControlTower-{}` into the accounts directly in {}, and not in OUs below those. If a mode is renamed or dropped, CfCT leaves its stack set where it is.",
            own.name,
            codes(own.ous.iter().map(String::as_str))
        )
    } else {
        format!(
            "Template: `{}.template.json`, for any account (`deliver: stack_set` in the spec has CfCT deploy it).",
            own.name
        )
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for call in own.grants.calls() {
        let Some((id, source)) = named(call) else {
            continue;
        };
        let served = if call.destinations.iter().any(|code| code == UNSPECIFIED) {
            "any commercial Region; none is named".to_owned()
        } else {
            codes(call.destinations.iter().map(String::as_str))
        };
        match rows
            .last_mut()
            .filter(|row| row.first() == Some(&code(id)) && row.last() == Some(&served))
        {
            Some(row) => {
                if let Some(sources) = row.get_mut(1) {
                    let _ = write!(sources, ", {}", code(source));
                }
            }
            None => rows.push(vec![code(id), code(source), served]),
        }
    }
    format!(
        "## Mode {}\n\n{} {}. {delivered} Held against the catalogue of {}: {} allowed, {} others refused.\n\n{}",
        code(&own.mode.name),
        if names.len() == 1 {
            "Managed policy"
        } else {
            "Managed policies"
        },
        codes(names.iter().map(String::as_str)),
        facts.catalogue.as_of,
        checked.allowed,
        checked.others,
        table(&["Inference profile", "From", "Served in"], rows)
    )
}

fn named(call: &Call) -> Option<(&str, &str)> {
    match &call.through {
        Through::Profile { id } => Some((id, &call.source)),
        _ => None,
    }
}

const HOW: &str = "
## How a role gets them

* A role of your own: attach the managed policies (`aws iam attach-role-policy`).
* A permission set of IAM Identity Center: refer to them by name (customer managed policies); they have to be in each account first, under that name.
* A model of a third party may need an agreement in AWS Marketplace before its first call; that is not granted here.
";

/// Source: AWS Machine Learning Blog, 2026-01-13: geographic or Global inference is restricted for a role by not assigning these permissions; read 2026-11-26.
const NOT: &str = "
## What not to grant

An identity policy cannot narrow another one: all that a role has add up, and only a deny (here: the service control policies) takes away. To keep a role from cross-Region inference, do not grant it:

* for Global: the profile `inference-profile/global.*`, and the model without a Region (`arn:aws:bedrock:::foundation-model/…` at `unspecified`). A pattern such as `arn:aws:bedrock:*::foundation-model/*` matches that one, too, since `*` may be empty.
* for a geography: its profiles (`inference-profile/eu.*`), and the model in Regions other than its own.
* `bedrock:InvokeModel*` on `*`, and managed policies with it (`AmazonBedrockFullAccess`, `AmazonBedrockLimitedAccess`): they allow both.
* `bedrock:CreateInferenceProfile` and the application inference profiles that others made: nothing in their ARN tells what they were copied from.
";
