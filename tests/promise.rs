//! Policies written by hand in the strict form keep the promise, and lose it with any of their statements.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use common::grid::requests;
use crispack::policy::naive::denying;
use crispack::policy::{Condition, Effect, Policy, Request, Scope, Statement, Version};
use crispack::promise::{Exemptions, Promise, Reference};
use crispack::spec::{ApplicationProfiles, Decision, Destinations, Geographies, Mode, Strategy};
use serde_json::{Value, json};

const WORKING: [&str; 2] = ["eu-central-1", "us-east-1"];
const PROFILE: &str = "arn:*:bedrock:*:*:inference-profile";
const APPLICATION: &str = "arn:*:bedrock:*:*:application-inference-profile/*";
const EXECUTION: &str = "arn:*:iam::*:role/AWSControlTowerExecution";
const BREAK_GLASS: &str = "arn:aws:iam::*:role/break-glass";

fn invoke() -> Value {
    json!([
        "bedrock:InvokeModel",
        "bedrock:InvokeModelWithResponseStream"
    ])
}

fn create() -> Value {
    json!([
        "bedrock:CreateInferenceProfile",
        "bedrock:CreatePromptRouter",
        "bedrock:CreateAdvancedPromptOptimizationJob"
    ])
}

fn profile(family: &str) -> String {
    format!("{PROFILE}/{family}.*")
}

/// The Region deny of the organization, its list of actions cut short.
fn baseline() -> Value {
    json!({
        "Sid": "GRREGIONDENY", "NotAction": ["iam:*", "sts:*"], "Resource": ["*"],
        "Condition": {
            "StringNotEquals": {"aws:RequestedRegion": WORKING},
            "ArnNotLike": {"aws:PrincipalARN": [EXECUTION]}
        }
    })
}

/// `replace`, with `us.` pinned to its destinations and Global open.
fn us_open() -> Value {
    let exempt = json!({"aws:PrincipalArn": [EXECUTION, BREAK_GLASS]});
    let limit = |sid: &str, regions: &[&str], operator: &str, key: &str| {
        json!({
            "Sid": sid, "Action": invoke(), "Resource": ["*"],
            "Condition": {
                "StringNotEquals": {"aws:RequestedRegion": regions},
                "ArnNotLike": exempt,
                (operator): {"bedrock:InferenceProfileArn": [key]}
            }
        })
    };
    let served = ["eu-central-1", "us-east-1", "us-west-2", "unspecified"];
    json!([
        {
            "Sid": "D0", "Resource": ["*"],
            "NotAction": [
                "iam:*", "sts:*", "pricing:*",
                "bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"
            ],
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": WORKING}, "ArnNotLike": exempt}
        },
        {
            "Sid": "D1", "Action": invoke(), "Resource": [format!("{PROFILE}/*"), APPLICATION],
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": WORKING}, "ArnNotLike": exempt}
        },
        limit("D2", &WORKING, "Null", "true"),
        limit("D3", &served[..3], "ArnLike", &profile("us")),
        limit("D4", &["eu-central-1", "us-east-1", "unspecified"], "ArnLike", &profile("global")),
        limit("D5", &served, "ArnLike", APPLICATION),
        families(&["us", "global"]),
        copies(&["us", "global"]),
        {
            "Sid": "D9a", "Action": invoke(),
            "Resource": ["arn:*:bedrock:*:*:prompt-router/*", "arn:*:bedrock:*:*:default-prompt-router/*"]
        },
        {
            "Sid": "D9b", "Action": invoke(), "Resource": ["*"],
            "Condition": {"Null": {"bedrock:PromptRouterArn": ["false"]}}
        }
    ])
}

/// `additive`, with `eu.` only; the baseline stays on. What another row denies already (Global in the key, copies of it) is left out.
fn eu_only() -> Value {
    json!([
        baseline(),
        families(&["eu"]),
        copies(&["eu"]),
        {
            "Sid": "D7a", "Action": ["bedrock:*"], "Resource": ["*"],
            "Condition": {"StringEquals": {"aws:RequestedRegion": ["unspecified"]}}
        },
        {"Sid": "D7b", "Action": invoke(), "Resource": [profile("global")]},
        {
            "Sid": "D9a", "Action": invoke(),
            "Resource": ["arn:*:bedrock:*:*:prompt-router/*", "arn:*:bedrock:*:*:default-prompt-router/*"]
        },
        {
            "Sid": "D9b", "Action": invoke(), "Resource": ["*"],
            "Condition": {"Null": {"bedrock:PromptRouterArn": ["false"]}}
        }
    ])
}

fn families(allowed: &[&str]) -> Value {
    let mut arns: Vec<String> = allowed.iter().map(|family| profile(family)).collect();
    arns.push(APPLICATION.to_owned());
    json!({
        "Sid": "D6", "Action": invoke(), "Resource": ["*"],
        "Condition": {
            "Null": {"bedrock:InferenceProfileArn": ["false"]},
            "ArnNotLike": {"bedrock:InferenceProfileArn": arns}
        }
    })
}

fn copies(allowed: &[&str]) -> Value {
    let mut arns: Vec<String> = allowed.iter().map(|family| profile(family)).collect();
    arns.extend(
        [
            APPLICATION,
            "arn:*:bedrock:*::foundation-model/*",
            "arn:*:bedrock:*:*:prompt-router/*",
            "arn:*:bedrock:*:*:default-prompt-router/*",
        ]
        .map(str::to_owned),
    );
    json!({"Sid": "D8", "Action": create(), "NotResource": arns})
}

fn list(value: &Value) -> Vec<String> {
    let items = value.as_array().unwrap();
    items
        .iter()
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

fn statement(value: &Value) -> Statement {
    let scope = |only: &str, except: &str| match value.get(only) {
        Some(patterns) => Scope::Only(list(patterns)),
        None => Scope::Except(list(&value[except])),
    };
    let operators = value["Condition"].as_object().into_iter().flatten();
    Statement {
        sid: value["Sid"].as_str().map(str::to_owned),
        effect: Effect::Deny,
        action: scope("Action", "NotAction"),
        resource: scope("Resource", "NotResource"),
        conditions: operators
            .flat_map(|(operator, keys)| {
                keys.as_object()
                    .unwrap()
                    .iter()
                    .map(|(key, values)| Condition {
                        operator: operator.clone(),
                        key: key.clone(),
                        values: list(values),
                    })
            })
            .collect(),
    }
}

fn policy(value: &Value) -> Policy {
    Policy {
        version: Version::V2012,
        statements: value.as_array().unwrap().iter().map(statement).collect(),
    }
}

fn promise(
    strategy: Strategy,
    global: Decision,
    family: &str,
    destinations: Destinations,
) -> Promise {
    let set = |regions: &[&str]| regions.iter().map(|region| (*region).to_owned()).collect();
    Promise {
        strategy,
        mode: Mode {
            name: family.to_owned(),
            global,
            geographies: Geographies::List(vec![family.to_owned()]),
            destinations,
            profiles: Vec::new(),
            application_profiles: ApplicationProfiles::ByDestination,
            form: crispack::spec::Form::Strict,
            prompt_routers: Decision::Deny,
            also: Vec::new(),
        },
        working: set(&WORKING),
        inference_only: set(&[]),
        features: Vec::new(),
        destinations: set(&["us-east-1", "us-west-2"]),
        reference: Reference::new(statement(&baseline())).unwrap(),
        declared: Exemptions::new(&["pricing:*".to_owned()], &[BREAK_GLASS.to_owned()]).unwrap(),
    }
}

/// The first request on which a policy and a promise differ.
fn difference(policy: &Policy, promise: &Promise) -> Option<Request<'static>> {
    requests(&["eu-central-1", "us-east-1", "us-west-2", "eu-west-1"])
        .into_iter()
        .find(|request| denying(policy, request).unwrap().is_some() != promise.denied(request))
}

fn keeps_and_needs_every_statement(policy: &Policy, promise: &Promise) {
    if let Some(request) = difference(policy, promise) {
        panic!("{request:?}: {:?}", promise.rows(&request));
    }
    for index in 0..policy.statements.len() {
        let mut less = policy.clone();
        let removed = less.statements.remove(index);
        assert!(difference(&less, promise).is_some(), "{:?}", removed.sid);
    }
}

#[test]
fn us_pinned_and_global_open_in_place_of_the_region_deny() {
    let promise = promise(
        Strategy::Replace,
        Decision::Allow,
        "us",
        Destinations::Pinned,
    );
    keeps_and_needs_every_statement(&policy(&us_open()), &promise);
}

#[test]
fn eu_only_beside_the_region_deny() {
    let promise = promise(
        Strategy::Additive,
        Decision::Deny,
        "eu",
        Destinations::ByProfile,
    );
    keeps_and_needs_every_statement(&policy(&eu_only()), &promise);
}
