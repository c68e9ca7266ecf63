//! What differs by strategy, and promises along a path.

use super::*;

const US_ID: &str = "us.acme.model-v1:0";

#[test]
fn additive_leaves_regions_to_the_managed_deny() {
    let additive = promise(
        Strategy::Additive,
        Mode {
            global: Decision::Deny,
            ..us_open()
        },
    );
    expect(
        &additive,
        [
            (of(US_ID, US), ""),
            (of(US_ID, "us-west-2"), "D0"),
            (first("us-west-2", US_ID), "D0"),
            (direct("us-west-2"), "D0"),
            (served("us-west-2", &application()), "D0"),
            (of("eu.acme.model-v1:0", EU), "D6"),
            (at("us-west-2", "ec2:RunInstances", "*"), "D0"),
        ],
    );
}

#[test]
fn extend_opens_its_regions_to_inference_through_profiles_only() {
    let extended = promise(
        Strategy::Extend,
        Mode {
            global: Decision::Deny,
            ..us_open()
        },
    );
    expect(
        &extended,
        [
            (of(US_ID, "us-west-2"), ""),
            (first("us-west-2", US_ID), "D1 D2"),
            (direct("us-west-2"), "D2"),
            // Governed, yet no destination of `us.`.
            (of(US_ID, "eu-west-1"), "D3"),
            (served("eu-west-1", &application()), "D5"),
            // Governed by nobody.
            (of(US_ID, "us-west-1"), "D0 D3"),
            (at("us-west-2", "ec2:RunInstances", "*"), "DX"),
            (at("us-west-2", "bedrock:ListInferenceProfiles", "*"), "DX"),
            (at("us-west-2", "bedrock-mantle:CreateInference", "*"), "DX"),
            (at("us-west-2", "STS:AssumeRole", "*"), ""),
            (at("us-west-2", "pricing:GetProducts", "*"), "DX"),
            (at("ap-south-1", "ec2:RunInstances", "*"), "D0"),
            (at(EU, "ec2:RunInstances", "*"), ""),
            (at("unspecified", "ec2:RunInstances", "*"), "D0"),
        ],
    );
}

#[test]
fn only_extend_knows_inference_only_regions() {
    for strategy in [Strategy::Replace, Strategy::Additive, Strategy::OuControl] {
        let mut promise = promise(strategy, us_open());
        promise.inference_only = regions(&[US]);
        expect(&promise, [(at(US, "ec2:RunInstances", "*"), "")]);
    }
}

#[test]
fn the_ou_control_leaves_inference_to_the_modes_rows() {
    let control = promise(Strategy::OuControl, us_open());
    expect(
        &control,
        [
            (of(US_ID, "us-west-2"), ""),
            (of("global.acme.model-v1:0", "unspecified"), ""),
            (direct("us-west-2"), "D2"),
            (of(US_ID, "us-west-1"), "D3"),
            (at("us-west-2", "bedrock:ListInferenceProfiles", "*"), "D0"),
        ],
    );
}

#[test]
fn a_different_reference_decides_for_what_no_row_names() {
    let mut control = promise(Strategy::OuControl, any());
    let mut statement = region_deny(&[EU]);
    statement.action = Scope::Except(owned(&["s3:*"]));
    control.reference = Reference::new(statement).unwrap();
    expect(
        &control,
        [
            (at(US, "ec2:RunInstances", "*"), "D0"),
            (at(US, "s3:GetObject", "*"), ""),
            (at("ap-south-1", "iam:CreateRole", "*"), "D0"),
            // Inference goes by the working Regions.
            (direct(US), ""),
        ],
    );
}

#[test]
fn denies_add_up_along_the_path() {
    let parent = replace(eu_only());
    let child = replace(us_open());
    let path = [&parent, &child];
    for (request, denied) in [
        (of("eu.acme.model-v1:0", EU), true),
        (of(US_ID, US), true),
        (of("global.acme.model-v1:0", "unspecified"), true),
        (direct(EU), false),
    ] {
        assert_eq!(path_denied(&path, &request), denied, "{request:?}");
    }
    assert!(!path_denied(&[], &direct("ap-south-1")));
    assert!(!path_denied(&[&parent], &of("eu.acme.model-v1:0", EU)));
}

#[test]
fn rows_are_listed_once_and_in_order() {
    assert!(Row::ALL.is_sorted());
    for row in Row::ALL {
        assert!(
            !row.text().is_empty() && !row.text().ends_with('.'),
            "{row}"
        );
    }
}
