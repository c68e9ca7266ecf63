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
use common::run::{crispack, outcome, succeed};
use serde_json::{Value, json};

/// Builds for some covered OUs, and gives the JSON files of `control-tower/` by name.
fn built(place: &Place, ous: &[String], exempt: bool) -> Vec<(String, Value)> {
    built_with(place, ous, exempt, "")
}

/// The same with more about the organization.
fn built_with(
    place: &Place,
    ous: &[String],
    exempt: bool,
    organization: &str,
) -> Vec<(String, Value)> {
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
            "version: 1\norganization: {{home_region: eu-west-1, governed_regions: [us-east-1, eu-west-1]{organization}}}\nregion_deny:\n  baseline: builtin:current\n  strategy: ou-control\n  covered_ous: {ous:?}\n  exempt_principals: {principals}\n  exempt_actions: {actions}\nmodes:\n  m: {{global: allow, geographies: [us, eu]}}\ntargets:\n{targets}"
        ),
    );
    succeed(place.path(), &["build", "--quiet"]);
    let folder = place.path().join("release/control-tower");
    let mut files: Vec<(String, Value)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().unwrap() == "json")
        .map(|path| {
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

const IDENTIFIER: &str = "arn:aws:controlcatalog:::control/ka8e3pkqefnjsxuyc26ji580";

/// A snapshot of OUs `Unit N`: the first has the control with other parameters, the second with ours, the third has none, the fourth has no id, the fifth's has drifted.
fn snapshot(place: &Place) {
    let ous: Vec<Value> = (0..5)
        .map(|number| json!({"path": format!("Unit {number}"), "id": (number != 3).then(|| format!("ou-ab12-cdefgh3{number}"))}))
        .collect();
    let on = |number: usize,
              drift: &str,
              regions: [&str; 2],
              actions: &[&str],
              principals: &[&str]| {
        json!({"control": IDENTIFIER, "ou": format!("Unit {number}"), "status": "SUCCEEDED", "drift": drift,
            "parameters": {"AllowedRegions": regions, "ExemptedActions": actions, "ExemptedPrincipalArns": principals}})
    };
    let inference = [
        "bedrock:InvokeModelWithResponseStream",
        "bedrock:InvokeModel",
    ];
    let same = [inference[0], inference[1], "pricingplanmanager:*"];
    let controls = [
        on(
            0,
            "IN_SYNC",
            ["us-east-1", "sa-east-1"],
            // The last is exempted by Control Tower's own list, the one before by the spec.
            &[
                "bedrock:Invoke*",
                "quicksight:*",
                "PricingPlanManager:List*",
                "iam:Get*",
            ],
            &["arn:aws:iam::*:role/theirs"],
        ),
        on(
            1,
            "IN_SYNC",
            ["us-east-1", "eu-west-1"],
            &same,
            &["arn:aws:iam::*:role/break-glass"],
        ),
        on(4, "DRIFTED", ["us-east-1", "eu-west-1"], &same, &[]),
    ];
    let snapshot = json!({
        "schema": "crispack.snapshot/1",
        "organization": {"id": "o-exampleorg1", "management_account": "111122223333", "root_id": "r-ab12"},
        "organizational_units": ous,
        "control_tower": {"enabled_controls": controls},
    });
    place.write("org.json", snapshot.to_string());
}

fn units(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("Unit {number}")).collect()
}

#[test]
fn a_snapshot_fills_the_arns_in() {
    let place = Place::new("ou-control-snapshot");
    snapshot(&place);
    let files = built_with(&place, &units(5), true, ", snapshot: org.json");
    let template = file(&files, "ou-region-deny.template.json");
    let parameters = template["Parameters"].as_object().unwrap();
    let defaults: Vec<Option<&str>> = parameters
        .values()
        .map(|own| own["Default"].as_str())
        .collect();
    let arn = |number: usize| {
        format!("arn:aws:organizations::111122223333:ou/o-exampleorg1/ou-ab12-cdefgh3{number}")
    };
    let arns: Vec<Option<String>> = (0..5)
        .map(|number| (number != 3).then(|| arn(number)))
        .collect();
    let expected: Vec<Option<&str>> = arns.iter().map(Option::as_deref).collect();
    assert_eq!(defaults, expected);
    // Nothing else is another: what is on stays in the template, since a stack may have made it.
    let without = Place::new("ou-control-plain");
    let plain = built(&without, &units(5), true);
    assert_eq!(
        template["Resources"],
        file(&plain, "ou-region-deny.template.json")["Resources"]
    );
    assert_eq!(
        file(&files, "enable-control.json"),
        file(&plain, "enable-control.json")
    );
    let script = fs::read_to_string(place.path().join("release/runbook.sh")).unwrap();
    for number in [0, 1, 2, 4] {
        let line = format!("    'Unit {number}') echo {}; return ;;\n", arn(number));
        assert!(script.contains(&line), "{script}");
    }
    assert!(!script.contains("'Unit 3') echo"));
    // But for the OUs and what is compared, the script is the one without a snapshot.
    let plain_script = fs::read_to_string(without.path().join("release/runbook.sh")).unwrap();
    let lines: BTreeSet<&str> = script.lines().collect();
    let gone: Vec<&str> = plain_script
        .lines()
        .filter(|line| !lines.contains(line))
        .collect();
    assert_eq!(gone, Vec::<&str>::new());
}

#[test]
fn what_an_enabled_control_gains_and_loses_is_told() {
    let place = Place::new("ou-control-told");
    snapshot(&place);
    built_with(&place, &units(5), true, ", snapshot: org.json");
    for command in ["build", "plan"] {
        let said = succeed(place.path(), &[command]).stderr;
        let expect = |text: &str| assert_eq!(said.matches(text).count(), 1, "{text}\n{said}");
        expect("note[CRP326]: on `Unit 0` the OU control is on with other parameters");
        expect("`AllowedRegions` gains `eu-west-1`; loses `sa-east-1`");
        expect(
            "`ExemptedPrincipalArns` gains `arn:aws:iam::*:role/break-glass`; loses `arn:aws:iam::*:role/theirs`",
        );
        expect("warning[CRP327]: on `Unit 0` the OU control exempts `quicksight:*` today");
        expect("warning[CRP327]: on `Unit 0` the OU control exempts `bedrock:Invoke*` today");
        expect(
            "warning[CRP327]: on `Unit 0` the OU control exempts `arn:aws:iam::*:role/theirs` today",
        );
        expect("add it to `region_deny.exempt_actions`");
        expect("add just that to `region_deny.exempt_actions`");
        expect("add it to `region_deny.exempt_principals`");
        // What is exempt otherwise is not lost.
        assert_eq!(said.matches("CRP327]").count(), 3, "{said}");
        expect("note[CRP328]: org.json does not tell the ARN of `Unit 3`");
        expect("warning[CRP329]: on `Unit 4` the OU control has drifted");
    }
    let report = fs::read_to_string(place.path().join("release/REPORT.md")).unwrap();
    assert!(report.contains("`AllowedRegions` gains `eu-west-1`; loses `sa-east-1`"));
    let runbook = fs::read_to_string(place.path().join("release/RUNBOOK.md")).unwrap();
    for row in [
        "| on, with these parameters | nothing |",
        "| `Unit 3` | not told | off | enable |",
        "| on, **drifted** | re-register the OU first, then update |",
    ] {
        assert_eq!(runbook.matches(row).count(), 1, "{row}\n{runbook}");
    }
}

/// The control's text as Control Tower hangs it on an OU, in a policy of its own.
fn guardrail(ou: &str, regions: &[&str], actions: &[&str]) -> Value {
    let text = fs::read_to_string("cfct-templates/baselines/ct-multiservice-pv1.json").unwrap();
    let mut policy: Value = serde_json::from_str(&text).unwrap();
    let statement = &mut policy["Statement"][0];
    let mut left_out: Vec<Value> = actions.iter().map(|own| json!(own)).collect();
    left_out.extend(statement["NotAction"].as_array().unwrap().iter().cloned());
    statement["NotAction"] = json!(left_out);
    statement["Condition"]["StringNotEquals"]["aws:RequestedRegion"] = json!(regions);
    json!({"name": format!("aws-guardrails-{}", ou.replace([':', ' '], "")), "content": policy.to_string(), "attached_to": [ou]})
}

/// Controls that an API tells of otherwise than one would like: by another name, while something is done to them, or in another letter case.
#[test]
fn a_control_that_is_on_is_never_taken_for_one_that_is_off_or_done() {
    let place = Place::new("ou-control-odd");
    let regions = ["eu-west-1", "us-east-1"];
    let on = |ou: &str, control: &str, status: &str, actions: &[&str]| {
        json!({"control": control, "ou": ou, "status": status, "drift": "IN_SYNC",
            "parameters": {"AllowedRegions": regions, "ExemptedActions": actions}})
    };
    let inference = [
        "Bedrock:InvokeModel",
        "bedrock:invokemodelwithresponsestream",
    ];
    let mut opaque = on(
        "Unit 2",
        "arn:aws:controltower:eu-west-1::control/OPAQUE",
        "SUCCEEDED",
        &[],
    );
    opaque["parameters"] = json!({});
    let snapshot = json!({
        "schema": "crispack.snapshot/1",
        "organization": {"id": "o-exampleorg1", "management_account": "111122223333", "root_id": "r-ab12"},
        "organizational_units": (0..4).map(|number| json!({"path": format!("Unit {number}"), "id": format!("ou-ab12-cdefgh3{number}")})).collect::<Vec<_>>(),
        "policies": [guardrail("Unit 2", &["eu-west-1", "sa-east-1"], &["s3:*"])],
        "control_tower": {"enabled_controls": [
            on("Unit 0", IDENTIFIER, "UNDER_CHANGE", &inference),
            on("Unit 1", IDENTIFIER, "SUCCEEDED", &inference),
            opaque,
            on("Unit 3", "arn:aws:controltower:eu-west-1::control/CT.MULTISERVICE.PV.1", "SUCCEEDED", &inference),
        ]},
    });
    place.write("org.json", snapshot.to_string());
    built_with(&place, &units(4), false, ", snapshot: org.json");
    let said = succeed(place.path(), &["build"]).stderr;
    // The names of actions ignore case: nothing of it changes.
    assert_eq!(said.matches("CRP326]").count(), 1, "{said}");
    for text in [
        "note[CRP326]: on `Unit 2` the OU control is on with other parameters",
        "`AllowedRegions` gains `us-east-1`; loses `sa-east-1`",
        "warning[CRP327]: on `Unit 2` the OU control exempts `s3:*` today",
        "warning[CRP331]: on `Unit 2` the OU control is on by its text",
    ] {
        assert_eq!(said.matches(text).count(), 1, "{text}\n{said}");
    }
    let runbook = fs::read_to_string(place.path().join("release/RUNBOOK.md")).unwrap();
    for row in [
        "cdefgh30` | on, and an operation on it is running | wait until it is done; then what the commands find to do |",
        "cdefgh31` | on, with these parameters | nothing |",
        "cdefgh32` | on, **under a name that is not known here** | find it, and update it by hand: by its text `AllowedRegions` gains `us-east-1`, loses `sa-east-1`; `ExemptedActions` gains",
        "cdefgh33` | on, with these parameters | nothing |",
    ] {
        assert_eq!(runbook.matches(row).count(), 1, "{row}\n{runbook}");
    }
    let terraform =
        fs::read_to_string(place.path().join("release/control-tower/ou-region-deny.tf")).unwrap();
    assert_eq!(terraform.matches("\nimport {").count(), 2, "{terraform}");
    assert!(
        terraform.contains("#   Unit 2\n#   Unit 3\n"),
        "{terraform}"
    );
    assert!(terraform.contains("version = \">= 5.58\""));
    assert!(terraform.contains("its parameters are changed where they are others"));
}

#[test]
fn terraform_says_what_the_template_says() {
    let Some(python) = python("an HCL parser on the OU control") else {
        return;
    };
    for (known, exempt) in [(false, true), (false, false), (true, true)] {
        let place = Place::new("ou-control-terraform");
        snapshot(&place);
        let (ous, organization) = if known {
            (units(5), ", snapshot: org.json")
        } else {
            (ous(5), "")
        };
        let files = built_with(&place, &ous, exempt, organization);
        let path = place.path().join("release/control-tower/ou-region-deny.tf");
        let read: Value = serde_json::from_str(&python.run("read_hcl.py", &[&path])).unwrap();
        let input = file(&files, "enable-control.json");
        assert_eq!(read["control"], input["controlIdentifier"]);
        assert_eq!(read["for_each"], "${local.ou_region_deny}");
        assert_eq!(read["target"], "${each.value}");
        assert_eq!(read["prevent_destroy"], true);
        let parameters: serde_json::Map<String, Value> = input["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|own| {
                (
                    own["key"].as_str().unwrap().to_owned(),
                    own["value"].clone(),
                )
            })
            .collect();
        assert_eq!(read["parameters"], json!(parameters));
        // In the order of the template, with the ARNs that are its defaults, and the others from the variable.
        let template = file(&files, "ou-region-deny.template.json");
        let declared = template["Parameters"].as_object().unwrap();
        let targets = read["ous"].as_object().unwrap();
        assert_eq!(targets.len(), 5);
        for (own, (slot, target)) in declared.values().zip(targets) {
            match own["Default"].as_str() {
                Some(arn) => assert_eq!(target, arn),
                None => assert_eq!(*target, json!(format!("${{var.ou_arns[\"{slot}\"]}}"))),
            }
        }
        assert_eq!(read["variables"], json!(["ou_arns"]));
        let imports = read["imports"].as_object().unwrap();
        let ids: Vec<&str> = imports.values().map(|id| id.as_str().unwrap()).collect();
        let expected: Vec<String> = if known { vec![0, 1, 4] } else { Vec::new() }
            .into_iter()
            .map(|number| format!("arn:aws:organizations::111122223333:ou/o-exampleorg1/ou-ab12-cdefgh3{number},{IDENTIFIER}"))
            .collect();
        assert_eq!(ids, expected);
        for to in imports.keys() {
            let slot = to
                .strip_prefix("${aws_controltower_control.ou_region_deny[\"")
                .and_then(|rest| rest.strip_suffix("\"]}"));
            assert!(targets.contains_key(slot.unwrap()), "{to}");
        }
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
    let with_snapshot = Place::new("ou-control-lint-snapshot");
    snapshot(&with_snapshot);
    for (count, exempt, known) in [
        (1, true, false),
        (3, false, false),
        (25, true, false),
        (250, true, false),
        (5, true, true),
    ] {
        let (place, files) = if known {
            let known = ", snapshot: org.json";
            (
                &with_snapshot,
                built_with(&with_snapshot, &units(count), exempt, known),
            )
        } else {
            (&place, built(&place, &ous(count), exempt))
        };
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

/// OUs `A`, `A:Prod` and `B`, controls by OU with their Regions and exempted actions, their texts, and further policies.
fn landing_zone(controls: &[(&str, &[&str], &[&str])], more: &[Value]) -> String {
    let on: Vec<Value> = controls
        .iter()
        .map(|(ou, regions, actions)| {
            json!({"control": IDENTIFIER, "ou": ou, "status": "SUCCEEDED", "drift": "IN_SYNC",
                "parameters": {"AllowedRegions": regions, "ExemptedActions": actions}})
        })
        .collect();
    let mut policies: Vec<Value> = controls
        .iter()
        .map(|(ou, regions, actions)| guardrail(ou, regions, actions))
        .collect();
    policies.push(json!({"name": "FullAWSAccess", "aws_managed": true, "attached_to": ["Root", "A", "A:Prod", "B"],
        "content": r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#}));
    policies.extend(more.iter().cloned());
    json!({
        "schema": "crispack.snapshot/1",
        "organization": {"id": "o-exampleorg1", "management_account": "111122223333", "root_id": "r-ab12"},
        "organizational_units": [
            {"path": "A", "id": "ou-ab12-aaaaaaaa"},
            {"path": "A:Prod", "id": "ou-ab12-bbbbbbbb"},
            {"path": "B", "id": "ou-ab12-cccccccc"},
        ],
        "policies": policies,
        "control_tower": {"enabled_controls": on},
    })
    .to_string()
}

fn spec(strategy: &str, covered: &str, modes: &str, targets: &str) -> String {
    format!(
        "version: 1\norganization: {{home_region: eu-central-1, governed_regions: [eu-central-1, us-east-1]}}\n\
         region_deny: {{baseline: 'builtin:current', strategy: {strategy}, covered_ous: [{covered}]}}\n\
         modes:\n  m: {{global: deny, geographies: [eu]}}\n{modes}default_mode: m\ntargets:\n{targets}"
    )
}

const INFERENCE: [&str; 2] = [
    "bedrock:InvokeModel",
    "bedrock:InvokeModelWithResponseStream",
];

#[test]
fn a_control_that_is_on_is_updated_when_ours_are_live_and_leaves_no_gap() {
    let place = Place::new("ou-control-in-time");
    let narrow: (&[&str], &[&str]) = (&["eu-central-1"], &[]);
    let on_both = [("A", narrow.0, narrow.1), ("B", narrow.0, narrow.1)];
    let targets = "  - {ou: A, mode: m}\n  - {ou: B, mode: m}\n";
    place.write("crispack.yaml", spec("ou-control", "A, B", "", targets));
    for controls in [&on_both[..], &on_both[..1]] {
        place.write("org.json", landing_zone(controls, &[]));
        let said = succeed(place.path(), &["plan", "--against", "org.json"]);
        assert!(!said.stderr.contains("CRP421"), "{}", said.stderr);
        // What the control on `A` exempts from now on, the modes hold.
        assert!(said.stdout.contains("on A"), "{}", said.stdout);
        succeed(place.path(), &["build", "--snapshot", "org.json"]);
    }
}

/// Of what `also` opened, the policies let go first and the control holds it only after them.
#[test]
fn a_control_that_is_updated_too_late_leaves_a_gap() {
    let place = Place::new("ou-control-gap");
    let opener = "  opener: {global: deny, geographies: [eu], also: [batch]}\n";
    let target = "  - {ou: A, mode: MODE, slot: a}\n";
    let with =
        |mode: &str, modes: &str| spec("ou-control", "A", modes, &target.replace("MODE", mode));
    place.write("crispack.yaml", with("opener", opener));
    succeed(place.path(), &["build", "--out", "r1"]);
    let text = fs::read_to_string(place.path().join("r1/package/policies/cris-a.json")).unwrap();
    let ours = json!({"name": "cris-a", "content": text, "attached_to": ["A"]});
    let exempted = [
        INFERENCE[0],
        INFERENCE[1],
        "bedrock:CreateModelInvocationJob",
    ];
    let controls: (&str, &[&str], &[&str]) = ("A", &["eu-central-1", "us-east-1"], &exempted);
    place.write(
        "org.json",
        landing_zone(&[controls], std::slice::from_ref(&ours)),
    );
    place.write("crispack.yaml", with("m", ""));
    let plan = || {
        let said = outcome(crispack(place.path()).args(["plan", "--against", "org.json"]));
        (said.code, said.stderr)
    };
    let (code, said) = plan();
    assert_eq!(code, Some(1), "{said}");
    for text in [
        "error[CRP421]: under `A`",
        "is denied by `cris-a` as the snapshot has it and by the OU control of this release",
        "first one in which the OU control is as in this one and `cris-a` still as the snapshot has it",
    ] {
        assert!(said.contains(text), "{text}\n{said}");
    }
    // The release that it names: the mode is there, and no target has it.
    place.write("crispack.yaml", with("m", opener));
    assert_eq!(plan().0, Some(0), "{}", plan().1);
    // The landing zone's Region deny goes last, so while it is on there is no gap.
    let mut zone: Value = serde_json::from_str(
        &fs::read_to_string("cfct-templates/baselines/deployed-lz4.json").unwrap(),
    )
    .unwrap();
    zone["Statement"][0]["Condition"]["StringNotEquals"]["aws:RequestedRegion"] =
        json!(["eu-central-1", "us-east-1"]);
    let zone = |ou: &str| json!({"name": "aws-guardrails-zone", "content": zone.to_string(), "attached_to": [ou]});
    place.write("crispack.yaml", with("m", ""));
    place.write(
        "org.json",
        landing_zone(&[controls], &[ours.clone(), zone("A")]),
    );
    assert_eq!(plan().0, Some(0), "{}", plan().1);
    // On another OU it holds nothing here.
    place.write("crispack.yaml", with("m", "").replace("[A]", "[A, B]"));
    place.write("org.json", landing_zone(&[controls], &[ours, zone("B")]));
    assert!(
        plan().1.contains("error[CRP421]: under `A`"),
        "{}",
        plan().1
    );
}

#[test]
fn a_control_on_an_ou_that_is_not_covered_stays_and_is_told() {
    let place = Place::new("ou-control-stays");
    let regions: &[&str] = &["eu-central-1", "us-east-1"];
    let narrow: &[&str] = &["eu-central-1"];
    let on = |nested: &[&'static str]| {
        landing_zone(
            &[
                ("A", regions, &INFERENCE),
                ("A:Prod", narrow, nested),
                ("B", narrow, &INFERENCE),
            ],
            &[],
        )
    };
    let target = "  - {ou: A, mode: m}\n";
    for strategy in ["ou-control", "replace"] {
        place.write("crispack.yaml", spec(strategy, "A", "", target));
        place.write("org.json", on(&[]));
        let said = succeed(place.path(), &["plan", "--against", "org.json"]);
        for text in [
            "warning[CRP330]: on `A:Prod` the OU control is on and stays",
            "it denies `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` outside of `eu-central-1`",
            "warning[CRP330]: on `B` the OU control is on and stays",
            "it leaves the two inference actions out, and denies other services outside of `eu-central-1`",
        ] {
            assert_eq!(
                said.stderr.matches(text).count(),
                1,
                "{text}\n{}",
                said.stderr
            );
        }
        // It holds the OU, so nobody is told that nothing would.
        assert!(!said.stderr.contains("CRP320"), "{}", said.stderr);
        let plan = succeed(
            place.path(),
            &["plan", "--against", "org.json", "--format", "json"],
        );
        let plan: Value = serde_json::from_str(&plan.stdout).unwrap();
        let effects = plan["effects_on"].as_array().unwrap();
        let opens = |ou: &str| {
            let of = |one: &&Value| one["ous"].as_array().unwrap().contains(&json!(ou));
            let effect = effects.iter().find(of).unwrap();
            let mut changes = effect["changes"].as_array().unwrap().iter();
            changes.any(|own| own["direction"] == "denied_to_allowed")
        };
        assert!(!opens("A:Prod") && !opens("B"), "{plan:#}");
        succeed(place.path(), &["build", "--snapshot", "org.json"]);
        let runbook = fs::read_to_string(place.path().join("release/RUNBOOK.md")).unwrap();
        // On the covered OU the runbook has a step for it.
        let step = if strategy == "replace" {
            "Disable the OU control"
        } else {
            "Put the OU control on every covered OU"
        };
        assert!(runbook.contains(step), "{runbook}");
    }
    // With the parameters of the release it does no harm.
    place.write("crispack.yaml", spec("ou-control", "A, B", "", target));
    place.write(
        "org.json",
        landing_zone(
            &[("A", regions, &INFERENCE), ("A:Prod", regions, &INFERENCE)],
            &[],
        ),
    );
    let said = succeed(place.path(), &["plan", "--against", "org.json"]);
    assert!(!said.stderr.contains("CRP330"), "{}", said.stderr);
}
