//! Facts about cross-Region inference under SCPs, each shown by judging published statements: `tests/data/scp-samples.json`, with their sources and dates.
//!
//! What a call's hops are is Amazon Bedrock's (User Guide, "Geographic cross-Region inference" and "Global cross-Region inference", read 2026-11-23).

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

use crispack::bedrock::Catalogue;
use crispack::bedrock::Settled;
use crispack::bedrock::call::{Asked, Call};
use crispack::control_tower::{Baseline, builtin};
use crispack::diagnostic::Source;
use crispack::policy::evaluate::Decision;
use crispack::policy::{Attached, Document, Level, Levels, Policy, Request};
use crispack::simulate::{CallJudgement, judge_call};
use serde_json::{Value, json};

const MODEL: &str = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const COPY: &str = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3";
const ROLE: &str = "arn:aws:iam::111122223333:role/App";

/// A published sample, its placeholders filled in.
fn sample(id: &str) -> Attached {
    let all: Value = serde_json::from_str(include_str!("data/scp-samples.json")).unwrap();
    let samples = all["samples"].as_array().unwrap();
    let found = samples.iter().find(|sample| sample["id"] == id).unwrap();
    let text = json!({"Version": "2012-10-17", "Statement": found["statements"]})
        .to_string()
        .replace("{region-1}", "us-east-1")
        .replace("{region-2}", "us-west-2")
        .replace(
            "arn:aws:iam::${Account}:role/[PRIVILEGED_ROLE]",
            "arn:aws:iam::*:role/Admin",
        )
        .replace("{exempt roles}", "arn:aws:iam::*:role/Admin")
        .replace("{prefix, e.g. eu.*}", "us.*");
    Attached::from_document(id, &Document::read(&Source::new(id, text)).unwrap())
}

/// Control Tower's Region deny with these Regions.
fn region_deny(regions: &[&str]) -> Attached {
    let baseline = Baseline::from_builtin("builtin:current", builtin("current").unwrap()).unwrap();
    let regions: Vec<String> = regions.iter().map(|code| (*code).to_owned()).collect();
    let policy = Policy {
        statements: vec![baseline.with_regions(&regions)],
        ..Policy::default()
    };
    Attached::from_policy("GRREGIONDENY", policy.into())
}

fn levels(attached: &[Attached]) -> Levels {
    let level = Level {
        name: "Workloads".to_owned(),
        attached: attached.to_vec(),
    };
    Levels::new(vec![level]).unwrap()
}

fn call(
    policies: &[Attached],
    model_id: &str,
    source: &str,
    origin: Option<&str>,
) -> CallJudgement {
    let asked = Asked {
        model_id,
        source: Some(source),
        origin,
        ..Asked::default()
    };
    let call = Call::new(asked, Catalogue::builtin()).unwrap();
    let fill = |request: Request<'static>| request.with("aws:PrincipalArn", ROLE);
    judge_call(
        &levels(policies),
        &call,
        "bedrock:InvokeModel",
        &Settled::default(),
        fill,
    )
}

fn denied(policies: &[Attached], model_id: &str, source: &str, origin: Option<&str>) -> bool {
    call(policies, model_id, source, origin).is_denied()
}

fn is_denied(policies: &[Attached], request: Request<'static>) -> bool {
    let request = request.with("aws:PrincipalArn", ROLE);
    levels(policies).judge(&request).decision() != Decision::NotDenied
}

fn us() -> String {
    format!("us.{MODEL}")
}

fn global() -> String {
    format!("global.{MODEL}")
}

#[test]
fn fact_1_an_additional_scp_never_undoes_the_region_deny() {
    let managed = region_deny(&["us-east-1", "us-west-2"]);
    assert!(denied(
        std::slice::from_ref(&managed),
        &global(),
        "us-east-1",
        None
    ));
    // Neither AWS's "enable Global" statements nor an Allow of everything, beside the managed deny.
    let allow = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}});
    let allow = Document::read(&Source::new("allow", allow.to_string())).unwrap();
    for added in [
        sample("blog2026-control-tower-enable-global"),
        sample("blog2026-two-statement-enable-global"),
        sample("docs-region-deny-allow-unspecified"),
        Attached::from_document("allow", &allow),
    ] {
        assert!(denied(
            &[managed.clone(), added],
            &global(),
            "us-east-1",
            None
        ));
    }
}

#[test]
fn fact_2_one_denied_hop_denies_the_call() {
    // us-east-2, where nobody called, is the destination that the Region deny denies.
    let judged = call(
        &[region_deny(&["us-east-1", "us-west-2"])],
        &us(),
        "us-east-1",
        None,
    );
    let denied: Vec<&str> = judged
        .hops
        .iter()
        .filter(|hop| hop.is_denied())
        .map(|hop| hop.hop.region.as_str())
        .collect();
    assert_eq!(denied, ["us-east-2"]);
    assert!(judged.is_denied());
    assert!(
        !call(
            &[region_deny(&["us-east-1", "us-east-2", "us-west-2"])],
            &us(),
            "us-east-1",
            None
        )
        .is_denied()
    );
}

#[test]
fn fact_3_the_published_disable_global_misses_copies_and_the_deny_by_unspecified_does_not() {
    for id in ["docs-disable-global", "blog2026-disable-global"] {
        assert!(denied(&[sample(id)], &global(), "us-east-1", None), "{id}");
        let copy = call(&[sample(id)], COPY, "us-east-1", Some(&global()));
        assert!(!copy.is_denied(), "{id}");
        // Only if the key held the origin's ARN, which AWS's pages leave open.
        assert!(
            copy.otherwise.iter().all(|world| world.origin_in_key) && !copy.otherwise.is_empty()
        );
    }
    let by_region = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "bedrock:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:RequestedRegion": "unspecified"}}}});
    let by_region = Document::read(&Source::new("strict", by_region.to_string())).unwrap();
    let strict = [Attached::from_document("strict", &by_region)];
    let copy = call(&strict, COPY, "us-east-1", Some(&global()));
    assert!(copy.is_denied() && copy.otherwise.is_empty());
}

#[test]
fn fact_3_the_published_us_only_deny_blocks_every_application_profile() {
    let policies = [sample("blog2026-geo-us-only")];
    assert!(!denied(&policies, &us(), "us-east-1", None));
    assert!(!denied(&policies, MODEL, "us-east-1", None));
    // Also one made for cost tags, from a us. profile or from a model.
    assert!(denied(&policies, COPY, "us-east-1", Some(&us())));
    assert!(denied(&policies, COPY, "us-east-1", Some(MODEL)));
}

#[test]
fn fact_4_unspecified_in_the_region_deny_opens_it_for_every_action() {
    let opened = [sample("blog2026-control-tower-enable-global")];
    assert!(!denied(&opened, &global(), "us-east-1", None));
    for action in [
        "bedrock:InvokeModel",
        "ec2:RunInstances",
        "sagemaker:CreateEndpoint",
    ] {
        let request = |region: &str| Request::new(action, "*").with("aws:RequestedRegion", region);
        assert!(!is_denied(&opened, request("unspecified")), "{action}");
        assert!(is_denied(&opened, request("eu-west-1")), "{action}");
    }
}

#[test]
fn fact_4_converse_is_no_action_and_bedrock_star_is_not_all_of_bedrock() {
    let policies = [sample("docs-disable-global")];
    let request = |action: &str| {
        Request::new(action, "*")
            .with("aws:RequestedRegion", "unspecified")
            .with(
                "bedrock:InferenceProfileArn",
                format!(
                    "arn:aws:bedrock:us-east-1:111122223333:inference-profile/{}",
                    global()
                ),
            )
    };
    assert!(is_denied(&policies, request("bedrock:InvokeModel")));
    for other in [
        "bedrock-mantle:CreateInference",
        "bedrock-agentcore:InvokeAgentRuntime",
        "bedrock-websearch:Search",
    ] {
        assert!(!is_denied(&policies, request(other)), "{other}");
    }
    // A statement that lists Converse denies nothing by it: the call is authorized as InvokeModel, which it lists as well.
    let policies = [sample("repost-require-application-profiles")];
    assert!(denied(&policies, MODEL, "us-east-1", None));
}

#[test]
fn fact_5_a_negated_condition_holds_without_its_key() {
    // The aws-samples policy lets profiles through and, by the missing key, no direct call; nor the profile's own hop elsewhere.
    let policies = [sample("aws-samples-region-deny-with-cris")];
    assert!(denied(&policies, MODEL, "eu-west-1", None));
    assert!(!denied(&policies, &us(), "us-east-1", None));
    // Without a `Null` guard the statement also hits what never carries the key.
    let policies = [sample("blog2025-conditional-region-block")];
    let request = Request::new("ec2:RunInstances", "*").with("aws:RequestedRegion", "us-east-2");
    assert!(is_denied(&policies, request));
}

#[test]
fn fact_5_the_new_zealand_statements_hold_direct_calls_in_the_destinations() {
    let policies = [sample("blog2026-nz-three-statements")];
    let au = format!("au.{MODEL}");
    assert!(!denied(&policies, &au, "ap-southeast-6", None));
    assert!(denied(&policies, MODEL, "ap-southeast-2", None));
    assert!(denied(&policies, &global(), "ap-southeast-6", None));
}

#[test]
fn an_exception_for_every_profile_opens_every_geography_and_global() {
    let policies = [sample("innovation-sandbox-issue-74")];
    assert!(!denied(&policies, &us(), "us-west-2", None));
    assert!(!denied(&policies, &global(), "us-west-2", None));
    // Copies do not match the exception.
    assert!(denied(&policies, COPY, "us-east-1", Some(&us())));
}

#[test]
fn management_account_and_service_linked_roles_are_told_apart() {
    let principal = |arn: &str| crispack::simulate::Principal::new(arn);
    let linked =
        "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";
    assert!(principal(linked).is_service_linked());
    assert!(!principal(ROLE).is_service_linked());
}
