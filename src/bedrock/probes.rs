use std::collections::BTreeSet;

use crate::policy::compare::{Axis, Probe, Probes, WordKind};

use super::{CREATE_ACTIONS, Catalogue, GLOBAL, INFERENCE_ACTIONS, UNSPECIFIED, arn};

/// The key that names the Region of a request.
const REGION: &str = "aws:RequestedRegion";
/// The key that names the inference profile of a call.
const PROFILE: &str = "bedrock:InferenceProfileArn";

/// Bedrock's actions, profiles and Regions as patterns for a comparison: they change no verdict, but what changed can be said in these words, and its witnesses
/// are requests that somebody might make.
pub fn probes(catalogue: &Catalogue) -> Probes {
    let mut split = Vec::new();
    let mut probe = |axis: &Axis, kind: WordKind, text: String| {
        split.push(Probe {
            axis: axis.clone(),
            kind,
            text,
        });
    };
    let actions = INFERENCE_ACTIONS.into_iter().chain(CREATE_ACTIONS);
    for action in actions.chain(["bedrock:*"]) {
        probe(&Axis::Action, WordKind::Like, action.to_owned());
    }
    let region = Axis::Key(REGION.to_owned());
    let codes = catalogue.regions.iter().map(|region| region.code.as_str());
    for code in codes.chain([UNSPECIFIED]) {
        probe(&region, WordKind::Equal, code.to_owned());
    }
    let profile = Axis::Key(PROFILE.to_owned());
    for family in catalogue.families() {
        let pattern = arn::inference_profiles(&format!("{family}.*"));
        probe(&profile, WordKind::ArnLike, pattern.clone());
        if family == GLOBAL {
            probe(&Axis::Resource, WordKind::Like, pattern);
        }
    }
    probe(
        &profile,
        WordKind::ArnLike,
        arn::APPLICATION_PROFILES.to_owned(),
    );
    for pattern in [arn::APPLICATION_PROFILES, arn::FOUNDATION_MODELS] {
        probe(&Axis::Resource, WordKind::Like, pattern.to_owned());
    }
    Probes {
        split,
        examples: examples(catalogue),
        keys: Vec::new(),
    }
}

/// Requests that somebody might make, the most telling first: actions, resources, Regions, profiles and a principal.
fn examples(catalogue: &Catalogue) -> Vec<(Axis, String)> {
    let account = super::call::ANY_ACCOUNT;
    let mut examples = Vec::new();
    let actions = INFERENCE_ACTIONS.into_iter().chain(CREATE_ACTIONS);
    let others = [
        "s3:CreateBucket",
        "ec2:RunInstances",
        "bedrock:ListFoundationModels",
        "iam:CreateRole",
    ];
    for action in actions.chain(others) {
        examples.push((Axis::Action, action.to_owned()));
    }
    examples.push((Axis::Resource, "*".to_owned()));
    for place in ["us-east-1", "eu-central-1", ""] {
        let model = "foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0";
        examples.push((Axis::Resource, format!("arn:aws:bedrock:{place}::{model}")));
    }
    let region = Axis::Key(REGION.to_owned());
    for code in ["us-east-1", "eu-central-1", UNSPECIFIED] {
        examples.push((region.clone(), code.to_owned()));
    }
    let profile = Axis::Key(PROFILE.to_owned());
    // One of each family: what is not told apart needs no second example.
    let mut families = BTreeSet::new();
    let profiles = catalogue.profiles.iter().filter(|own| own.is_routable());
    for own in profiles.filter(|own| families.insert(own.family())) {
        let known = ["us-east-1", "eu-central-1"].into_iter();
        let routed = own.routes.keys().map(String::as_str);
        let source = known
            .filter(|code| own.routes.contains_key(*code))
            .chain(routed.filter(|code| catalogue.region(code).is_some()))
            .next()
            .unwrap_or("us-east-1");
        let partition = &own.partition;
        let profile_arn = format!(
            "arn:{partition}:bedrock:{source}:{account}:inference-profile/{}",
            own.id
        );
        let model = own.model();
        for place in [source, ""] {
            let model = format!("arn:{partition}:bedrock:{place}::foundation-model/{model}");
            examples.push((Axis::Resource, model));
        }
        examples.push((Axis::Resource, profile_arn.clone()));
        examples.push((profile.clone(), profile_arn));
    }
    let application =
        format!("arn:aws:bedrock:us-east-1:{account}:application-inference-profile/a1b2c3d4e5f6");
    examples.push((Axis::Resource, application.clone()));
    examples.push((profile, application));
    for router in [
        "prompt-router/r1",
        "default-prompt-router/anthropic.claude:1",
    ] {
        let router = format!("arn:aws:bedrock:us-east-1:{account}:{router}");
        examples.push((
            Axis::Key("bedrock:PromptRouterArn".to_owned()),
            router.clone(),
        ));
        examples.push((Axis::Resource, router));
    }
    let principal = format!("arn:aws:iam::{account}:role/App");
    examples.push((Axis::Key("aws:PrincipalArn".to_owned()), principal));
    examples
}
