//! The committed schemas say what the program writes and takes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;

use common::place::Place;
use common::run::{SPEC, crispack, outcome, succeed};
use jsonschema::Validator;
use serde_json::{Value, json};

mod common;

const BUILD: &str = include_str!("../manifest/schema/crispack.build.1.schema.json");
const SPEC_SCHEMA: &str = include_str!("../manifest/schema/crispack.schema.json");
const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/manifest/examples/three-modes/crispack.yaml"
);

const OTHER_EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/manifest/examples/global-in-one-ou/crispack.yaml"
);

/// Every field that a spec of this version has.
const EVERY_FIELD: &str = r#"
version: 1
organization:
  home_region: eu-central-1
  partition: aws
  governed_regions: [eu-central-1, us-east-1]
ignore:
  - {code: CRP280, file: policies/cris-workloads.json, until: 2099-12-31, reason: protected elsewhere}
region_deny:
  baseline: inputs/region-deny.json
  strategy: additive
  inference_only_regions: []
  covered_ous: [Security, Sandbox, Workloads, GenAI-Lab]
  floor: none
  exempt_principals: ["arn:aws:iam::*:role/break-glass"]
  exempt_actions: ["pricingplanmanager:*"]
modes:
  sealed:   {global: deny,  geographies: none, application_profiles: deny}
  eu-only:  {global: deny,  geographies: [eu], profiles: ["anthropic.*"], prompt_routers: allow}
  us-open:  {global: allow, geographies: [us], destinations: pinned, also: [batch, guardrails, data-automation]}
  as-today: {global: deny, geographies: any, destinations: governed, application_profiles: by-destination, form: published-split}
default_mode: sealed
targets:
  - {ou: "Workloads", mode: eu-only, slot: wl}
  - {ou: "Workloads:Regulated", mode: sealed, slot: reg}
  - {ou: "GenAI-Lab", mode: us-open, slot: lab, until: 2027-03-31, reason: "SEC-812"}
catalogue: {file: inputs/inference-profiles.json, accepted: crispack.profiles.json}
worlds: {seen: 2026-11-20, key_on_profile: absent, key_through_application_profile: own, key_behind_prompt_router: present}
package: {name_prefix: cris}
quota: current
expect:
  - {ou: Workloads, source: us-east-1, profile: "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1", origin: us.acme.m, principal: "arn:aws:iam::111122223333:role/App", call: deny}
"#;

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::draft202012::new(&schema).unwrap()
}

fn assert_valid(validator: &Validator, value: &Value) {
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{} at `{}`", error, error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// What a build prints with `--format json`, held against the schema.
fn printed(folder: &Path, arguments: &[&str], code: i32) -> Value {
    let outcome = outcome(
        crispack(folder)
            .args(["build", "--format", "json"])
            .args(arguments),
    );
    assert_eq!(
        outcome.code,
        Some(code),
        "{arguments:?}\n{}",
        outcome.stderr
    );
    assert_eq!(
        outcome.stderr, "",
        "a reader of the object sees everything in it"
    );
    let value: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_valid(&validator(BUILD), &value);
    assert_eq!(value["release"].is_null(), code != 0);
    value
}

#[test]
fn what_a_good_build_prints_is_as_its_schema_says() {
    let place = Place::new("schema-good");
    let value = printed(place.path(), &[EXAMPLE], 0);
    assert_eq!(value["release"], "release");
    for policy in value["policies"].as_array().unwrap() {
        let file = Path::new("release").join(policy["file"].as_str().unwrap());
        let text = fs::read_to_string(place.path().join(file)).unwrap();
        assert_eq!(policy["characters"], text.chars().count());
        assert_eq!(policy["sha256"], crispack::text::sha256(text.as_bytes()));
    }
    // With findings that stop nothing, some of them with a place.
    place.write(
        "crispack.yaml",
        SPEC.replace("us-west-1, ", "").replace("[us]", "[us, mx]"),
    );
    let value = printed(place.path(), &["--out", "other"], 0);
    assert_eq!(value["findings"].as_array().unwrap().len(), 2);
}

#[test]
fn what_a_failed_build_prints_is_as_its_schema_says() {
    let place = Place::new("schema-failed");
    let flags = "--mode enable-global --ou a::b --home-region eu-west-1 --baseline builtin:current --governed-region us-east-1";
    printed(place.path(), &flags.split(' ').collect::<Vec<_>>(), 1);
    printed(place.path(), &["nowhere.yaml"], 1);
    place.write("notes/mine", "");
    place.write("crispack.yaml", SPEC);
    printed(place.path(), &["--out", "notes"], 1);
    for (name, content) in [
        ("empty", String::new()),
        ("tab", "version:\n\t1\n".to_owned()),
        ("list", "[1]\n".to_owned()),
        ("twice", format!("{SPEC}version: 1\n")),
        ("fields", SPEC.replace("home_region", "home_regoin")),
        ("baseline", SPEC.replace("builtin:current", "builtin:lz5")),
        (
            "parent",
            SPEC.replace("{ou: Sandbox", "{ou: \"Security:A\""),
        ),
        ("warning", SPEC.replace("us-west-1, ", "")),
    ] {
        place.write("spec.yaml", content);
        let arguments = ["spec.yaml", "--fail-on", "warning"];
        let value = printed(place.path(), &arguments, 1);
        for finding in value["findings"].as_array().unwrap() {
            assert_eq!(finding["locations"][0]["file"], "spec.yaml", "{name}");
        }
    }
}

#[test]
fn the_schema_of_what_is_printed_is_closed() {
    let place = Place::new("schema-closed");
    let value = printed(place.path(), &[EXAMPLE], 0);
    let validator = validator(BUILD);
    for pointer in ["", "/policies/0"] {
        let mut more = value.clone();
        more.pointer_mut(pointer).unwrap()["more"] = json!(1);
        assert!(!validator.is_valid(&more), "{pointer}");
        for key in value.pointer(pointer).unwrap().as_object().unwrap().keys() {
            let mut less = value.clone();
            less.pointer_mut(pointer)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove(key);
            assert!(!validator.is_valid(&less), "{pointer} without {key}");
        }
    }
    // Half a release: a folder without its zip, policies of nothing.
    for (key, null) in [
        ("zip", json!(null)),
        ("release", json!(null)),
        ("policies", json!([])),
    ] {
        let mut half = value.clone();
        half[key] = null;
        assert!(!validator.is_valid(&half), "{key}");
    }
}

#[test]
fn every_spec_that_we_show_is_one() {
    let validator = validator(SPEC_SCHEMA);
    assert_valid(&validator, &yaml(EVERY_FIELD));
    assert_valid(&validator, &yaml(SPEC));
    for example in [EXAMPLE, OTHER_EXAMPLE] {
        assert_valid(&validator, &yaml(&fs::read_to_string(example).unwrap()));
    }
    let place = Place::new("schema-init");
    for arguments in [
        "init --example",
        "init --force --baseline builtin:current --home-region us-east-1 --governed-region us-east-1 --ou NO --ou #",
    ] {
        succeed(place.path(), &arguments.split(' ').collect::<Vec<_>>());
        let text = fs::read_to_string(place.path().join("crispack.yaml")).unwrap();
        assert_valid(&validator, &yaml(&text));
        let line = "# yaml-language-server: $schema=crispack.schema.json\n";
        assert!(text.starts_with(line), "{text}");
        let schema = fs::read_to_string(place.path().join("crispack.schema.json")).unwrap();
        assert_eq!(schema, SPEC_SCHEMA);
    }
}

#[test]
fn the_schema_line_of_the_example_leads_to_the_schema() {
    for example in [EXAMPLE, OTHER_EXAMPLE] {
        let text = fs::read_to_string(example).unwrap();
        let line = text.lines().next().unwrap();
        let path = line
            .strip_prefix("# yaml-language-server: $schema=")
            .unwrap();
        let schema = Path::new(example).parent().unwrap().join(path);
        assert_eq!(fs::read_to_string(schema).unwrap(), SPEC_SCHEMA);
    }
}

#[test]
fn fields_of_later_versions_are_unknown_until_then() {
    let validator = validator(SPEC_SCHEMA);
    for (pointer, field, content) in [
        ("/worlds", "key_on_models", json!("absent")),
        ("/package", "sign", json!(true)),
    ] {
        let mut spec = yaml(EVERY_FIELD);
        spec.pointer_mut(pointer).unwrap()[field] = content;
        assert!(!validator.is_valid(&spec), "{field}");
    }
}

#[test]
fn the_program_prints_the_committed_schema() {
    let place = Place::new("schema-generated");
    let generated = succeed(place.path(), &["generate", "schema"]).stdout;
    assert_eq!(generated, SPEC_SCHEMA);
}
