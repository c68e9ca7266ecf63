//! Identity policies: what the command prints and a release ships is what IAM and CloudFormation take, and lets through what it says.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::fs;
use std::path::Path;

use common::emulation::Emulation;
use common::place::Place;
use common::python::python;
use common::run::{Outcome, crispack, outcome, succeed};
use serde_json::Value;

const SONNET: &str = "anthropic.claude-sonnet-4-5-20250929-v1:0";

fn iam(arguments: &[&str]) -> Outcome {
    outcome(crispack(Path::new(".")).arg("iam").args(arguments))
}

fn spec(more: &str) -> String {
    format!(
        "version: 1
organization: {{home_region: eu-central-1, governed_regions: [eu-central-1, eu-west-1]}}
region_deny: {{baseline: 'builtin:current', strategy: replace, covered_ous: [Workloads, Lab, Sandbox]}}
modes:
  sealed: {{global: deny, geographies: none, application_profiles: deny}}
  eu-only: {{global: deny, geographies: [eu]}}
  open: {{global: allow, geographies: [eu]}}
default_mode: sealed
targets:
  - {{ou: Workloads, mode: eu-only, slot: wl}}
  - {{ou: 'Workloads:Regulated', mode: sealed, slot: reg}}
  - {{ou: Lab, mode: open, slot: lab}}
{more}"
    )
}

const IAM: &str = "iam: {emit: [geographic, global], models: ['anthropic.claude-sonnet-4-5-*', 'amazon.nova-*'], deliver: stack_set}\n";

fn built(name: &str, more: &str, arguments: &[&str]) -> (Place, Outcome) {
    let place = Place::new(name);
    place.write("crispack.yaml", spec(more));
    let said = outcome(crispack(place.path()).arg("build").args(arguments));
    (place, said)
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

fn json(path: impl AsRef<Path>) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

/// The policies of a template as CloudFormation would fill them in for an account.
fn filled_in(template: &Value, account: &str) -> Vec<Value> {
    let resources = template["Resources"].as_object().unwrap();
    let text = |own: &Value| {
        own["Properties"]["PolicyDocument"]
            .to_string()
            .replace("${AWS::Partition}", "aws")
            .replace("${AWS::AccountId}", account)
    };
    resources
        .values()
        .map(|own| serde_json::from_str(&text(own)).unwrap())
        .map(plain)
        .collect()
}

fn plain(value: Value) -> Value {
    match value {
        Value::Object(entries) if entries.len() == 1 && entries.contains_key("Fn::Sub") => {
            entries["Fn::Sub"].clone()
        }
        Value::Object(entries) => entries.into_iter().map(|(k, v)| (k, plain(v))).collect(),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        other => other,
    }
}

#[test]
fn sonnet_through_eu_from_frankfurt_for_the_role_app_in_one_command() {
    let id = format!("eu.{SONNET}");
    let said = iam(&[
        "--profile",
        &id,
        "--source",
        "eu-central-1",
        "--role",
        "App",
    ]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let template: Value = serde_json::from_str(&said.stdout).unwrap();
    let policy = &template["Resources"]
        .as_object()
        .unwrap()
        .values()
        .next()
        .unwrap()["Properties"];
    assert_eq!(policy["Roles"][0], "App");
    // The template and the JSON of an account say the same.
    let account = iam(&[
        "--profile",
        &id,
        "--source",
        "eu-central-1",
        "--account",
        "444455556666",
    ]);
    let account: Value = serde_json::from_str(&account.stdout).unwrap();
    assert_eq!(filled_in(&template, "444455556666"), [account]);
    assert!(
        said.stderr.contains("allows 1 call, and none of 15"),
        "{}",
        said.stderr
    );
}

#[test]
fn what_cannot_be_granted_is_told_and_nothing_is_printed() {
    let id = format!("eu.{SONNET}");
    let eu = ["--profile", id.as_str()];
    let global = format!("global.{SONNET}");
    for (arguments, code, words) in [
        (
            vec![
                "--profile",
                "eu.anthropic.claude-sonnet-4-5",
                "--source",
                "eu-central-1",
            ],
            1,
            "did you mean `eu.anthropic.claude-sonnet-4-5-20250929-v1:0`",
        ),
        (
            vec!["--profile", SONNET, "--source", "eu-central-1"],
            1,
            "CRP600",
        ),
        (
            vec![
                "--profile",
                "us-gov.anthropic.claude-haiku-5-5",
                "--source",
                "us-gov-west-1",
            ],
            1,
            "the catalogue knows no routes",
        ),
        (
            [&eu[..], &["--source", "us-east-1"]].concat(),
            1,
            "is not offered in us-east-1",
        ),
        (
            [&eu[..], &["--source", "eu-central-9"]].concat(),
            1,
            "eu-central-9",
        ),
        (eu.to_vec(), 1, "no source Region"),
        (
            [&eu[..], &["--source", "eu-central-1", "--account", "12"]].concat(),
            64,
            "twelve digits",
        ),
        (
            [&eu[..], &["--source", "eu-central-1", "--format", "json"]].concat(),
            64,
            "--account 111122223333",
        ),
        (
            [
                &eu[..],
                &[
                    "--source",
                    "eu-central-1",
                    "--account",
                    "111122223333",
                    "--role",
                    "App",
                ],
            ]
            .concat(),
            64,
            "--role goes with",
        ),
        (
            [&eu[..], &["--source", "eu-central-1", "--name", "a b"]].concat(),
            64,
            "--name takes",
        ),
        (
            vec![
                "--profile",
                "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1",
            ],
            1,
            "made from",
        ),
        (
            vec![
                "--profile",
                "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1",
                "--origin",
                &id,
                "--account",
                "444455556666",
            ],
            64,
            "make one for each",
        ),
        (
            vec![
                "--profile",
                "arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.amazon.nova-lite-v1:0",
                "--source",
                "eu-west-1",
            ],
            64,
            "goes with no profile",
        ),
        (
            vec![
                "--profile",
                &id,
                "--profile",
                "us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0",
                "--source",
                "eu-central-1",
                "--source",
                "us-gov-west-1",
            ],
            64,
            "one partition",
        ),
        (
            vec![
                "--profile",
                "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/*",
                "--origin",
                &id,
            ],
            1,
            "is neither an inference profile",
        ),
        (
            vec![
                "--profile",
                "eu.acme.${x}",
                "--source",
                "eu-central-1",
                "--destination",
                "eu-west-1",
            ],
            1,
            "is neither an inference profile",
        ),
        (
            vec![
                "--profile",
                "arn:aws-us-gov:bedrock:eu-central-1:111122223333:inference-profile/eu.amazon.nova-lite-v1:0",
            ],
            1,
            "is not of the partition",
        ),
        (
            [&eu[..], &["--source", "eu-central-1", "--role", "a b"]].concat(),
            64,
            "--role takes the name",
        ),
        (
            vec![
                "--profile",
                &global,
                "--source",
                "eu-central-1",
                "--destination",
                "eu-west-1",
            ],
            64,
            "a Global call has no Region",
        ),
        (
            [
                &eu[..],
                &["--source", "eu-central-1", "--source", "us-east-1"],
            ]
            .concat(),
            1,
            "is not offered in us-east-1",
        ),
    ] {
        let said = iam(&arguments);
        assert_eq!(said.code, Some(code), "{arguments:?} {}", said.stderr);
        assert!(said.stderr.contains(words), "{arguments:?} {}", said.stderr);
        assert_eq!(said.stdout, "", "{arguments:?}");
    }
}

#[test]
fn an_application_profile_is_granted_under_its_own_arn_and_account() {
    let arn = "arn:aws:bedrock:eu-central-1:444455556666:application-inference-profile/a1b2";
    let said = iam(&["--profile", arn, "--origin", &format!("global.{SONNET}")]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let policy: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(policy["Statement"][0]["Resource"], arn);
    assert_eq!(
        policy["Statement"][2]["Condition"]["StringEquals"]["aws:RequestedRegion"],
        "unspecified"
    );
    assert!(!said.stdout.contains("111122223333"));
}

#[test]
fn many_policies_go_into_a_folder() {
    let place = Place::new("iam-many");
    let mut arguments = vec!["iam", "--account", "111122223333"];
    let ids: Vec<String> = [
        "amazon.nova-lite-v1:0",
        "amazon.nova-micro-v1:0",
        "amazon.nova-pro-v1:0",
        SONNET,
    ]
    .map(|model| format!("eu.{model}"))
    .to_vec();
    for id in &ids {
        arguments.extend(["--profile", id]);
    }
    for source in [
        "eu-central-1",
        "eu-west-1",
        "eu-west-3",
        "eu-north-1",
        "eu-south-1",
        "eu-south-2",
    ] {
        arguments.extend(["--source", source]);
    }
    let said = outcome(crispack(place.path()).args(&arguments));
    assert!(
        said.code == Some(64) && said.stderr.contains("give --out"),
        "{}",
        said.stderr
    );
    succeed(
        place.path(),
        &[&arguments[..], &["--out", "policies"]].concat(),
    );
    let files: Vec<_> = fs::read_dir(place.path().join("policies"))
        .unwrap()
        .collect();
    assert!(files.len() > 1);
    for file in files {
        let text = read(file.unwrap().path());
        let counted = text.chars().filter(|c| !c.is_whitespace()).count();
        assert!(counted <= 6_144, "{counted}");
    }
}

#[test]
fn with_a_release_a_call_has_to_work_from_end_to_end() {
    let (place, said) = built("iam-end-to-end", "", &[]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let release = place.path().join("release");
    let ask = |family: &str, ou: &str| {
        let id = format!("{family}.{SONNET}");
        iam(&[
            "--profile",
            &id,
            "--source",
            "eu-central-1",
            "--release",
            release.to_str().unwrap(),
            "--ou",
            ou,
        ])
    };
    let good = ask("eu", "Workloads");
    assert!(
        good.code == Some(0) && good.stderr.contains("no hop is denied"),
        "{}",
        good.stderr
    );
    assert_eq!(ask("global", "Lab").code, Some(0));
    for (family, ou) in [
        ("global", "Workloads"),
        ("eu", "Sandbox"),
        ("eu", "Workloads:Regulated"),
    ] {
        let said = ask(family, ou);
        assert_eq!(
            (said.code, said.stdout.as_str()),
            (Some(1), ""),
            "{family} {ou}"
        );
        assert!(
            said.stderr.contains("CRP602") && said.stderr.contains("the statement `Deny"),
            "{}",
            said.stderr
        );
    }
}

#[test]
fn a_release_has_the_policies_of_each_mode_and_the_package_their_stack_sets() {
    let (place, said) = built("iam-release", IAM, &[]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(said.stderr.contains("CRP337"), "{}", said.stderr);
    let release = place.path().join("release");
    let manifest: Value =
        serde_yaml::from_str(&read(release.join("package/manifest.yaml"))).unwrap();
    let stack_sets: Vec<&Value> = manifest["resources"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|own| own["deploy_method"] == "stack_set")
        .collect();
    let told: Vec<(&str, &str)> = stack_sets
        .iter()
        .map(|own| {
            assert_eq!(own["regions"], serde_json::json!(["eu-central-1"]));
            let ous = &own["deployment_targets"]["organizational_units"];
            (own["name"].as_str().unwrap(), ous[0].as_str().unwrap())
        })
        .collect();
    // No call works under `sealed`, so there is none for it.
    assert_eq!(
        told,
        [("cris-iam-eu-only", "Workloads"), ("cris-iam-open", "Lab")]
    );
    for (name, _) in told {
        let packaged = read(release.join(format!("package/templates/{name}.template.json")));
        assert_eq!(
            packaged,
            read(release.join(format!("iam/{name}.template.json")))
        );
    }
    let eu_only = read(release.join("iam/cris-iam-eu-only.template.json"));
    assert!(eu_only.contains("inference-profile/eu.") && !eu_only.contains("global."));
    assert!(
        read(release.join("iam/cris-iam-open.template.json"))
            .contains("inference-profile/global.anthropic.claude-sonnet-4-5")
    );
    let report = read(release.join("REPORT.md"));
    assert!(report.contains("## Identity policies") && report.contains("works under `sealed`"));
    let readme = read(release.join("iam/README.md"));
    assert!(
        readme.contains("## What not to grant")
            && readme.contains("`CustomControlTower-cris-iam-open`")
    );
    // What a plan says of them fits its schema, and the release has it as well.
    let plan = succeed(place.path(), &["plan", "--format", "json"]).stdout;
    let schema = include_str!("../manifest/schema/crispack.plan.1.schema.json");
    let schema = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    for plan in [
        serde_json::from_str(&plan).unwrap(),
        json(release.join("plan.json")),
    ] {
        assert!(schema.is_valid(&plan));
        assert_eq!(plan["identity_policies"][1]["name"], "cris-iam-open");
        assert_eq!(plan["identity_policies"][1]["calls"], 14);
    }
    let plan = succeed(place.path(), &["plan"]).stdout;
    let line = "cris-iam-eu-only (mode eu-only): a policy for each model and kind of call, 5 for 10 calls, stack set for Workloads";
    assert!(plan.contains(line), "{plan}");
    // The checker of packages finds nothing wrong, and neither does the next build.
    let checked =
        outcome(crispack(place.path()).args(["check", "release/package", "--fail-on", "warning"]));
    assert_eq!(
        checked.code,
        Some(0),
        "{}{}",
        checked.stdout,
        checked.stderr
    );
    succeed(
        place.path(),
        &["build", "--previous", "release", "--out", "release-2"],
    );
}

#[test]
fn as_files_the_package_is_as_without_them() {
    let without = built("iam-without", "", &[]).0;
    let files = built("iam-files", &IAM.replace("stack_set", "files"), &[]).0;
    let zip = |place: &Place| {
        fs::read(
            place
                .path()
                .join("release/custom-control-tower-configuration.zip"),
        )
        .unwrap()
    };
    assert_eq!(zip(&without), zip(&files));
    assert!(!without.path().join("release/iam").exists());
    assert!(
        files
            .path()
            .join("release/iam/cris-iam-eu-only.template.json")
            .exists()
    );
}

#[test]
fn a_snapshot_names_the_ous_below_as_far_as_no_target_is_nearer() {
    let place = Place::new("iam-snapshot");
    let ous = [
        "Workloads",
        "Workloads:Prod",
        "Workloads:Prod:Pay",
        "Workloads:Regulated",
        "Workloads:Regulated:Deep",
        "Lab",
        "Sandbox",
        "Other",
    ];
    let ous: Vec<Value> = ous
        .iter()
        .map(|path| serde_json::json!({"path": path}))
        .collect();
    place.write("snapshot.json", serde_json::json!({"schema": "crispack.snapshot/1", "organizational_units": ous, "policies": []}).to_string());
    let text = spec(IAM).replace(
        "home_region: eu-central-1,",
        "home_region: eu-central-1, snapshot: snapshot.json,",
    );
    place.write("crispack.yaml", text);
    let said = outcome(crispack(place.path()).arg("build"));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(!said.stderr.contains("CRP337"), "{}", said.stderr);
    let manifest = read(place.path().join("release/package/manifest.yaml"));
    let (_, own) = manifest.split_once("\"cris-iam-eu-only\"").unwrap();
    let own = own.split("regions:").next().unwrap();
    let named: Vec<&str> = own
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "))
        .collect();
    assert_eq!(
        named,
        [
            "\"Workloads\"",
            "\"Workloads:Prod\"",
            "\"Workloads:Prod:Pay\""
        ]
    );
}

#[test]
fn what_makes_no_policy_or_no_sense_is_told() {
    for (more, code, words) in [
        (
            "iam: {emit: [global], models: ['amazon.nova-lite-v1:0']}\n",
            0,
            "CRP603",
        ),
        (
            "iam: {emit: [global], models: ['anthropic.claud3-*']}\n",
            0,
            "CRP118",
        ),
        (
            "iam: {emit: [global], models: ['anthropic.claude-sonnet-4-5-20250928-v1:0']}\n",
            0,
            "did you mean `anthropic.claude-sonnet-4-5-20250929-v1:0`?",
        ),
        ("iam: {emit: [global], models: ['a b']}\n", 1, "CRP"),
        (
            "iam: {emit: [], models: ['*']}\n",
            1,
            "must have at least one entry",
        ),
        (
            "iam: {emit: [regional], models: ['*']}\n",
            1,
            "`geographic`",
        ),
        (
            "iam: {emit: [geographic], models: ['*'], deliver: stack-set}\n",
            1,
            "`stack_set`",
        ),
        (
            "iam: {emit: [geographic, global], models: ['*']}\n",
            0,
            "CRP604",
        ),
    ] {
        let (_, said) = built("iam-sense", more, &[]);
        assert_eq!(said.code, Some(code), "{more}{}", said.stderr);
        assert!(said.stderr.contains(words), "{more}{}", said.stderr);
    }
    let place = Place::new("iam-taken");
    place.write(
        "crispack.yaml",
        spec(IAM).replace("slot: lab", "slot: iam-open"),
    );
    let said = outcome(crispack(place.path()).arg("build"));
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP605"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_stack_set_that_is_gone_from_the_spec_is_told_and_comes_back_with_its_release() {
    let (place, said) = built("iam-left", IAM, &["--quiet"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    place.write("crispack.yaml", spec(""));
    let said = outcome(crispack(place.path()).args([
        "build",
        "--previous",
        "release",
        "--out",
        "release-2",
    ]));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        said.stderr.contains("CRP336")
            && said.stderr.contains("`CustomControlTower-cris-iam-open`"),
        "{}",
        said.stderr
    );
    succeed(
        place.path(),
        &[
            "build",
            "--restore",
            "release",
            "--previous",
            "release-2",
            "--out",
            "release-3",
        ],
    );
    let back = "build --restore release-2 --previous release --out release-4";
    let said = outcome(crispack(place.path()).args(back.split(' ')));
    assert!(
        said.code == Some(0) && said.stderr.contains("CRP336"),
        "{}",
        said.stderr
    );
    for file in [
        "package/manifest.yaml",
        "package/templates/cris-iam-open.template.json",
        "iam/README.md",
    ] {
        assert_eq!(
            read(place.path().join("release").join(file)),
            read(place.path().join("release-3").join(file)),
            "{file}"
        );
    }
}

#[test]
fn merged_into_a_package_the_stack_sets_stand_in_the_block_and_go_with_it() {
    let place = Place::new("iam-merged");
    fs::create_dir_all(place.path().join("theirs/templates")).unwrap();
    let theirs = "region: eu-central-1\nversion: 2021-03-15\nresources:\n  - name: logging\n    description: theirs\n    resource_file: templates/logging.yaml\n    deploy_method: stack_set\n    deployment_targets:\n      organizational_units:\n        - Lab\n    regions:\n      - eu-central-1\n";
    place.write("theirs/manifest.yaml", theirs);
    place.write(
        "theirs/templates/logging.yaml",
        "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}\n",
    );
    place.write("crispack.yaml", spec(IAM));
    succeed(place.path(), &["build", "--into", "theirs"]);
    let merged = read(place.path().join("release/package/manifest.yaml"));
    assert!(
        merged.starts_with("region: eu-central-1\n")
            && merged.contains("\"cris-iam-open\"")
            && merged.contains("logging")
    );
    // Built again upon what was built, it is the same; taken out, nothing of ours is left.
    succeed(
        place.path(),
        &["build", "--into", "release/package", "--out", "again"],
    );
    assert_eq!(
        merged,
        read(place.path().join("again/package/manifest.yaml"))
    );
    let said = outcome(crispack(place.path()).args([
        "build",
        "--remove",
        "--into",
        "release/package",
        "--out",
        "without",
    ]));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(said.stderr.contains("CRP336"), "{}", said.stderr);
    assert_eq!(
        read(place.path().join("without/package/manifest.yaml")),
        theirs
    );
    assert!(
        !place
            .path()
            .join("without/package/templates/cris-iam-open.template.json")
            .exists()
    );
    // The way back into that package as well.
    succeed(
        place.path(),
        &[
            "build",
            "--restore",
            "release",
            "--previous",
            "again",
            "--into",
            "theirs",
            "--out",
            "back",
        ],
    );
    assert_eq!(
        merged,
        read(place.path().join("back/package/manifest.yaml"))
    );
}

#[test]
fn cloudformation_and_iam_take_every_template_and_policy() {
    let Some(python) = python("cloudformation_and_iam_take_every_template_and_policy") else {
        return;
    };
    let (place, said) = built("iam-aws", IAM, &["--quiet"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let folder = place.path();
    for (file, source, ids) in [
        (
            "one.template.json",
            "eu-central-1",
            vec![format!("eu.{SONNET}"), format!("global.{SONNET}")],
        ),
        (
            "india.template.json",
            "ap-south-1",
            vec!["in.openai.gpt-5.6-terra".to_owned()],
        ),
    ] {
        let mut arguments = vec!["iam", "--source", source];
        for id in &ids {
            arguments.extend(["--profile", id]);
        }
        place.write(file, succeed(folder, &arguments).stdout);
        arguments.extend(["--account", "123456789012"]);
        place.write(
            &file.replace("template", "policy"),
            succeed(folder, &arguments).stdout,
        );
    }
    let templates = [
        "one.template.json",
        "india.template.json",
        "release/iam/cris-iam-open.template.json",
        "release/iam/cris-iam-eu-only.template.json",
    ];
    for template in templates {
        let linted = outcome(python.program("cfn-lint").current_dir(folder).arg(template));
        assert_eq!(
            (linted.code, linted.stdout.as_str()),
            (Some(0), ""),
            "{template} {}",
            linted.stderr
        );
    }
    // A mistake would be found.
    place.write(
        "bad.template.json",
        read(folder.join(templates[0])).replace("StringEquals", "StringEqual"),
    );
    let linted = outcome(
        python
            .program("cfn-lint")
            .current_dir(folder)
            .arg("bad.template.json"),
    );
    assert_ne!(linted.code, Some(0));

    let emulation = Emulation::start(python);
    let shell = |commands: &str| emulation.shell(python, folder, commands);
    for (number, template) in templates.iter().enumerate() {
        // Two templates have one default name.
        let name = format!("stack-{number}");
        let unique =
            read(folder.join(template)).replace("\"bedrock-inference", &format!("\"own-{number}"));
        place.write("unique.template.json", unique);
        let said = shell(&format!(
            "aws cloudformation create-stack --stack-name {name} --template-body file://unique.template.json --capabilities CAPABILITY_NAMED_IAM >/dev/null
             aws cloudformation describe-stacks --stack-name {name} --query 'Stacks[0].[StackStatus, Outputs[0].OutputValue]' --output text"
        ));
        let [status, arn] = said.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("{said}")
        };
        assert_eq!(status, "CREATE_COMPLETE");
        // What IAM holds then is what the template says, filled in.
        let held = shell(&format!(
            "aws iam get-policy-version --policy-arn {arn} --version-id v1 --query PolicyVersion.Document --output json"
        ));
        let held: Value = serde_json::from_str(&held).unwrap();
        let template = json(folder.join("unique.template.json"));
        assert_eq!(held, filled_in(&template, "123456789012")[0]);
    }
    // A model more, in front of the others, and one less: no policy is made anew under a name that is taken.
    let models = |list: &str| {
        let iam = format!("iam: {{emit: [geographic], models: [{list}], deliver: stack_set}}\n");
        // Names of their own, since those of the release above are taken.
        let text = format!("{}package: {{name_prefix: own}}\n", spec(&iam));
        place.write("crispack.yaml", text);
        let _ = fs::remove_file(folder.join("crispack.lock"));
        succeed(folder, &["build", "--quiet", "--out", "next"]);
        let file = "next/iam/own-iam-open.template.json";
        let template = json(folder.join(file))["Resources"]
            .as_object()
            .unwrap()
            .len();
        (file, template)
    };
    let mut verb = "create";
    for (list, count) in [
        ("'anthropic.claude-sonnet-4-5-*', 'amazon.nova-pro-*'", 2),
        (
            "'amazon.nova-lite-*', 'anthropic.claude-sonnet-4-5-*', 'amazon.nova-pro-*'",
            3,
        ),
        ("'anthropic.claude-sonnet-4-5-*'", 1),
    ] {
        let (file, policies) = models(list);
        assert_eq!(policies, count);
        let status = shell(&format!(
            "aws cloudformation {verb}-stack --stack-name models --template-body file://{file} --capabilities CAPABILITY_NAMED_IAM >/dev/null
             aws cloudformation describe-stacks --stack-name models --query 'Stacks[0].StackStatus' --output text"
        ));
        assert_eq!(status.trim(), format!("{}_COMPLETE", verb.to_uppercase()));
        let held = shell(
            "aws iam list-policies --scope Local --query \"length(Policies[?starts_with(PolicyName, 'own-iam-')])\" --output text",
        );
        // The emulation deletes nothing on an update.
        assert!(held.trim().parse::<usize>().unwrap() >= count, "{held}");
        verb = "update";
    }
    for policy in ["one.policy.json", "india.policy.json"] {
        shell(&format!(
            "aws iam create-policy --policy-name {} --policy-document file://{policy}",
            policy.trim_end_matches(".policy.json")
        ));
    }
    let refused = fs::read_to_string(folder.join("one.policy.json"))
        .unwrap()
        .replace("\"Resource\"", "\"Resourc\"");
    place.write("refused.json", refused);
    let said = shell(
        "aws iam create-policy --policy-name refused --policy-document file://refused.json 2>&1 || true",
    );
    assert!(said.contains("MalformedPolicyDocument"), "{said}");
}

#[test]
fn each_profile_is_granted_from_the_sources_that_offer_it() {
    let (eu, jp) = (format!("eu.{SONNET}"), format!("jp.{SONNET}"));
    let said = iam(&[
        "--profile",
        &eu,
        "--profile",
        &jp,
        "--source",
        "eu-central-1",
        "--source",
        "ap-northeast-1",
        "--account",
        "111122223333",
    ]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(said.stderr.contains("allows 2 calls"), "{}", said.stderr);
    // Sources with the same destinations share a statement.
    let said = iam(&[
        "--profile",
        &eu,
        "--source",
        "eu-central-1",
        "--source",
        "eu-west-1",
        "--account",
        "111122223333",
    ]);
    let policy: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(policy["Statement"].as_array().unwrap().len(), 2);
    let keys = &policy["Statement"][1]["Condition"]["StringEquals"]["bedrock:InferenceProfileArn"];
    assert_eq!(keys.as_array().unwrap().len(), 2);
}

#[test]
fn what_the_catalogue_does_not_vouch_for_is_told() {
    for (id, source) in [
        ("eu.anthropic.claude-fable-5", "eu-central-1"),
        ("us-gov.anthropic.claude-opus-5-5", "us-gov-west-1"),
    ] {
        let said = iam(&["--profile", id, "--source", source]);
        assert!(
            said.code == Some(0) && said.stderr.contains("CRP606"),
            "{id} {}",
            said.stderr
        );
    }
}

#[test]
fn a_policy_that_speaks_of_role_or_account_is_asked_with_both() {
    let place = Place::new("iam-caller");
    let deny = |condition: &str| {
        format!(
            "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Sid\":\"D\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{condition}}}]}}"
        )
    };
    place.write(
        "role.json",
        deny("{\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/App\"}}"),
    );
    place.write(
        "account.json",
        deny("{\"StringNotEquals\":{\"aws:PrincipalAccount\":\"222222222222\"}}"),
    );
    let id = format!("eu.{SONNET}");
    let ask = |arguments: &[&str]| {
        let own = ["iam", "--profile", &id, "--source", "eu-central-1"];
        outcome(crispack(place.path()).args(own).args(arguments))
    };
    let said = ask(&["--role", "App", "--scp", "role.json"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP602"),
        "{}",
        said.stderr
    );
    assert_eq!(
        ask(&["--role", "Other", "--scp", "role.json"]).code,
        Some(0)
    );
    let said = ask(&["--scp", "role.json"]);
    assert!(
        said.code == Some(0)
            && said
                .stderr
                .contains("rests on what was not given: aws:PrincipalArn"),
        "{}",
        said.stderr
    );
    assert_eq!(
        ask(&["--account", "222222222222", "--scp", "account.json"]).code,
        Some(0)
    );
    assert_eq!(
        ask(&["--account", "333333333333", "--scp", "account.json"]).code,
        Some(1)
    );
}

#[test]
fn a_policy_is_the_same_models_in_every_release_and_one_that_goes_is_told() {
    let (place, said) = built("iam-stable", IAM, &["--quiet"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let names = |release: &str| -> Vec<String> {
        let template = json(
            place
                .path()
                .join(release)
                .join("iam/cris-iam-eu-only.template.json"),
        );
        let resources = template["Resources"].as_object().unwrap();
        let name = |own: &Value| {
            own["Properties"]["ManagedPolicyName"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        resources.values().map(name).collect()
    };
    let before = names("release");
    assert!(
        before.contains(
            &"cris-iam-eu-only-geographic-anthropic.claude-sonnet-4-5-20250929-v1-0".to_owned()
        ),
        "{before:?}"
    );
    assert_eq!(before.len(), 5);
    place.write(
        "crispack.yaml",
        spec(&IAM.replace(
            "'amazon.nova-*'",
            "'amazon.nova-lite-*', 'anthropic.claude-haiku-4-5-*'",
        )),
    );
    let said = outcome(crispack(place.path()).args([
        "build",
        "--previous",
        "release",
        "--out",
        "release-2",
    ]));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        said.stderr.contains("CRP338")
            && said
                .stderr
                .contains("`cris-iam-eu-only-geographic-amazon.nova-pro-v1-0`"),
        "{}",
        said.stderr
    );
    // What stays allows what it did.
    let policy = |release: &str| {
        let template = json(
            place
                .path()
                .join(release)
                .join("iam/cris-iam-eu-only.template.json"),
        );
        let resources = template["Resources"].as_object().unwrap().clone();
        let own = |own: &&Value| {
            own["Properties"]["ManagedPolicyName"]
                .as_str()
                .unwrap()
                .contains("sonnet-4-5")
        };
        resources.values().find(own).unwrap()["Properties"]["PolicyDocument"].clone()
    };
    assert_eq!(policy("release"), policy("release-2"));
}

#[test]
fn a_stack_set_that_a_package_has_deleted_is_told_so() {
    let place = Place::new("iam-deleted");
    fs::create_dir_all(place.path().join("theirs/policies")).unwrap();
    place.write("theirs/manifest.yaml", "region: eu-central-1\nversion: 2021-03-15\nenable_stack_set_deletion: true\nresources:\n  - name: theirs\n    description: theirs\n    resource_file: policies/theirs.json\n    deploy_method: scp\n    deployment_targets:\n      organizational_units:\n        - Lab\n");
    place.write("theirs/policies/theirs.json", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:DeleteBucket\",\"Resource\":\"*\"}]}");
    place.write("crispack.yaml", spec(IAM));
    succeed(place.path(), &["build", "--into", "theirs"]);
    place.write("crispack.yaml", spec(""));
    let said = outcome(crispack(place.path()).args([
        "build",
        "--into",
        "release/package",
        "--out",
        "release-2",
    ]));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        said.stderr.contains("CRP336") && said.stderr.contains("will be deleted"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_mode_on_the_root_reaches_every_ou_without_a_target() {
    let place = Place::new("iam-root");
    let ous: Vec<Value> = ["A", "B", "B:C"]
        .iter()
        .map(|path| serde_json::json!({"path": path}))
        .collect();
    place.write("snapshot.json", serde_json::json!({"schema": "crispack.snapshot/1", "organizational_units": ous, "policies": []}).to_string());
    let spec = "version: 1\norganization: {home_region: eu-central-1, snapshot: snapshot.json, governed_regions: [eu-central-1, eu-west-1, eu-west-3, eu-north-1, eu-south-1, eu-south-2]}\nregion_deny: {baseline: 'builtin:current'}\nmodes:\n  m: {global: deny, geographies: [eu]}\ntargets:\n  - {ou: Root, mode: m}\n  - {ou: A, mode: m}\niam: {emit: [geographic], models: ['amazon.nova-lite-v1:0'], deliver: stack_set}\n";
    place.write("crispack.yaml", spec);
    let said = outcome(crispack(place.path()).arg("build"));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let manifest: Value =
        serde_yaml::from_str(&read(place.path().join("release/package/manifest.yaml"))).unwrap();
    let own = manifest["resources"]
        .as_array()
        .unwrap()
        .iter()
        .find(|own| own["deploy_method"] == "stack_set");
    assert_eq!(
        own.unwrap()["deployment_targets"]["organizational_units"],
        serde_json::json!(["A", "B", "B:C"])
    );
}

#[test]
fn long_names_are_cut_and_files_of_an_earlier_run_stay() {
    let place = Place::new("iam-long");
    let mode = "m".repeat(64);
    let text = spec(IAM).replace(" open", &format!(" {mode}"));
    let prefix = "p".repeat(60);
    place.write(
        "crispack.yaml",
        format!("{text}package: {{name_prefix: {prefix}}}\n"),
    );
    let said = outcome(crispack(place.path()).arg("build"));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let id = format!("eu.{SONNET}");
    let own = "--source eu-central-1 --account 111122223333 --out own";
    let own = [
        &["iam", "--profile", &id][..],
        &own.split(' ').collect::<Vec<_>>(),
    ]
    .concat();
    succeed(place.path(), &own);
    succeed(place.path(), &own);
    place.write("own/bedrock-inference.json", "{}");
    let said = outcome(crispack(place.path()).args(&own));
    assert!(
        said.code == Some(1) && said.stderr.contains("is there already"),
        "{}",
        said.stderr
    );
    assert_eq!(read(place.path().join("own/bedrock-inference.json")), "{}");
}

#[test]
fn accounts_and_calls_that_are_taken_away_are_told() {
    let place = Place::new("iam-away");
    let build = |regions: &str, lab: &str, more: &[&str]| {
        let text = spec(IAM)
            .replace("[eu-central-1, eu-west-1]", regions)
            .replace("{ou: Lab, mode: open,", lab);
        place.write("crispack.yaml", text);
        outcome(crispack(place.path()).arg("build").args(more))
    };
    let open = "{ou: Lab, mode: eu-only,";
    assert_eq!(build("[eu-central-1, eu-west-1]", open, &[]).code, Some(0));
    let next = ["--previous", "release", "--out", "next"];
    let said = build("[eu-central-1, eu-west-1]", "{ou: Lab, mode: open,", &next);
    assert!(
        said.stderr.contains("CRP338") && said.stderr.contains("all of `cris-iam-eu-only` in Lab"),
        "{}",
        said.stderr
    );
    let said = build("[eu-central-1]", open, &next);
    assert!(
        said.stderr.contains("CRP339") && !said.stderr.contains("CRP338"),
        "{}",
        said.stderr
    );
    let said = build("[eu-central-1, eu-west-1]", open, &next);
    assert!(
        !["CRP336", "CRP338", "CRP339"]
            .iter()
            .any(|code| said.stderr.contains(code)),
        "{}",
        said.stderr
    );
}
