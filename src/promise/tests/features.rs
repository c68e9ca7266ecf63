//! Batch inference, guardrails and Data Automation: as under the Region deny, but for what a mode names, where it routes.

use super::*;
use crate::bedrock::Feature;

const BATCH: &str = "bedrock:CreateModelInvocationJob";
const GUARD: &str = "bedrock:ApplyGuardrail";
const AUTOMATE: &str = "bedrock:InvokeDataAutomationAsync";

fn with(mut promise: Promise, also: &[Feature], of_others: &[Feature]) -> Promise {
    promise.mode.also = also.to_vec();
    promise.features = [also, of_others].concat();
    promise
}

fn job(region: &str) -> Request<'static> {
    at(
        region,
        BATCH,
        format!("arn:aws:bedrock:{region}::foundation-model/acme.model-v1:0"),
    )
}

fn guard(region: &str, rest: &str) -> Request<'static> {
    at(region, GUARD, arn(region, rest))
}

fn by(role: &str, request: Request<'static>) -> Request<'static> {
    request.with(
        "aws:PrincipalArn",
        format!("arn:aws:iam::{ACCOUNT}:role/{role}"),
    )
}

#[test]
fn without_a_word_they_are_what_any_other_action_is() {
    for strategy in [Strategy::Additive, Strategy::Extend, Strategy::Replace] {
        let promise = promise(
            strategy,
            Mode {
                global: Decision::Deny,
                ..us_open()
            },
        );
        let in_x = if strategy == Strategy::Extend {
            "DX"
        } else {
            "D0"
        };
        expect(
            &promise,
            [
                (job(US), ""),
                (job("us-west-2"), in_x),
                (
                    guard("us-west-2", "guardrail-profile/us.guardrail.v1:0"),
                    in_x,
                ),
                (job("ap-south-1"), "D0"),
            ],
        );
    }
}

#[test]
fn what_is_named_is_served_where_the_mode_routes_and_asked_for_at_home() {
    let all = with(replace(us_open()), &Feature::ALL, &[]);
    expect(
        &all,
        [
            (job(US), ""),
            (job("us-west-2"), ""),
            // The catalogue knows no route of `us.` there.
            (job("eu-west-1"), "D10"),
            // Global is open to inference alone.
            (job("unspecified"), "D10"),
            (Request::new(BATCH, "*"), "D10"),
            (guard(EU, "guardrail/a1b2c3"), ""),
            (
                guard("us-west-2", "guardrail-profile/us.guardrail.v1:0"),
                "",
            ),
            (guard("us-west-2", "guardrail/a1b2c3"), "D10"),
            (
                guard("us-west-1", "guardrail-profile/us.guardrail.v1:0"),
                "D10",
            ),
            (
                at(
                    "us-west-2",
                    "bedrock:invokeDataAutomationAsync",
                    arn("us-west-2", "data-automation-profile/us.data-automation-v1"),
                ),
                "",
            ),
            (
                at(
                    "us-west-2",
                    AUTOMATE,
                    arn("us-west-2", "data-automation-project/a1b2c3"),
                ),
                "D10",
            ),
            // Each through its own profile only.
            (
                guard("us-west-2", "data-automation-profile/us.data-automation-v1"),
                "D10",
            ),
            (
                at(
                    "us-west-2",
                    AUTOMATE,
                    arn("us-west-2", "guardrail-profile/us.guardrail.v1:0"),
                ),
                "D10",
            ),
            // Made and read where it always was.
            (
                at(
                    "us-west-2",
                    "bedrock:CreateGuardrail",
                    arn("us-west-2", "guardrail-profile/us.guardrail.v1:0"),
                ),
                "D0",
            ),
            (at("us-west-2", "bedrock:GetModelInvocationJob", "*"), "D0"),
        ],
    );
}

#[test]
fn what_only_other_modes_name_is_said_by_the_mode_as_the_region_deny_would() {
    for strategy in [Strategy::Replace, Strategy::OuControl] {
        let own = with(
            promise(strategy, us_open()),
            &[Feature::Batch],
            &Feature::ALL,
        );
        expect(
            &own,
            [
                (job("us-west-2"), ""),
                (
                    guard("us-west-2", "guardrail-profile/us.guardrail.v1:0"),
                    "D10",
                ),
                (guard(US, "guardrail/a1b2c3"), ""),
                (by("developer", job("eu-west-1")), "D10"),
                (by("break-glass", job("eu-west-1")), ""),
                (by("AWSControlTowerExecution", job("eu-west-1")), ""),
            ],
        );
    }
}

#[test]
fn where_the_managed_deny_stays_on_other_modes_take_nothing_from_it() {
    let closed = Mode {
        global: Decision::Deny,
        ..us_open()
    };
    let extended = with(
        promise(Strategy::Extend, closed.clone()),
        &[Feature::Batch],
        &Feature::ALL,
    );
    expect(
        &extended,
        [
            (job("us-west-2"), ""),
            // Governed for inference, and no destination of `us.`.
            (job("eu-west-1"), "D10"),
            // A destination that nobody governs would stay closed.
            (job("us-west-1"), "D0 D10"),
            (
                guard("us-west-2", "guardrail-profile/us.guardrail.v1:0"),
                "DX",
            ),
        ],
    );
    let additive = with(promise(Strategy::Additive, closed), &Feature::ALL, &[]);
    expect(&additive, [(job("us-west-2"), "D0"), (job(US), "")]);
}

#[test]
fn nothing_is_held_that_the_region_deny_leaves_out() {
    let mut own = with(replace(us_open()), &Feature::ALL, &[]);
    own.declared = Exemptions::new(&owned(&["bedrock:*Guardrail"]), &[]).unwrap();
    let mut deny = region_deny(&[EU, US, "unspecified"]);
    if let Scope::Except(list) = &mut deny.action {
        list.push("bedrock:InvokeData*".to_owned());
    }
    own.reference = Reference::new(deny).unwrap();
    expect(
        &own,
        [
            (guard("eu-west-1", "guardrail/a1b2c3"), ""),
            (at("eu-west-1", AUTOMATE, "*"), ""),
            (job("eu-west-1"), "D10"),
            // Let in by somebody's own hand.
            (job("unspecified"), ""),
        ],
    );
}

#[test]
fn without_destinations_nothing_is_opened() {
    let mut governed = with(
        replace(Mode {
            destinations: Destinations::Governed,
            ..us_open()
        }),
        &Feature::ALL,
        &[],
    );
    governed.destinations = regions(&["us-west-2"]);
    expect(&governed, [(job("us-west-2"), "D10"), (job(US), "")]);
}
