//! A few thousand concrete requests around cross-Region inference, in an order that never changes.
//!
//! A grid, not the product: every pair of what a rule may look at together is there, most of what AWS never sends is not.

use crispack::policy::Request;

/// Profile-ID prefixes: real ones, one that AWS has yet to make, and some that only begin like another.
pub(crate) const FAMILIES: [&str; 9] = [
    "us", "eu", "apac", "jp", "global", "usa", "xglobal", "us-gov", "zz",
];

/// A model of each of two providers, for modes that tell providers apart.
pub(crate) const MODELS: [&str; 2] = [
    "anthropic.claude-sonnet-4-5-20250929-v1:0",
    "amazon.nova-lite-v1:0",
];

/// A role that every Region deny of AWS leaves out.
pub(crate) const EXECUTION_ROLE: &str = "arn:aws:iam::111122223333:role/AWSControlTowerExecution";

/// A role that a spec may declare exempt.
pub(crate) const BREAK_GLASS_ROLE: &str = "arn:aws:iam::111122223333:role/break-glass";

const DEVELOPER_ROLE: &str = "arn:aws:iam::111122223333:role/developer";
const PRINCIPALS: [&str; 3] = [DEVELOPER_ROLE, EXECUTION_ROLE, BREAK_GLASS_ROLE];

/// A Region that no test governs and no profile of the families above but `global` reaches.
const ELSEWHERE: &str = "me-south-1";

const INVOKE: &str = "bedrock:InvokeModel";
const STREAM: &str = "bedrock:InvokeModelWithResponseStream";
const CREATION: [&str; 3] = [
    "bedrock:CreateInferenceProfile",
    "bedrock:CreatePromptRouter",
    "bedrock:CreateAdvancedPromptOptimizationJob",
];

/// The requests, for the Regions that a case speaks of; some 3,000 for three Regions, 500 more for each further one.
///
/// Every Region is met, and besides them one that nobody governs, `unspecified`, and no Region at all.
pub(crate) fn requests(regions: &[&str]) -> Vec<Request<'static>> {
    let mut all = Vec::new();
    let named = regions.iter().copied().chain([ELSEWHERE, "unspecified"]);
    for region in named.map(Some).chain([None]) {
        calls(&mut all, region);
        odd_inference(&mut all, region);
        creation(&mut all, region);
        the_rest(&mut all, region);
    }
    all
}

/// The hops of calls: the profile with and without itself in the key, and the model with every key.
fn calls(all: &mut Vec<Request<'static>>, region: Option<&str>) {
    let mut hops = Vec::new();
    for profile in profiles(region) {
        hops.push(at(region, INVOKE, &profile));
        hops.push(with_key(at(region, INVOKE, &profile), &profile));
    }
    for model in foundation_models(region) {
        hops.push(at(region, INVOKE, &model));
        for key in keys(region) {
            hops.push(with_key(at(region, INVOKE, &model), &key));
        }
    }
    for hop in hops {
        let mut stream = by(hop.clone(), DEVELOPER_ROLE);
        stream.action = STREAM.into();
        all.push(stream);
        all.extend(PRINCIPALS.map(|principal| by(hop.clone(), principal)));
    }
}

/// Inference on resources that are no part of a call through a profile, and through routers.
fn odd_inference(all: &mut Vec<Request<'static>>, region: Option<&str>) {
    let some_keys = [
        None,
        Some(system(region, "us", MODELS[0])),
        Some(system(region, "global", MODELS[0])),
        Some(application(region)),
    ];
    let router = arn(region, "prompt-router/a1b2c3");
    let (models, others) = (foundation_models(region), others(region));
    for key in &some_keys {
        let with_key = |resource: &str| match key {
            Some(key) => with_key(at(region, INVOKE, resource), key),
            None => at(region, INVOKE, resource),
        };
        for resource in models.iter().chain(&others) {
            let through_router =
                with_key(resource).with("bedrock:PromptRouterArn", router.as_str());
            all.push(by(through_router, DEVELOPER_ROLE));
        }
        for resource in &others {
            all.push(by(with_key(resource), DEVELOPER_ROLE));
            all.push(by(with_key(resource), BREAK_GLASS_ROLE));
        }
    }
}

/// What makes copies of profiles, on everything that could be copied.
fn creation(all: &mut Vec<Request<'static>>, region: Option<&str>) {
    let mut resources = profiles(region);
    resources.extend(foundation_models(region));
    resources.extend(others(region));
    resources.push("*".to_owned());
    for resource in &resources {
        all.extend(CREATION.map(|action| by(at(region, action, resource), DEVELOPER_ROLE)));
        all.push(by(at(region, CREATION[0], resource), EXECUTION_ROLE));
        all.push(by(at(region, CREATION[0], resource), BREAK_GLASS_ROLE));
    }
}

/// Other actions of Bedrock, its neighbours whose names begin alike, and services that have nothing to do with it.
fn the_rest(all: &mut Vec<Request<'static>>, region: Option<&str>) {
    let profile = system(region, "global", MODELS[0]);
    let guardrail = arn(region, "guardrail/a1b2c3");
    let guardrails = arn(region, "guardrail-profile/us.guardrail.v1:0");
    let automation = arn(region, "data-automation-profile/us.data-automation-v1");
    let automation_project = arn(region, "data-automation-project/a1b2c3");
    let project = format!(
        "arn:aws:bedrock-mantle:{}:111122223333:project/default",
        region.unwrap_or_default()
    );
    for (action, resource) in [
        ("bedrock:ApplyGuardrail", guardrail.as_str()),
        ("bedrock:ApplyGuardrail", &guardrails),
        ("bedrock:CreateGuardrail", &guardrails),
        ("bedrock:InvokeDataAutomation", &automation),
        ("bedrock:invokedataautomationasync", &automation_project),
        ("bedrock:InvokeBlueprintOptimizationAsync", &automation),
        ("bedrock:ListInferenceProfiles", "*"),
        ("bedrock:GetInferenceProfile", &profile),
        (
            "bedrock:CreateModelInvocationJob",
            &foundation_model(region, MODELS[0]),
        ),
        // Their names begin like those of inference.
        ("bedrock:InvokeAgent", "*"),
        ("bedrock:InvokeFlow", "*"),
        ("bedrock-mantle:CreateInference", &project),
        ("bedrock-agentcore:InvokeAgentRuntime", "*"),
        ("ec2:RunInstances", "*"),
        ("s3:GetObject", "arn:aws:s3:::bucket/key"),
        ("iam:CreateRole", "arn:aws:iam::111122223333:role/new"),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/other"),
        // What a spec may declare exempt.
        ("pricing:GetProducts", "*"),
        // The case of an action says nothing.
        ("BEDROCK:invokemodel", &foundation_model(region, MODELS[0])),
    ] {
        let request = at(region, action, resource);
        all.extend(PRINCIPALS.map(|principal| by(request.clone(), principal)));
        // Without a principal a negated test on it is true.
        all.push(request);
    }
}

fn keys(region: Option<&str>) -> Vec<String> {
    let mut keys = profiles(region);
    keys.push(arn(region, "prompt-router/a1b2c3"));
    keys
}

fn profiles(region: Option<&str>) -> Vec<String> {
    FAMILIES
        .iter()
        .flat_map(|family| MODELS.map(|model| system(region, family, model)))
        .chain([application(region)])
        .collect()
}

/// Neither profiles nor foundation models.
fn others(region: Option<&str>) -> Vec<String> {
    [
        "prompt-router/a1b2c3",
        "default-prompt-router/anthropic.claude:1",
        "custom-model/amazon.nova-lite-v1:0/a1b2c3",
        "provisioned-model/a1b2c3",
    ]
    .map(|rest| arn(region, rest))
    .to_vec()
}

/// With the Region in the ARN and, as Global calls have it, without.
fn foundation_models(region: Option<&str>) -> [String; 2] {
    let here = match region {
        None | Some("unspecified") => Some("eu-central-1"),
        region => region,
    };
    [
        foundation_model(here, MODELS[0]),
        foundation_model(None, MODELS[0]),
    ]
}

fn foundation_model(region: Option<&str>, model: &str) -> String {
    let field = region
        .filter(|region| *region != "unspecified")
        .unwrap_or_default();
    format!("arn:aws:bedrock:{field}::foundation-model/{model}")
}

fn system(region: Option<&str>, family: &str, model: &str) -> String {
    let name = arn(region, &format!("inference-profile/{family}.{model}"));
    match family {
        "us-gov" => name.replacen("arn:aws:", "arn:aws-us-gov:", 1),
        _ => name,
    }
}

fn application(region: Option<&str>) -> String {
    arn(region, "application-inference-profile/a1b2c3")
}

/// What has an account has a Region: where the request has none, that of the profile's caller.
fn arn(region: Option<&str>, rest: &str) -> String {
    let region = region
        .filter(|region| *region != "unspecified")
        .unwrap_or("eu-central-1");
    format!("arn:aws:bedrock:{region}:111122223333:{rest}")
}

fn at(region: Option<&str>, action: &str, resource: &str) -> Request<'static> {
    let request = Request::new(action, resource);
    match region {
        Some(region) => request.with("aws:RequestedRegion", region),
        None => request,
    }
}

fn with_key(request: Request<'static>, profile: &str) -> Request<'static> {
    request.with("bedrock:InferenceProfileArn", profile)
}

fn by(request: Request<'static>, principal: &str) -> Request<'static> {
    request.with("aws:PrincipalArn", principal)
}
