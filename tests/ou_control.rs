//! The OU control that is delivered beside the pack: the template and the input of the command line say the same, and the tools that read them take them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use common::place::Place;
use common::python::python;
use common::run::succeed;
use serde_json::{Value, json};

/// Builds for some covered OUs, and gives the files of `control-tower/` by name.
fn built(place: &Place, ous: &[String], exempt: bool) -> Vec<(String, Value)> {
    let (principals, actions) = if exempt {
        (
            "['arn:aws:iam::*:role/break-glass']",
            "['pricingplanmanager:*']",
        )
    } else {
        ("[]", "[]")
    };
    let targets: Vec<String> = ous
        .iter()
        .map(|ou| format!("  - {{ou: {ou:?}, mode: m}}\n"))
        .collect();
    let targets = targets.concat();
    place.write(
        "crispack.yaml",
        format!(
            "version: 1\norganization: {{home_region: eu-west-1, governed_regions: [us-east-1, eu-west-1]}}\nregion_deny:\n  baseline: builtin:current\n  strategy: ou-control\n  covered_ous: {ous:?}\n  exempt_principals: {principals}\n  exempt_actions: {actions}\nmodes:\n  m: {{global: allow, geographies: [us, eu]}}\ntargets:\n{targets}"
        ),
    );
    succeed(place.path(), &["build", "--quiet"]);
    let folder = place.path().join("release/control-tower");
    let mut files: Vec<(String, Value)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (
                name,
                serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap(),
            )
        })
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

fn file<'a>(files: &'a [(String, Value)], name: &str) -> &'a Value {
    &files.iter().find(|(known, _)| known == name).unwrap().1
}

fn ous(count: usize) -> Vec<String> {
    let mut ous = vec![
        "Work loads".to_owned(),
        "It's \"one\" <&>".to_owned(),
        "Größe 🚀".to_owned(),
    ];
    ous.extend((0..count).map(|number| format!("Unit {number}")));
    ous.truncate(count);
    ous
}

#[test]
fn every_covered_ou_has_its_control_and_the_command_line_says_the_same() {
    let place = Place::new("ou-control");
    for exempt in [false, true] {
        let files = built(&place, &ous(3), exempt);
        let template = file(&files, "ou-region-deny.template.json");
        let resources = template["Resources"].as_object().unwrap();
        assert_eq!(resources.len(), 3);
        let mut parameters = vec![
            json!({"Key": "AllowedRegions", "Value": ["eu-west-1", "us-east-1"]}),
            json!({"Key": "ExemptedActions", "Value": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]}),
        ];
        if exempt {
            parameters[1]["Value"]
                .as_array_mut()
                .unwrap()
                .push(json!("pricingplanmanager:*"));
            parameters.push(json!({"Key": "ExemptedPrincipalArns", "Value": ["arn:aws:iam::*:role/break-glass"]}));
        }
        let mut named = BTreeSet::new();
        for resource in resources.values() {
            assert_eq!(resource["Type"], "AWS::ControlTower::EnabledControl");
            // Without them nothing would hold the OU: they outlive the stack.
            assert_eq!(resource["DeletionPolicy"], "Retain");
            let properties = &resource["Properties"];
            assert_eq!(
                properties["ControlIdentifier"],
                "arn:aws:controlcatalog:::control/ka8e3pkqefnjsxuyc26ji580"
            );
            assert_eq!(properties["Parameters"], json!(parameters));
            named.insert(properties["TargetIdentifier"]["Ref"].as_str().unwrap());
        }
        let declared: BTreeSet<&str> = template["Parameters"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(named, declared);

        let input = file(&files, "enable-control.json");
        let lower: Vec<Value> = parameters
            .iter()
            .map(|p| json!({"key": p["Key"], "value": p["Value"]}))
            .collect();
        assert_eq!(
            *input,
            json!({"controlIdentifier": "arn:aws:controlcatalog:::control/ka8e3pkqefnjsxuyc26ji580", "parameters": lower})
        );
        assert_eq!(*file(&files, "parameters.json"), json!(lower));
    }
}

#[test]
fn at_most_ten_controls_are_made_at_once_and_a_template_takes_two_hundred_ous() {
    let place = Place::new("ou-control-many");
    let files = built(&place, &ous(450), false);
    let templates: Vec<&Value> = files
        .iter()
        .filter(|(name, _)| name.contains("template"))
        .map(|(_, value)| value)
        .collect();
    let sizes: Vec<usize> = templates
        .iter()
        .map(|template| template["Parameters"].as_object().unwrap().len())
        .collect();
    // Sorted by name: the first, `-2`, `-3`.
    assert_eq!(sizes.iter().sum::<usize>(), 450);
    assert!(
        sizes.iter().all(|size| *size <= 200) && sizes.len() == 3,
        "{sizes:?}"
    );
    let mut names = BTreeSet::new();
    for template in templates {
        let resources: Vec<(&String, &Value)> =
            template["Resources"].as_object().unwrap().iter().collect();
        for (index, (name, resource)) in resources.iter().enumerate() {
            assert!(names.insert((*name).clone()), "{name} twice");
            let expected = index
                .checked_sub(10)
                .map_or(Value::Null, |earlier| json!(resources[earlier].0));
            assert_eq!(resource["DependsOn"], expected);
        }
    }
}

#[test]
fn cfn_lint_finds_nothing_in_the_templates() {
    let Some(python) = python("cfn-lint on the OU control") else {
        return;
    };
    let place = Place::new("ou-control-lint");
    for (count, exempt) in [(1, true), (3, false), (25, true), (250, true)] {
        let files = built(&place, &ous(count), exempt);
        for (name, _) in files.iter().filter(|(name, _)| name.contains("template")) {
            let mut lint = python.program("cfn-lint");
            let output = lint
                // With its informational findings as well.
                .args(["--include-checks", "I", "--regions", "eu-west-1", "--"])
                .arg(place.path().join("release/control-tower").join(name))
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(
                output.status.success() && said.trim().is_empty(),
                "{count} {name}: {said}{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
    // It would say something.
    let path = place
        .path()
        .join("release/control-tower/ou-region-deny.template.json");
    let broken = fs::read_to_string(&path)
        .unwrap()
        .replace("ControlIdentifier", "ControlIdentifer");
    fs::write(&path, broken).unwrap();
    assert!(
        !python
            .program("cfn-lint")
            .arg(&path)
            .output()
            .unwrap()
            .status
            .success()
    );
}

#[test]
fn the_real_command_line_takes_the_input() {
    let Some(python) = python("`aws controltower` with the OU control's input") else {
        return;
    };
    let place = Place::new("ou-control-cli");
    built(&place, &ous(1), true);
    let target = "arn:aws:organizations::111122223333:ou/o-exampleorg1/ou-ab12-cdefgh34";
    // Held against AWS's own model of the service before anything is sent, and sent to a port where nobody listens.
    let said = |operation: &str, arguments: &[&str]| -> String {
        let program = python.program("aws").get_program().to_owned();
        let output = Command::new(program)
            .args(["controltower", operation])
            .args(arguments)
            .args([
                "--endpoint-url",
                "http://127.0.0.1:9",
                "--region",
                "eu-west-1",
            ])
            .current_dir(place.path().join("release"))
            .env_clear()
            .envs([
                ("PATH", "/usr/bin:/bin"),
                ("AWS_ACCESS_KEY_ID", "testing"),
                ("AWS_SECRET_ACCESS_KEY", "testing"),
                ("AWS_MAX_ATTEMPTS", "1"),
            ])
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let taken = |operation: &str, arguments: &[&str]| {
        let said = said(operation, arguments);
        assert!(said.contains("Could not connect"), "{operation}: {said}");
    };
    taken(
        "enable-control",
        &[
            "--target-identifier",
            target,
            "--cli-input-json",
            "file://control-tower/enable-control.json",
        ],
    );
    taken(
        "update-enabled-control",
        &[
            "--enabled-control-identifier",
            "arn:aws:controltower:eu-west-1:111122223333:enabledcontrol/1A2B3C4D5E6F7G8H",
            "--parameters",
            "file://control-tower/parameters.json",
        ],
    );
    let refused = said(
        "enable-control",
        &[
            "--target-identifier",
            target,
            "--cli-input-json",
            "{\"control\": 1}",
        ],
    );
    assert!(!refused.contains("Could not connect"), "{refused}");
}
