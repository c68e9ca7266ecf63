//! Requests and the rows that are to deny them, written by hand from the table and from what AWS says of a call.
//!
//! The working Regions are eu-central-1 and us-east-1 throughout; profiles are called from eu-central-1 unless said.

mod calls;
mod copies;
mod exempt;
mod features;
mod limits;
mod models;
mod strategies;
mod tells_apart;

use super::*;
use crate::policy::{Condition, Effect, Scope, Statement};
use crate::spec::{ApplicationProfiles, Decision, Destinations, Geographies};

const EU: &str = "eu-central-1";
const US: &str = "us-east-1";
const ACCOUNT: &str = "111122223333";

/// The rows of a request, as one line.
fn rows(promise: &Promise, request: &Request) -> String {
    let rows = promise.rows(request);
    assert_eq!(promise.denied(request), !rows.is_empty(), "{request:?}");
    let names: Vec<&str> = rows.into_iter().map(Row::as_str).collect();
    names.join(" ")
}

/// A whole table: a request and its rows each.
#[track_caller]
fn expect<const N: usize>(promise: &Promise, table: [(Request<'static>, &str); N]) {
    for (request, wanted) in table {
        assert_eq!(rows(promise, &request), wanted, "{request:?}");
    }
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|item| (*item).to_owned()).collect()
}

fn regions(list: &[&str]) -> BTreeSet<String> {
    owned(list).into_iter().collect()
}

/// A Region deny in the shape of GRREGIONDENY, its list of actions cut short.
fn region_deny(regions: &[&str]) -> Statement {
    let condition = |operator: &str, key: &str, values: &[&str]| Condition {
        operator: operator.to_owned(),
        key: key.to_owned(),
        values: owned(values),
    };
    Statement {
        sid: Some("GRREGIONDENY".to_owned()),
        effect: Effect::Deny,
        action: Scope::Except(owned(&["iam:*", "s3:ListAllMyBuckets", "sts:*"])),
        resource: Scope::Only(owned(&["*"])),
        conditions: vec![
            condition("StringNotEquals", "aws:RequestedRegion", regions),
            condition(
                "ArnNotLike",
                "aws:PrincipalARN",
                &["arn:*:iam::*:role/AWSControlTowerExecution"],
            ),
        ],
    }
}

fn promise(strategy: Strategy, mode: Mode) -> Promise {
    let inference_only: &[&str] = match strategy {
        Strategy::Extend => &["eu-west-1", "us-east-2", "us-west-2"],
        _ => &[],
    };
    let mut reference = region_deny(&[&[EU, US], inference_only].concat());
    if let (Strategy::OuControl, Scope::Except(list)) = (strategy, &mut reference.action) {
        // As the control is rendered: declared exemptions are its parameters.
        list.extend(owned(&[
            "bedrock:InvokeModel",
            "bedrock:InvokeModelWithResponseStream",
            "pricing:*",
        ]));
    }
    let destinations: &[&str] = match &mode.geographies {
        Geographies::None => &[],
        Geographies::Any => &[EU, "eu-west-1", US, "us-east-2", "us-west-2"],
        Geographies::List(list) if list == &["eu"] => &[EU, "eu-west-1"],
        Geographies::List(_) => &[US, "us-east-2", "us-west-2"],
    };
    Promise {
        strategy,
        mode,
        working: regions(&[EU, US]),
        inference_only: regions(inference_only),
        destinations: regions(destinations),
        features: Vec::new(),
        reference: Reference::new(reference).unwrap(),
        declared: Exemptions::new(
            &owned(&["pricing:*"]),
            &owned(&["arn:aws:iam::*:role/break-glass"]),
        )
        .unwrap(),
    }
}

fn replace(mode: Mode) -> Promise {
    promise(Strategy::Replace, mode)
}

/// Nothing at all across Regions.
fn sealed() -> Mode {
    Mode {
        name: "test".to_owned(),
        global: Decision::Deny,
        geographies: Geographies::None,
        destinations: Destinations::ByProfile,
        profiles: Vec::new(),
        application_profiles: ApplicationProfiles::Deny,
        form: crate::spec::Form::Strict,
        prompt_routers: Decision::Deny,
        also: Vec::new(),
    }
}

/// Only `eu.`, wherever it routes.
fn eu_only() -> Mode {
    Mode {
        geographies: Geographies::List(owned(&["eu"])),
        application_profiles: ApplicationProfiles::ByDestination,
        ..sealed()
    }
}

/// `us.` as far as the catalogue knows, and Global.
fn us_open() -> Mode {
    Mode {
        global: Decision::Allow,
        geographies: Geographies::List(owned(&["us"])),
        destinations: Destinations::Pinned,
        ..eu_only()
    }
}

/// Every geography within the working Regions.
fn any() -> Mode {
    Mode {
        geographies: Geographies::Any,
        destinations: Destinations::Governed,
        prompt_routers: Decision::Allow,
        ..eu_only()
    }
}

/// An ARN of Bedrock in the test account.
fn arn(region: &str, rest: &str) -> String {
    format!("arn:aws:bedrock:{region}:{ACCOUNT}:{rest}")
}

fn profile(id: &str) -> String {
    arn(EU, &format!("inference-profile/{id}"))
}

fn application() -> String {
    arn(EU, "application-inference-profile/a1b2c3")
}

fn at(region: &str, action: &str, resource: impl Into<String>) -> Request<'static> {
    Request::new(action, resource).with("aws:RequestedRegion", region)
}

fn invoke(region: &str, resource: impl Into<String>) -> Request<'static> {
    at(region, "bedrock:InvokeModel", resource)
}

/// First hop: the profile itself, where the call is made.
fn first(region: &str, id: &str) -> Request<'static> {
    invoke(region, arn(region, &format!("inference-profile/{id}")))
}

/// A direct call of a model.
fn direct(region: &str) -> Request<'static> {
    let field = if region == "unspecified" { "" } else { region };
    invoke(
        region,
        format!("arn:aws:bedrock:{field}::foundation-model/acme.model-v1:0"),
    )
}

/// Second and third hop: the model in one Region, the profile in the key.
fn served(region: &str, key: &str) -> Request<'static> {
    direct(region).with("bedrock:InferenceProfileArn", key)
}

fn of(id: &str, region: &str) -> Request<'static> {
    served(region, &profile(id))
}
