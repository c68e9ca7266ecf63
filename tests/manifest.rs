//! What we emit is what CfCT's readers see: `serde_yaml` always, `PyYAML`, ruamel.yaml and pykwalify where there is Python.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use crispack::cfct::{Manifest, Resource, StackSet, emit};
use proptest::prelude::*;
use serde_json::{Value, json};

mod common;

/// Strings that one reader or another takes for something else when they are not written with care.
fn awkward() -> Vec<String> {
    let mut strings: Vec<String> = [
        "NO",
        "on",
        "yes",
        "Off",
        "true",
        "1_000",
        "2021-03-15",
        "2001-12-14t21:59:43.10-05:00",
        "=",
        "<<",
        "~",
        "null",
        "",
        " ",
        " edge ",
        "\"",
        "'",
        "\"both\"",
        "'both'",
        "\\",
        "\\n",
        "\\x41",
        "a\\",
        "#",
        "a # b",
        "a: b",
        ": ",
        "a:",
        "- ",
        "- a",
        "-",
        "---",
        "...",
        "&a",
        "*a",
        "!t",
        "!!str a",
        "{{x}}",
        "${x}",
        "{a: b}",
        "[a]",
        "|",
        ">-",
        "%YAML 1.2",
        "@a",
        "`a`",
        "? a",
        ",",
        "a\tb",
        "a  b",
        "a\nb",
        "a\r\nb",
        "\n",
        "\u{1}",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{80}",
        "\u{85}",
        "a\u{85}b",
        "\u{9f}",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "\u{200f}",
        "\u{202e}",
        "\u{2028}",
        "\u{2029}",
        "\u{2066}",
        "\u{feff}",
        "\u{feff}a",
        "\u{fdd0}",
        "\u{fffe}",
        "\u{ffff}",
        "\u{e000}",
        "\u{1fffe}",
        "\u{10ffff}",
        "\u{1f600}",
        "e\u{301}",
        "\u{301}",
        "עברית",
        "日本語",
        "team_file:Prod",
        "resource_file: policies/a.json",
        "_file:",
        "012345670123",
        "123456789012",
        "0x1F",
        "0b1",
        "0o14",
        "014",
        "1e3",
        "1.5",
        ".inf",
        "-.INF",
        ".nan",
        "12:30:45",
        "Workloads:Prod",
        "Root",
    ]
    .map(str::to_owned)
    .to_vec();
    strings.push("x".repeat(128));
    strings.push("\u{1f600}".repeat(128));
    // PyYAML's limit for a key that is not marked as one.
    strings.push("x".repeat(1500));
    strings
}

/// Each awkward string as region, name, description and OU, once alone and once among all.
fn manifests() -> Vec<Manifest> {
    let strings = awkward();
    let stack_set = |at: usize, text: &str, ous: &[String]| StackSet {
        name: text.to_owned(),
        description: text.to_owned(),
        resource_file: format!("templates/t{at}.json"),
        organizational_units: ous.to_vec(),
        regions: vec![text.to_owned()],
    };
    let resource = |at: usize, text: &str, ous: &[String]| Resource {
        name: text.to_owned(),
        description: text.to_owned(),
        resource_file: format!("policies/p{at}.json"),
        organizational_units: ous.to_vec(),
    };
    let mut manifests: Vec<Manifest> = strings
        .iter()
        .enumerate()
        .map(|(at, text)| Manifest {
            region: text.clone(),
            resources: vec![resource(at, text, std::slice::from_ref(text))],
            stack_sets: vec![stack_set(at, text, std::slice::from_ref(text))],
        })
        .collect();
    manifests.push(Manifest {
        region: "eu-central-1".to_owned(),
        resources: (0..)
            .zip(&strings)
            .map(|(at, text)| resource(at, text, &strings))
            .collect(),
        stack_sets: Vec::new(),
    });
    manifests.push(Manifest {
        region: "eu-central-1".to_owned(),
        resources: Vec::new(),
        stack_sets: Vec::new(),
    });
    manifests.push(Manifest {
        region: "eu-central-1".to_owned(),
        resources: vec![resource(0, "no OU", &[])],
        stack_sets: vec![stack_set(0, "no OU", &[])],
    });
    manifests
}

/// What a reader should see; the version differs from reader to reader.
fn expected(manifest: &Manifest, version: &Value) -> Value {
    let policies = manifest.resources.iter().map(|resource| {
        json!({
            "name": resource.name,
            "description": resource.description,
            "resource_file": resource.resource_file,
            "deploy_method": "scp",
            "deployment_targets": {"organizational_units": resource.organizational_units},
        })
    });
    let stack_sets = manifest.stack_sets.iter().map(|own| {
        json!({
            "name": own.name,
            "description": own.description,
            "resource_file": own.resource_file,
            "deploy_method": "stack_set",
            "deployment_targets": {"organizational_units": own.organizational_units},
            "regions": own.regions,
        })
    });
    let resources: Vec<Value> = policies.chain(stack_sets).collect();
    json!({"region": manifest.region, "version": version, "resources": resources})
}

fn assert_read_by_serde_yaml(manifest: &Manifest) {
    let text = emit(manifest);
    let value: Value = serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_eq!(value, expected(manifest, &json!("2021-03-15")), "{text}");
}

#[test]
fn serde_yaml_reads_what_was_meant() {
    for manifest in manifests() {
        assert_read_by_serde_yaml(&manifest);
    }
}

#[test]
fn lines_are_few_and_plain() {
    // No string of the user makes a line of its own, and none passes for one that names a file.
    for manifest in manifests() {
        let text = emit(&manifest);
        let lines: usize = manifest
            .resources
            .iter()
            .map(|resource| 6 + resource.organizational_units.len())
            .sum();
        let more: usize = manifest
            .stack_sets
            .iter()
            .map(|own| 7 + own.organizational_units.len() + own.regions.len())
            .sum();
        assert_eq!(text.lines().count(), 5 + lines + more, "{text}");
        let all = manifest.resources.len() + manifest.stack_sets.len();
        assert_eq!(text.matches("_file:").count(), all);
        assert!(!text.contains('\r'));
    }
}

#[test]
fn cfcts_own_readers_read_what_was_meant() {
    let Some(python) = common::python::python("cfcts_own_readers_read_what_was_meant") else {
        return;
    };
    let manifests = manifests();
    let folder = common::folder("manifests", manifests.iter().map(emit));
    let report = python.run("read_manifest.py", &[&folder]);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report.as_object().unwrap().len(), manifests.len());
    for (at, manifest) in manifests.iter().enumerate() {
        let seen = &report[format!("{at:04}.yaml")];
        let meant = expected(manifest, &json!({"date": "2021-03-15"}));
        assert_eq!(seen["pyyaml"], meant, "{}", emit(manifest));
        assert_eq!(seen["ruamel"], meant, "{}", emit(manifest));
        let paths: Vec<&str> = manifest
            .resources
            .iter()
            .map(|resource| resource.resource_file.as_str())
            .chain(
                manifest
                    .stack_sets
                    .iter()
                    .map(|own| own.resource_file.as_str()),
            )
            .collect();
        assert_eq!(seen["files"], json!(paths));
        assert_eq!(seen["schema"], json!([]), "{}", emit(manifest));
    }
}

/// Anything but NUL, which no reader of YAML has to take; rich in what is awkward.
fn text() -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(awkward());
    let anything = any::<String>().prop_map(|text| text.replace('\0', ""));
    let any_chars = prop::collection::vec(any::<char>(), 0..12)
        .prop_map(|chars| chars.into_iter().filter(|c| *c != '\0').collect());
    prop_oneof![awkward, anything, any_chars, "[-_file:a #'\"\\\\]{0,24}"]
}

proptest! {
    #[test]
    fn whatever_the_strings_they_are_read_back(
        region in text(),
        resources in prop::collection::vec(
            (text(), text(), text(), prop::collection::vec(text(), 0..4)),
            0..4,
        ),
        stack_set in (text(), text(), text(), prop::collection::vec(text(), 0..4)),
    ) {
        let (name, description, resource_file, regions) = stack_set;
        let manifest = Manifest {
            region,
            resources: resources
                .into_iter()
                .map(|(name, description, resource_file, organizational_units)| Resource {
                    name,
                    description,
                    resource_file,
                    organizational_units,
                })
                .collect(),
            stack_sets: vec![StackSet {
                name,
                description,
                resource_file,
                organizational_units: regions.clone(),
                regions,
            }],
        };
        assert_read_by_serde_yaml(&manifest);
    }
}
