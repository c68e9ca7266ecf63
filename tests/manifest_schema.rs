//! Our JSON Schema of the manifest says what pykwalify says with a schema written apart from it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use crispack::cfct::MANIFEST_SCHEMA;
use serde_json::{Value, json};

mod common;

const HEAD: &str = "region: eu-central-1\nversion: 2021-03-15\n";
const ITEM: &str =
    "name: a, resource_file: policies/a.json, deploy_method: scp, deployment_targets: {}";

/// Manifests with whether CfCT's schema lets them pass (observed with release 2.8.4, or with pykwalify itself).
fn cases() -> Vec<(String, bool)> {
    let mut cases = vec![
        (HEAD.to_owned(), true),
        (format!("{HEAD}resources:\n"), true),
        (format!("{HEAD}resources: []\n"), true),
        (format!("{HEAD}resources: {{}}\n"), false),
        (format!("{HEAD}tags: []\n"), false),
        (format!("{HEAD}enable_stack_set_deletion: true\n"), true),
        (
            format!("{HEAD}enable_stack_set_deletion: \"true\"\n"),
            false,
        ),
        (format!("{HEAD}enable_stack_set_deletion:\n"), true),
        ("version: 2021-03-15\n".to_owned(), false),
        ("region: a\n".to_owned(), false),
        ("region: a\nversion: 2020-01-01\n".to_owned(), false),
    ];
    let without = |part: &str| ITEM.replace(part, "");
    for (item, passes) in [
        (ITEM.to_owned(), true),
        (without("name: a, "), false),
        (without("resource_file: policies/a.json, "), false),
        (without("deploy_method: scp, "), false),
        (without(", deployment_targets: {}"), false),
        (ITEM.replace("name: a", "name: 1"), false),
        (ITEM.replace("scp", "rcp"), true),
        (ITEM.replace("scp", "stack_set"), true),
        (ITEM.replace("scp", "SCP"), false),
        (ITEM.replace("{}", ""), false),
        (ITEM.replace("{}", "{organizational_units: []}"), true),
        (ITEM.replace("{}", "{organizational_units: [a, a]}"), true),
        (ITEM.replace("{}", "{organizational_units: [1]}"), false),
        (ITEM.replace("{}", "{organizational_units: }"), true),
        (ITEM.replace("{}", "{accounts: [1, a]}"), true),
        (ITEM.replace("{}", "{account: [a]}"), false),
    ] {
        cases.push((format!("{HEAD}resources: [{{{item}}}]\n"), passes));
    }
    for (extra, passes) in [
        ("description: ", true),
        ("description: b", true),
        ("description: [b]", false),
        ("rollout: 1", false),
        ("depends_on: []", false),
        ("parameter_file: ", true),
        ("parameter_file: parameters/a.json", true),
        ("parameter_file: 1", false),
        ("parameters: [{parameter_key: a, parameter_value: 1}]", true),
        (
            "parameters: [{parameter_key: a, parameter_value: [b]}]",
            true,
        ),
        ("parameters: [{parameter_key: a, parameter_value: }]", false),
        ("parameters: [{parameter_key: a}]", false),
        (
            "parameters: [{parameter_key: 1, parameter_value: a}]",
            false,
        ),
        ("regions: [a, b]", true),
        ("regions: [a, a]", false),
        ("regions: [1]", false),
        ("export_outputs: [{name: a, value: b}]", true),
        ("export_outputs: [{name: a}]", false),
        ("export_outputs: [{name: a, value: 1}]", false),
        ("export_outputs: [{name: a, value: b, c: d}]", false),
    ] {
        cases.push((format!("{HEAD}resources: [{{{ITEM}, {extra}}}]\n"), passes));
    }
    cases
}

#[test]
fn our_schema_lets_pass_what_cfct_does() {
    let schema: Value = serde_json::from_str(&MANIFEST_SCHEMA).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (text, passes) in cases() {
        let value: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(validator.is_valid(&value), passes, "{text}");
    }
}

#[test]
fn our_schema_is_a_schema() {
    let schema: Value = serde_json::from_str(&MANIFEST_SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn pykwalify_says_the_same() {
    let Some(python) = common::python::python("pykwalify_says_the_same") else {
        return;
    };
    let mut cases = cases();
    // To a reader that knows dates, and only to it, quotes make a difference.
    cases.push(("region: a\nversion: \"2021-03-15\"\n".to_owned(), false));
    let folder = common::folder("schema", cases.iter().map(|(text, _)| text.clone()));
    let report: Value = serde_json::from_str(&python.run("read_manifest.py", &[&folder])).unwrap();
    for (at, (text, passes)) in cases.iter().enumerate() {
        let found = &report[format!("{at:04}.yaml")]["schema"];
        assert_eq!(*found == json!([]), *passes, "{text}{found}");
    }
}
