//! D7 and D8 away from inference: what may be made of a profile, and the rest of Bedrock.

use super::*;

const CREATION: [&str; 3] = [
    "bedrock:CreateInferenceProfile",
    "bedrock:CreatePromptRouter",
    "bedrock:CreateAdvancedPromptOptimizationJob",
];

fn model() -> String {
    "arn:aws:bedrock:eu-central-1::foundation-model/acme.model-v1:0".to_owned()
}

#[test]
fn copies_are_made_of_what_is_allowed_only() {
    for action in CREATION {
        let of = |resource: String| at(EU, action, resource);
        expect(
            &replace(eu_only()),
            [
                (of(profile("eu.acme.model-v1:0")), ""),
                (of(profile("us.acme.model-v1:0")), "D8"),
                (of(profile("global.acme.model-v1:0")), "D7 D8"),
                (of(application()), ""),
                (of(model()), ""),
                (
                    of("arn:aws:bedrock:::foundation-model/acme.model-v1:0".to_owned()),
                    "",
                ),
                (of(arn(EU, "prompt-router/a1b2c3")), ""),
                (of(arn(EU, "default-prompt-router/acme.default:1")), ""),
                (of(arn(EU, "custom-model/acme.model/a1b2c3")), "D8"),
                (of("*".to_owned()), "D8"),
            ],
        );
        expect(
            &replace(us_open()),
            [
                (of(profile("us.acme.model-v1:0")), ""),
                (of(profile("global.acme.model-v1:0")), ""),
                (of(profile("eu.acme.model-v1:0")), "D8"),
            ],
        );
        expect(
            &replace(sealed()),
            [
                (of(profile("eu.acme.model-v1:0")), "D8"),
                (of(application()), ""),
                (of(model()), ""),
            ],
        );
    }
}

#[test]
fn any_denies_copies_of_a_denied_global_only() {
    let of = |resource: String| at(EU, "bedrock:createinferenceprofile", resource);
    expect(
        &replace(any()),
        [
            (of(profile("new.acme.model-v1:0")), ""),
            (of(profile("global.acme.model-v1:0")), "D7 D8"),
            (of(arn(EU, "custom-model/acme.model/a1b2c3")), ""),
            (of("*".to_owned()), ""),
        ],
    );
    let open = replace(Mode {
        global: Decision::Allow,
        ..any()
    });
    expect(&open, [(of(profile("global.acme.model-v1:0")), "")]);
}

#[test]
fn a_denied_global_closes_unspecified_for_all_of_bedrock() {
    let closed = promise(Strategy::Additive, eu_only());
    expect(
        &closed,
        [
            (
                at("unspecified", "bedrock:ListInferenceProfiles", "*"),
                "D0 D7",
            ),
            (at("unspecified", "Bedrock:ApplyGuardrail", "*"), "D0 D7"),
            (
                at("unspecified", "bedrock-mantle:CreateInference", "*"),
                "D0",
            ),
            (at("unspecified", "sts:AssumeRole", "*"), ""),
        ],
    );
    expect(
        &promise(Strategy::Replace, us_open()),
        [
            // Carved out are the two inference actions, not all of Bedrock.
            (
                at("unspecified", "bedrock:ListInferenceProfiles", "*"),
                "D0",
            ),
            (at("unspecified", "ec2:RunInstances", "*"), "D0"),
        ],
    );
}

#[test]
fn reading_about_global_is_no_use_of_it() {
    let read = at(
        EU,
        "bedrock:GetInferenceProfile",
        profile("global.acme.model-v1:0"),
    );
    expect(&replace(sealed()), [(read, "")]);
}

#[test]
fn other_services_know_the_region_deny_only() {
    for strategy in [
        Strategy::Additive,
        Strategy::Extend,
        Strategy::Replace,
        Strategy::OuControl,
    ] {
        for mode in [sealed(), eu_only(), us_open(), any()] {
            let promise = promise(strategy, mode);
            for action in [
                "bedrock-mantle:CreateInference",
                "bedrock-agentcore:InvokeAgentRuntime",
                "ec2:RunInstances",
                "s3:GetObject",
            ] {
                expect(
                    &promise,
                    [
                        (at(EU, action, "*"), ""),
                        (at("ap-south-1", action, "*"), "D0"),
                        // Profile ARNs where they do not belong change nothing.
                        (at(EU, action, profile("global.acme.model-v1:0")), ""),
                        (
                            at(EU, action, "*")
                                .with("bedrock:InferenceProfileArn", application())
                                .with("bedrock:PromptRouterArn", arn(EU, "prompt-router/a")),
                            "",
                        ),
                    ],
                );
            }
            expect(&promise, [(at("ap-south-1", "iam:CreateRole", "*"), "")]);
        }
    }
}
