//! `probe/`: in each world that AWS's pages leave open, the script finds out which it is, and the spec takes the line that it prints.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::PathBuf;

use common::bedrock::Bedrock;
use common::place::Place;
use common::python::python;
use common::run::{SPEC, crispack, outcome, succeed};
use serde_json::json;

mod common;

fn probe(place: &Place) -> PathBuf {
    fs::write(place.path().join("crispack.yaml"), SPEC).unwrap();
    succeed(place.path(), &["build", "--today", "2026-11-26"]);
    place.path().join("release/probe")
}

/// Goes through a profile that no statement of the probe names.
const ROUTER: &str =
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0";

#[test]
fn the_script_finds_out_in_which_world_it_is() {
    let Some(python) = python("the_script_finds_out_in_which_world_it_is") else {
        return;
    };
    let place = Place::new("probe-worlds");
    let folder = probe(&place);
    let bedrock = Bedrock::start(python, place.path());
    let policy = folder.join("policy.json");
    // Each answer is found whatever the others are.
    for (on_profile, origin, behind_router) in [
        (false, false, false),
        (true, true, true),
        (false, true, true),
        (true, false, false),
    ] {
        bedrock.set(&json!({
            "policies": [policy], "router_models": [ROUTER],
            "key_on_profile": on_profile, "origin_in_key": origin, "key_behind_router": behind_router,
        }));
        let told = bedrock.shell(&folder, "bash probe.sh");
        assert_eq!(told.code, Some(0), "{}", told.stderr);
        let presence = |yes: bool| if yes { "present" } else { "absent" };
        let expected = format!(
            "key_on_profile: {}, key_through_application_profile: {}, key_behind_prompt_router: {}}}\n",
            presence(on_profile),
            if origin { "origin" } else { "own" },
            presence(behind_router)
        );
        assert!(told.stdout.ends_with(&expected), "{}", told.stdout);
        // What it made, it has deleted; what it prints is a line of the spec.
        let left = bedrock.shell(&folder, "curl -s \"$AWS_ENDPOINT_URL_BEDROCK/left\"");
        assert_eq!(left.stdout, "[]", "{}", left.stderr);
        fs::write(
            place.path().join("crispack.yaml"),
            format!("{SPEC}{}", told.stdout),
        )
        .unwrap();
        let built = outcome(crispack(place.path()).args(["build", "--out", "again", "--force"]));
        assert_eq!(built.code, Some(0), "{}", built.stderr);
        let report = fs::read_to_string(place.path().join("again/REPORT.md")).unwrap();
        assert_eq!(report.matches("The spec has settled it as").count(), 3);
    }
}

#[test]
fn nothing_is_settled_by_what_tells_nothing() {
    let Some(python) = python("nothing_is_settled_by_what_tells_nothing") else {
        return;
    };
    let place = Place::new("probe-nothing");
    let folder = probe(&place);
    let bedrock = Bedrock::start(python, place.path());
    let policy = folder.join("policy.json");
    let run = || bedrock.shell(&folder, "bash probe.sh");

    // The policy is not there, or the account can call nothing.
    let told = run();
    assert_eq!((told.code, told.stdout.as_str()), (Some(64), ""));
    assert!(told.stderr.contains("is not in force"), "{}", told.stderr);
    bedrock.set(&json!({"policies": [policy], "throttled": ["us-east-1"]}));
    let told = run();
    assert_eq!((told.code, told.stdout.as_str()), (Some(64), ""));
    assert!(told.stderr.contains("cannot call"), "{}", told.stderr);

    // Everything is denied there: no answer tells anything.
    let other = place.path().join("other.json");
    fs::write(
        &other,
        r#"{"Statement":[{"Effect":"Deny","Action":"bedrock:*","Resource":"*"}]}"#,
    )
    .unwrap();
    bedrock.set(&json!({"policies": [other]}));
    let told = run();
    assert_eq!(
        (told.code, told.stdout.as_str()),
        (Some(2), ""),
        "{}",
        told.stderr
    );
    assert!(
        told.stderr.contains("not settled: A1, and so nothing"),
        "{}",
        told.stderr
    );

    // A denial of somebody else's is not taken for that of the policy, which is not there.
    let only_two = r#"{"Statement":[{"Effect":"Deny","Action":"bedrock:*","Resource":"arn:*:bedrock:*:*:inference-profile/us.amazon.nova-lite-v1:0"}]}"#;
    fs::write(&other, only_two).unwrap();
    bedrock.set(&json!({"policies": [other], "router_models": [ROUTER]}));
    let told = run();
    assert_eq!(
        (told.code, told.stdout.as_str()),
        (Some(2), ""),
        "{}",
        told.stderr
    );
    // Nor one of what is behind the router.
    let behind = r#"{"Statement":[{"Effect":"Deny","Action":"bedrock:*","Resource":"arn:*:bedrock:*::foundation-model/amazon.nova-pro-v1:0"}]}"#;
    fs::write(&other, behind).unwrap();
    bedrock.set(&json!({"policies": [policy, other], "router_models": [ROUTER]}));
    let told = run();
    assert_eq!(told.code, Some(2), "{}", told.stderr);
    assert!(!told.stdout.contains("key_behind"), "{}", told.stdout);

    // No router, or one that goes to models themselves.
    for models in [
        json!([]),
        json!(["arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0"]),
        json!([ROUTER.replace("nova-pro", "nova-micro")]),
    ] {
        bedrock.set(&json!({"policies": [policy], "router_models": models}));
        let told = run();
        assert_eq!(told.code, Some(2), "{}", told.stderr);
        assert!(
            told.stdout
                .ends_with("key_on_profile: absent, key_through_application_profile: own}\n")
        );
        assert!(told.stderr.contains("not settled: A3"), "{}", told.stderr);
    }
    let told = bedrock.shell(&folder, "bash probe.sh --help");
    assert_eq!(told.code, Some(0));
    assert!(told.stdout.contains("bash probe.sh [PROMPT_ROUTER_ARN]"));
    // A policy of somebody else's that denies routers is not taken for an answer.
    let routers = r#"{"Statement":[{"Effect":"Deny","Action":"bedrock:*","Resource":"arn:*:bedrock:*:*:default-prompt-router/*"}]}"#;
    fs::write(&other, routers).unwrap();
    bedrock.set(&json!({"policies": [policy, other], "router_models": [ROUTER]}));
    let told = run();
    assert_eq!(told.code, Some(2), "{}", told.stderr);
    assert!(!told.stdout.contains("key_behind"), "{}", told.stdout);
}

/// The commands of the README, and the policy by our own rules.
#[test]
fn the_policy_of_the_probe_is_made_attached_and_deleted_as_its_readme_says() {
    let place = Place::new("probe-readme");
    let folder = probe(&place);
    let checked = outcome(crispack(&folder).args(["check", "policy.json", "--format", "text"]));
    assert_eq!(
        checked.code,
        Some(0),
        "{}{}",
        checked.stdout,
        checked.stderr
    );

    let Some(python) =
        python("the_policy_of_the_probe_is_made_attached_and_deleted_as_its_readme_says")
    else {
        return;
    };
    let bedrock = Bedrock::start(python, place.path());
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    let blocks: Vec<&str> = readme
        .split("```sh\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap())
        .collect();
    let make = "aws organizations create-organization >/dev/null\nROOT=$(aws organizations list-roots --query 'Roots[0].Id' --output text)\n\
        SANDBOX=$(aws organizations create-organizational-unit --parent-id $ROOT --name Sandbox --query OrganizationalUnit.Id --output text)\n";
    let told = bedrock.shell(
        &folder,
        &format!(
            "set -e\n{make}{}aws organizations describe-policy --policy-id $ID --query Policy.Content --output text | cmp - <(cat policy.json; echo)\n{}echo $SANDBOX\naws organizations list-policies --filter SERVICE_CONTROL_POLICY --query 'Policies[].Name' --output text\n",
            blocks[0], blocks[1]
        ),
    );
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let lines: Vec<&str> = told.stdout.lines().collect();
    assert_eq!(lines[0], lines[1], "the targets are the sandbox alone");
    assert_eq!(lines[2..], ["FullAWSAccess"]);
}
