//! `crispack diff` as a user has it: what may be compared, what comes back, and how it ends.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::fs;

use common::place::Place;
use common::run::{Outcome, crispack, outcome};
use jsonschema::Validator;
use serde_json::{Value, json};

mod common;

const DIFF: &str = include_str!("../manifest/schema/crispack.diff.1.schema.json");
const PLAN: &str = include_str!("../manifest/schema/crispack.plan.1.schema.json");

const DENY: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Own","Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1"]}}}]}"#;

fn run(place: &Place, arguments: &[&str]) -> Outcome {
    outcome(crispack(place.path()).args(arguments))
}

fn valid(schema: &str, text: &str) -> Value {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    let validator: Validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{error} at {}", error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{problems:?}");
    value
}

fn spec(geographies: &str) -> String {
    format!(
        "version: 1\norganization: {{home_region: eu-central-1, governed_regions: [eu-central-1, eu-west-1, us-east-1]}}\n\
         region_deny: {{baseline: 'builtin:current', strategy: replace, covered_ous: [Workloads, Sandbox]}}\n\
         modes:\n  sealed: {{global: deny, geographies: none, application_profiles: deny}}\n  own: {{global: deny, geographies: {geographies}}}\n\
         default_mode: sealed\ntargets: [{{ou: Workloads, mode: own}}]\n"
    )
}

#[test]
fn the_exit_code_tells_equal_from_different_only_if_asked() {
    let place = Place::new("diff-codes");
    place.write("a.json", DENY);
    place.write("b.json", DENY.replace("eu-west-1", "eu-west-2"));
    place.write(
        "odd.json",
        DENY.replace("eu-west-1", "${aws:PrincipalTag/r}"),
    );
    for (arguments, code) in [
        (&["diff", "a.json", "a.json"][..], 0),
        (&["diff", "a.json", "b.json"], 0),
        (&["diff", "a.json", "a.json", "--detailed-exitcode"], 0),
        (&["diff", "a.json", "b.json", "--detailed-exitcode"], 2),
        (&["diff", "a.json", "none.json", "--detailed-exitcode"], 1),
        (&["diff", "a.json", "odd.json", "--detailed-exitcode"], 1),
        (
            &[
                "diff",
                "odd.json",
                "odd.json",
                "--assume-opaque",
                "--detailed-exitcode",
            ],
            0,
        ),
        (&["diff", "a.json"], 64),
        (&["diff", "-", "-"], 64),
        (&["diff", "a.json", "b.json", "--ou", "Workloads"], 64),
    ] {
        let said = run(&place, arguments);
        assert_eq!(
            said.code,
            Some(code),
            "{arguments:?} {}{}",
            said.stdout,
            said.stderr
        );
        assert_eq!(
            said.stdout.is_empty(),
            matches!(code, 1 | 64),
            "{arguments:?}"
        );
    }
    let said = run(&place, &["diff", "a.json", "odd.json"]);
    assert!(
        said.stderr.contains("CRP222") && said.stderr.contains("odd.json:1:"),
        "{}",
        said.stderr
    );
}

#[test]
fn every_form_of_a_set_is_taken() {
    let place = Place::new("diff-forms");
    fs::create_dir_all(place.path().join("folder/policies")).unwrap();
    place.write("folder/policies/a.json", DENY);
    place.write("folder/parameters.json", "[{\"ParameterKey\": \"a\"}]");
    place.write("a.json", DENY);
    place.write("commented.json", DENY.replacen('{', "{ // a comment\n", 1));
    let described = json!({"Policy": {"PolicySummary": {"Name": "own"}, "Content": DENY}});
    place.write("described.json", described.to_string());
    let other = DENY.replace("s3:*", "ec2:*");
    place.write("other.json", &other);
    place.write("x+y.json", DENY);
    let zipped = outcome(
        std::process::Command::new("python3").current_dir(place.path()).args(["-c", "import zipfile; z=zipfile.ZipFile('z.zip','w',zipfile.ZIP_DEFLATED); z.write('a.json','policies/a.json'); z.writestr('parameters/p.json','[]'); z.close()"]),
    );
    assert_eq!(zipped.code, Some(0), "{}", zipped.stderr);
    for form in [
        "folder",
        "commented.json",
        "described.json",
        "z.zip",
        "x+y.json",
        "a.json+described.json",
    ] {
        let said = run(&place, &["diff", "a.json", form, "--detailed-exitcode"]);
        assert_eq!(said.code, Some(0), "{form}: {}{}", said.stdout, said.stderr);
        let said = run(
            &place,
            &["diff", "a.json+other.json", form, "--detailed-exitcode"],
        );
        assert_eq!(said.code, Some(2), "{form}: {}", said.stderr);
        assert!(
            said.stdout.starts_with("only wider: 1 change in"),
            "{}",
            said.stdout
        );
    }
    place.write("empty/none.json", "{}");
    place.write("broken.zip", "PK no archive");
    for bad in ["empty", "broken.zip", "missing"] {
        let said = run(&place, &["diff", "a.json", bad]);
        assert_eq!(said.code, Some(1), "{bad}: {}", said.stdout);
        assert!(
            said.stderr.contains("CRP001") && said.stderr.contains(bad),
            "{}",
            said.stderr
        );
    }
}

#[test]
fn releases_are_compared_ou_by_ou_and_json_follows_its_schema() {
    let place = Place::new("diff-releases");
    place.write("a.yaml", spec("[eu]"));
    place.write("b.yaml", spec("[eu, us]"));
    for arguments in [
        &["build", "a.yaml", "--out", "a"][..],
        &["build", "b.yaml", "--out", "b", "--previous", "a"],
    ] {
        assert_eq!(run(&place, arguments).code, Some(0));
    }
    let said = run(&place, &["diff", "a", "b", "--format", "json"]);
    let found = valid(DIFF, &said.stdout);
    assert_eq!(found["verdict"], "wider");
    assert_eq!(found["exact"], true);
    let changes = found["changes"].as_array().unwrap();
    assert!(
        changes
            .iter()
            .all(|change| change["ous"] == json!(["Workloads"]))
    );
    // What is printed to show a change again does.
    for change in changes {
        let again = &change["witnesses"][0]["again"]["crispack"];
        for (command, verdict) in [(&again[0], "deny"), (&again[1], "allow")] {
            let line = format!("{} --expect {verdict}", command.as_str().unwrap());
            let line = line.replacen("crispack", env!("CARGO_BIN_EXE_crispack"), 1);
            let said = outcome(
                std::process::Command::new("sh")
                    .current_dir(place.path())
                    .args(["-c", &line]),
            );
            assert_eq!(said.code, Some(0), "{line}: {}", said.stderr);
        }
    }
    let said = run(
        &place,
        &[
            "diff",
            "a",
            "b",
            "--ou",
            "Sandbox:Deep",
            "--detailed-exitcode",
        ],
    );
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert_eq!(
        run(
            &place,
            &[
                "diff",
                "b",
                "a",
                "--ou",
                "Workloads:Deep",
                "--detailed-exitcode"
            ]
        )
        .code,
        Some(2)
    );
    assert_eq!(
        run(&place, &["diff", "a", "b", "--ou", "Elsewhere"]).code,
        Some(64)
    );
    // A set against a release: what would change where it is all that is there now.
    let said = run(&place, &["diff", "a/in-force/none.json", "b"]);
    assert_eq!(said.code, Some(1));
    let policy = fs::read_dir(place.path().join("a/package/policies"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let said = run(
        &place,
        &["diff", policy.to_str().unwrap(), "b", "--format", "json"],
    );
    valid(DIFF, &said.stdout);
    // The plan says the same as the comparison of the two releases.
    let plan = valid(
        PLAN,
        &fs::read_to_string(place.path().join("b/plan.json")).unwrap(),
    );
    assert_eq!(plan["before"], "previous");
    let slot = plan["slots"]
        .as_array()
        .unwrap()
        .iter()
        .find(|slot| slot["ou"] == "Workloads")
        .unwrap();
    let effect = &plan["effects"][usize::try_from(slot["effect"].as_u64().unwrap()).unwrap()];
    assert_eq!(effect["verdict"], "wider");
    assert_eq!(effect["changes"].as_array().unwrap().len(), changes.len());
    assert!(
        plan["promise"]
            .as_array()
            .unwrap()
            .iter()
            .all(|mode| mode["proved"] == true)
    );
    let first = valid(
        PLAN,
        &fs::read_to_string(place.path().join("a/plan.json")).unwrap(),
    );
    assert_eq!(first["before"], "assumed");
    // Of whom the proof was is in the provenance, by hash.
    let of = |release: &str| -> Value {
        let text = fs::read_to_string(place.path().join(release).join("provenance.json")).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        value["predicate"]["buildDefinition"]["internalParameters"]["proof"].clone()
    };
    let (a, b) = (of("a"), of("b"));
    assert_eq!(a["before"]["from"], "assumed");
    assert_eq!(b["before"]["from"], "previous");
    assert_eq!(b["before"]["sha256"], a["after"]["sha256"]);
    assert_ne!(b["after"]["sha256"], a["after"]["sha256"]);
}

#[test]
fn a_package_is_compared_where_its_manifest_attaches_its_policies() {
    let place = Place::new("diff-packages");
    place.write("a.yaml", spec("[eu]"));
    assert_eq!(
        run(&place, &["build", "a.yaml", "--out", "a"]).code,
        Some(0)
    );
    let zip = "a/custom-control-tower-configuration.zip";
    for side in [zip, "a/package"] {
        let said = run(&place, &["diff", zip, side, "--detailed-exitcode"]);
        assert_eq!(said.code, Some(0), "{}{}", said.stdout, said.stderr);
    }
    // The same policies on other OUs are not the same.
    for (path, bytes) in common::place::tree(&place.path().join("a/package")) {
        if place.path().join("a/package").join(&path).is_file() {
            let text = String::from_utf8(bytes).unwrap();
            place.write(
                &format!("moved/{path}"),
                text.replace("Sandbox", "Elsewhere"),
            );
        }
    }
    let said = run(
        &place,
        &[
            "diff",
            zip,
            "moved",
            "--format",
            "json",
            "--detailed-exitcode",
        ],
    );
    assert_eq!(said.code, Some(2), "{}{}", said.stdout, said.stderr);
    assert_eq!(valid(DIFF, &said.stdout)["verdict"], "both");
    // In the folder that CfCT looks into, and in one that it does not.
    let inside = |folder: &str| {
        for (path, bytes) in common::place::tree(&place.path().join("a/package")) {
            if place.path().join("a/package").join(&path).is_file() {
                let text = String::from_utf8(bytes).unwrap();
                place.write(&format!("{folder}/{path}"), text);
            }
        }
    };
    inside("top/custom-control-tower-configuration");
    inside("other/elsewhere");
    let archive = "import shutil; [shutil.make_archive(n, 'zip', n) for n in ('top', 'other')]";
    let mut python = std::process::Command::new("python3");
    let zipped = outcome(python.current_dir(place.path()).args(["-c", archive]));
    assert_eq!(zipped.code, Some(0), "{}", zipped.stderr);
    for side in ["top", "top.zip"] {
        let said = run(&place, &["diff", zip, side, "--detailed-exitcode"]);
        assert_eq!(said.code, Some(0), "{side} {}{}", said.stdout, said.stderr);
    }
    for (side, why) in [
        ("other", "says where policies are attached"),
        ("other.zip", "its manifest is `elsewhere/manifest.yaml`"),
        (
            "top.zip+a/in-force/region-deny.json",
            "compare it by itself",
        ),
    ] {
        let said = run(&place, &["diff", zip, side]);
        assert_eq!(said.code, Some(1), "{side}");
        assert!(said.stderr.contains(why), "{side} {}", said.stderr);
    }
}

#[test]
fn a_package_that_cfct_would_take_otherwise_is_not_compared() {
    let place = Place::new("diff-odd-packages");
    place.write("policies/p.json", DENY);
    let manifest = |name: &str, targets: &str| {
        format!(
            "region: eu-west-1\nversion: 2021-03-15\nresources:\n  - name: {name}\n    description: d\n    resource_file: policies/p.json\n    deploy_method: scp\n    deployment_targets: {{{targets}}}\n"
        )
    };
    place.write("good/policies/p.json", DENY);
    place.write(
        "good/manifest.yaml",
        manifest("p", "organizational_units: [Workloads]"),
    );
    assert_eq!(run(&place, &["diff", "good", "good"]).code, Some(0));
    for (policy, name, targets, code) in [
        (DENY, "p", "accounts: ['111122223333']", "CRP185"),
        (DENY, "p", "organizational_units: [NO]", "CRP189"),
        (DENY, "yes", "organizational_units: [Workloads]", "CRP189"),
        (DENY, "p", "organizational_units: [' Workloads']", "CRP240"),
        (
            DENY,
            "p",
            "organizational_units: [ou-abcd-12345678]",
            "CRP188",
        ),
        (
            DENY,
            "p",
            "organizational_units: [Workloads], rollout: x",
            "CRP182",
        ),
        (
            &DENY.replace("Own", "O  wn"),
            "p",
            "organizational_units: [Workloads]",
            "CRP192",
        ),
    ] {
        place.write("odd/policies/p.json", policy);
        place.write("odd/manifest.yaml", manifest(name, targets));
        let said = run(&place, &["diff", "good", "odd"]);
        assert_eq!(said.code, Some(1), "{targets} {}", said.stdout);
        assert!(said.stderr.contains(code), "{targets} {}", said.stderr);
    }
    let twice = manifest("p", "organizational_units: [Workloads]");
    let again = manifest("p", "organizational_units: [Sandbox]");
    let entry = again.split_once("resources:\n").unwrap().1;
    place.write("odd/policies/p.json", DENY);
    place.write("odd/manifest.yaml", format!("{twice}{entry}"));
    let said = run(&place, &["diff", "good", "odd"]);
    assert!(said.stderr.contains("CRP187"), "{}", said.stderr);
}

#[test]
fn one_text_in_two_versions_of_the_language_is_two_policies() {
    let place = Place::new("diff-versions");
    let policy = |version: &str| {
        format!(
            r#"{{"Version":"{version}","Statement":[{{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{{"StringLike":{{"s3:prefix":"a${{*}}"}}}}}}]}}"#
        )
    };
    // `${*}` is a star under the newer version, and three characters and a wildcard under the older.
    for (side, versions) in [
        ("a", ["2012-10-17", "2008-10-17"]),
        ("b", ["2012-10-17"; 2]),
    ] {
        let mut manifest = "region: eu-west-1\nversion: 2021-03-15\nresources:\n".to_owned();
        for (ou, version) in ["Workloads", "Sandbox"].into_iter().zip(versions) {
            place.write(&format!("{side}/policies/{ou}.json"), policy(version));
            let _ = write!(
                manifest,
                "  - name: {ou}\n    description: d\n    resource_file: policies/{ou}.json\n    deploy_method: scp\n    deployment_targets: {{organizational_units: [{ou}]}}\n"
            );
        }
        place.write(&format!("{side}/manifest.yaml"), manifest);
    }
    let said = run(
        &place,
        &["diff", "a", "b", "--format", "json", "--detailed-exitcode"],
    );
    assert_eq!(said.code, Some(2), "{}{}", said.stdout, said.stderr);
    let value = valid(DIFF, &said.stdout);
    for change in value["changes"].as_array().unwrap() {
        assert_eq!(change["ous"], json!(["Sandbox"]));
    }
}

#[test]
fn the_definitions_of_both_schemas_are_the_same() {
    let (diff, plan): (Value, Value) = (
        serde_json::from_str(DIFF).unwrap(),
        serde_json::from_str(PLAN).unwrap(),
    );
    for (name, definition) in diff["$defs"].as_object().unwrap() {
        assert_eq!(&plan["$defs"][name], definition, "{name}");
    }
}

#[test]
fn the_line_for_the_policy_simulator_of_aws_is_one_that_its_client_takes() {
    let place = Place::new("diff-aws");
    place.write("a.json", DENY);
    let said = run(&place, &["diff", "a.json", "a.json+a.json", "--aws"]);
    assert!(said.stdout.starts_with("equal"), "{}", said.stdout);
    place.write("b.json", DENY.replace("s3:*", "s3:Get*"));
    let said = run(&place, &["diff", "a.json", "b.json", "--aws"]);
    let lines: Vec<&str> = said
        .stdout
        .lines()
        .filter_map(|line| line.trim().strip_prefix("again    aws "))
        .collect();
    assert_eq!(lines.len(), 2, "{}", said.stdout);
    // As its client reads it: every list is JSON of the documented shape.
    for line in lines {
        let words = outcome(
            std::process::Command::new("sh")
                .args(["-c", &format!("for w in {line}; do echo \"$w\"; done")]),
        );
        let words: Vec<&str> = words.stdout.lines().collect();
        let value = |name: &str| {
            let at = words.iter().position(|word| *word == name).unwrap();
            serde_json::from_str::<Value>(words[at + 1]).unwrap()
        };
        let levels = value("--ordered-organization-policy-input-list");
        assert_eq!(
            levels.as_array().unwrap().len(),
            2,
            "the root, and an account at the end"
        );
        for level in levels.as_array().unwrap() {
            for text in level["ServiceControlPolicyInputList"].as_array().unwrap() {
                let policy: Value = serde_json::from_str(text.as_str().unwrap()).unwrap();
                assert!(policy["Statement"].is_array());
            }
        }
        assert_eq!(value("--context-entries")[0]["ContextKeyType"], "string");
    }
}

#[test]
fn what_is_too_large_to_compare_is_refused_by_name() {
    let place = Place::new("diff-too-large");
    // Which of the last twenty characters are an `a`: a million states.
    let pattern = format!("*a{}", "?".repeat(20));
    let policy = |value: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{{"StringLike":{{"aws:PrincipalTag/t":"{value}"}}}}}}]}}"#
        )
    };
    place.write("a.json", policy(&pattern));
    place.write("b.json", policy("b*"));
    let told = outcome(crispack(place.path()).args(["diff", "a.json", "b.json"]));
    assert_eq!(told.code, Some(1));
    assert!(told.stderr.contains("error[CRP223]"), "{}", told.stderr);
}
