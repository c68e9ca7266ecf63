//! Exempt principals and actions.

use super::*;

fn by(role: &str, request: Request<'static>) -> Request<'static> {
    request.with(
        "aws:PrincipalArn",
        format!("arn:aws:iam::{ACCOUNT}:role/{role}"),
    )
}

const MANAGED: &str = "AWSControlTowerExecution";
const DECLARED: &str = "break-glass";

#[test]
fn limits_do_not_bind_exempt_principals() {
    let promise = replace(us_open());
    for role in [MANAGED, DECLARED] {
        expect(
            &promise,
            [
                (by(role, first("us-west-2", "us.acme.model-v1:0")), ""),
                (by(role, direct("us-west-2")), ""),
                (by(role, of("us.acme.model-v1:0", "ap-south-1")), ""),
                (by(role, of("global.acme.model-v1:0", "ap-south-1")), ""),
                (by(role, served("ap-south-1", &application())), ""),
                (by(role, at("ap-south-1", "ec2:RunInstances", "*")), ""),
            ],
        );
    }
    expect(
        &promise,
        [
            (by("developer", direct("us-west-2")), "D2"),
            // A role's path is part of its name.
            (by("team/break-glass", direct("us-west-2")), "D2"),
        ],
    );
}

#[test]
fn the_mode_itself_binds_everyone() {
    for role in [MANAGED, DECLARED] {
        expect(
            &replace(eu_only()),
            [
                (by(role, of("us.acme.model-v1:0", "us-west-2")), "D6"),
                (
                    by(role, of("global.acme.model-v1:0", "unspecified")),
                    "D6 D7",
                ),
                (by(role, served("unspecified", &application())), "D7"),
                (by(role, first(EU, "global.acme.model-v1:0")), "D7"),
                (by(role, invoke(EU, arn(EU, "prompt-router/a1b2c3"))), "D9"),
                (
                    by(
                        role,
                        at(
                            EU,
                            "bedrock:CreateInferenceProfile",
                            profile("us.acme.model-v1:0"),
                        ),
                    ),
                    "D8",
                ),
            ],
        );
        expect(
            &replace(sealed()),
            [(by(role, served(EU, &application())), "D5b")],
        );
    }
}

#[test]
fn declared_exemptions_lift_nothing_while_the_managed_deny_is_on() {
    for strategy in [Strategy::Additive, Strategy::Extend] {
        expect(
            &promise(strategy, any()),
            [
                (
                    by(DECLARED, at("ap-south-1", "ec2:RunInstances", "*")),
                    "D0",
                ),
                (by(MANAGED, at("ap-south-1", "ec2:RunInstances", "*")), ""),
                (at("ap-south-1", "pricing:GetProducts", "*"), "D0"),
                // The rows of ours leave both out.
                (by(DECLARED, direct("ap-south-1")), "D0"),
                (by(MANAGED, direct("ap-south-1")), ""),
            ],
        );
    }
    for strategy in [Strategy::Replace, Strategy::OuControl] {
        expect(
            &promise(strategy, any()),
            [
                (by(DECLARED, at("ap-south-1", "ec2:RunInstances", "*")), ""),
                (at("ap-south-1", "Pricing:GetProducts", "*"), ""),
                (at("ap-south-1", "ec2:RunInstances", "*"), "D0"),
            ],
        );
    }
}

#[test]
fn a_declared_principal_is_free_in_an_inference_only_region() {
    let extended = promise(Strategy::Extend, us_open());
    for role in [MANAGED, DECLARED] {
        expect(
            &extended,
            [
                (by(role, at("us-west-2", "ec2:RunInstances", "*")), ""),
                (by(role, direct("us-west-2")), ""),
            ],
        );
    }
}

#[test]
fn a_principal_that_is_not_named_is_bound() {
    // `ArnNotLike` is true on a missing key.
    expect(&replace(any()), [(direct("ap-south-1"), "D2")]);
    let mut nobody = replace(any());
    nobody.declared = Exemptions::new(&[], &[]).unwrap();
    expect(
        &nobody,
        [
            (by(DECLARED, direct("ap-south-1")), "D2"),
            (by(MANAGED, direct("ap-south-1")), ""),
        ],
    );
}

#[test]
fn a_reference_without_exempt_principals_binds_everyone() {
    let mut statement = region_deny(&[EU, US]);
    statement.conditions.truncate(1);
    let mut bare = replace(any());
    bare.reference = Reference::new(statement).unwrap();
    expect(
        &bare,
        [
            (by(MANAGED, direct("ap-south-1")), "D2"),
            (by(DECLARED, direct("ap-south-1")), ""),
        ],
    );
}

#[test]
fn what_the_plain_evaluator_refuses_is_refused_here() {
    let mut statement = region_deny(&[EU]);
    "ForAnyValue:Null".clone_into(&mut statement.conditions[0].operator);
    assert!(Reference::new(statement).is_err());
    assert!(Exemptions::new(&[], &owned(&["arn:*:iam::*:role/${"])).is_err());
}
