use std::fmt::Write as _;

use crate::bedrock::UNSPECIFIED;
use crate::bedrock::call::{Call, Through};
use crate::compose::ModeIdentity;
use crate::iam::Checked;

use super::stack_sets::stack_set_commands;
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
    if let Some((names, instances)) = stack_set_commands(facts) {
        let _ = write!(
            text,
            "\n## The stack sets\n\nIn the management account, in {}. Before the first upload: the names above have to be free in each account, since CloudFormation makes no policy whose name is taken, and then the stage of stack sets fails, after all service control policies are live (later they are taken, by these stack sets):\n\n\
             ```sh\n{names}```\n\n\
             After the pipeline every instance is `CURRENT`:\n\n\
             ```sh\n{instances}```\n\n\
             A policy that is attached to something cannot be deleted: before a model or a mode is dropped, detach its policies. CfCT leaves a stack set whose entry is gone where it is, unless the manifest has `enable_stack_set_deletion: true`. \
             The way back, once nothing has the policies: `aws cloudformation delete-stack-instances`, then `delete-stack-set`.\n",
            code(&facts.spec.home_region),
        );
    }
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
    let names = own.grants.names(&own.name);
    let delivered = if own.stack_set {
        format!(
            "CfCT deploys them as the stack set `CustomControlTower-{}` {}.",
            own.name,
            reached(own)
        )
    } else {
        format!(
            "Template: `{}.template.json`, for any account (`deliver: stack_set` in the spec has CfCT deploy it).",
            own.name
        )
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (name, calls) in names.iter().zip(own.grants.shared()) {
        for call in calls {
            let Some((id, source)) = named(call) else {
                continue;
            };
            let served = if call.destinations.iter().any(|code| code == UNSPECIFIED) {
                "any commercial Region; none is named".to_owned()
            } else {
                codes(call.destinations.iter().map(String::as_str))
            };
            let (policy, profile) = (code(name), code(id));
            let same = |row: &&mut Vec<String>| {
                row.first() == Some(&policy)
                    && row.get(1) == Some(&profile)
                    && row.last() == Some(&served)
            };
            match rows.last_mut().filter(same).and_then(|row| row.get_mut(2)) {
                Some(sources) => {
                    let _ = write!(sources, ", {}", code(source));
                }
                None => rows.push(vec![policy, profile, code(source), served]),
            }
        }
    }
    format!(
        "## Mode {}\n\nA managed policy for each model and kind of call, so that a role can be given the one and not the other. {delivered} Held against the catalogue of {}: {} calls are allowed, {} others refused.\n\n{}",
        code(&own.mode.name),
        facts.catalogue.as_of,
        checked.allowed,
        checked.others,
        table(
            &["Managed policy", "Inference profile", "From", "Served in"],
            rows
        )
    )
}

/// Which accounts a stack set reaches (CfCT 2.8.4, `manifest_parser.OrganizationsData`, read 2026-04-08).
fn reached(own: &ModeIdentity) -> String {
    if own.ous == ["Root"] {
        return "into every account that Control Tower enrolled, whatever mode its OU has: what is denied there stays denied".to_owned();
    }
    format!(
        "into the accounts directly in {}, and not in OUs below those",
        codes(own.ous.iter().map(String::as_str))
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
