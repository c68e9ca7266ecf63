//! Published statements on cross-Region inference and what they really deny.

use super::*;

fn profile(id: &str) -> String {
    format!("arn:aws:bedrock:us-east-1:111122223333:{id}")
}

/// A model hop: a call of the inference action with the profile in the key.
fn model_hop(region: &str, key: Option<&str>) -> Request<'static> {
    let arn = match region {
        "unspecified" => "arn:aws:bedrock:::foundation-model/acme.model-v1:0".to_owned(),
        region => format!("arn:aws:bedrock:{region}::foundation-model/acme.model-v1:0"),
    };
    let request = Request::new("bedrock:InvokeModel", arn).with("aws:RequestedRegion", region);
    match key {
        Some(id) => request.with("bedrock:InferenceProfileArn", profile(id)),
        None => request,
    }
}

fn bedrock(conditions: &[(&str, &str, &[&str])]) -> Statement {
    Statement {
        action: only(&["bedrock:*"]),
        ..deny(conditions)
    }
}

#[test]
fn disable_global_misses_application_profiles_and_calls_without_the_key() {
    // AWS ML blog, "Securing Amazon Bedrock cross-Region inference: Geographic and global", 2026-01-13.
    let statement = bedrock(&[
        ("StringLike", "aws:RequestedRegion", &["unspecified"]),
        (
            "ArnLike",
            "bedrock:InferenceProfileArn",
            &["arn:aws:bedrock:*:*:inference-profile/global.*"],
        ),
    ]);
    let denied = |key| matches(&statement, &model_hop("unspecified", key)).unwrap();
    assert!(denied(Some("inference-profile/global.acme.model-v1:0")));
    assert!(!denied(Some("application-inference-profile/a1b2c3")));
    assert!(!denied(None));

    // The Bedrock guide's wider form, by `unspecified` alone, has neither hole.
    let wider = bedrock(&[("StringEquals", "aws:RequestedRegion", &["unspecified"])]);
    for key in [Some("application-inference-profile/a1b2c3"), None] {
        assert!(matches(&wider, &model_hop("unspecified", key)).unwrap());
    }
}

#[test]
fn unspecified_in_the_region_deny_opens_it_for_every_service() {
    // The same blog: GRREGIONDENY with `unspecified` added to its Region list.
    let region_deny = |regions: &[&str]| Statement {
        action: except(&["iam:*", "sts:*", "wafv2:*"]),
        ..deny(&[
            ("StringNotEquals", "aws:RequestedRegion", regions),
            (
                "ArnNotLike",
                "aws:PrincipalARN",
                &["arn:*:iam::*:role/AWSControlTowerExecution"],
            ),
        ])
    };
    let managed = region_deny(&["us-east-1"]);
    let opened = region_deny(&["us-east-1", "unspecified"]);
    for action in ["bedrock:InvokeModel", "ec2:RunInstances", "s3:GetObject"] {
        let request = Request::new(action, "*").with("aws:RequestedRegion", "unspecified");
        assert!(matches(&managed, &request).unwrap());
        assert!(!matches(&opened, &request).unwrap());
        let exempt = request.with(
            "aws:PrincipalArn",
            "arn:aws:iam::111122223333:role/AWSControlTowerExecution",
        );
        assert!(!matches(&managed, &exempt).unwrap());
    }
}

#[test]
fn only_us_profiles_needs_its_guard_and_takes_application_profiles_with_it() {
    let us: (&str, &str, &[&str]) = (
        "ArnNotLike",
        "bedrock:InferenceProfileArn",
        &["arn:aws:bedrock:*:*:inference-profile/us.*"],
    );
    let guarded = bedrock(&[("Null", "bedrock:InferenceProfileArn", &["false"]), us]);
    let bare = bedrock(&[us]);

    let direct = model_hop("us-east-1", None);
    assert!(matches(&bare, &direct).unwrap());
    assert!(!matches(&guarded, &direct).unwrap());
    for (id, denied) in [
        ("inference-profile/us.acme.model-v1:0", false),
        ("inference-profile/us-gov.acme.model-v1:0", true),
        ("inference-profile/global.acme.model-v1:0", true),
        ("application-inference-profile/a1b2c3", true),
    ] {
        let request = model_hop("us-east-1", Some(id));
        assert_eq!(matches(&guarded, &request).unwrap(), denied, "{id}");
    }
}

#[test]
fn the_samples_repository_leaves_every_region_to_a_matching_profile() {
    // aws-samples/service-control-policy-examples, 2026-04-09: destinations are not listed.
    let statement = bedrock(&[
        ("StringNotEquals", "aws:RequestedRegion", &["eu-central-1"]),
        (
            "ArnNotLike",
            "bedrock:InferenceProfileArn",
            &["arn:aws:bedrock:*:*:inference-profile/eu.*"],
        ),
    ]);
    let denied = |region, key| matches(&statement, &model_hop(region, key)).unwrap();
    let eu = Some("inference-profile/eu.acme.model-v1:0");
    assert!(!denied("eu-west-1", eu));
    assert!(!denied("ap-south-1", eu));
    assert!(denied("eu-west-1", None));
    assert!(denied(
        "eu-west-1",
        Some("application-inference-profile/a1b2c3")
    ));
    assert!(!denied("eu-central-1", None));
}

#[test]
fn a_template_placeholder_is_refused_as_a_variable() {
    let statement = deny(&[(
        "ArnNotLike",
        "aws:PrincipalARN",
        &["arn:aws:iam::${Account}:role/[PRIVILEGED_ROLE]"],
    )]);
    assert!(supported(&statement).is_err());
}

#[test]
fn the_third_new_zealand_statement_also_hits_calls_that_never_carry_the_key() {
    // AWS ML blog on New Zealand, 2026-04-01.
    let statement = bedrock(&[
        (
            "StringEquals",
            "aws:RequestedRegion",
            &["ap-southeast-2", "ap-southeast-4"],
        ),
        ("Null", "bedrock:InferenceProfileArn", &["true"]),
    ]);
    let guardrail =
        Request::new("bedrock:ApplyGuardrail", "*").with("aws:RequestedRegion", "ap-southeast-2");
    assert!(matches(&statement, &guardrail).unwrap());
}
