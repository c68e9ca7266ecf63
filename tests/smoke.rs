//! `smoke-test.sh`: its calls cover the matrix, an evaluator that is not ours ends each as it says, and with the real `aws` it tells right, wrong and nothing apart.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use common::bedrock::Bedrock;
use common::place::Place;
use common::python::python;
use common::run::{hermetic, outcome, succeed};
use serde_json::{Value, json};

mod common;

/// Every kind of mode, some narrowed to models, on nested OUs, one with a name that a shell would take apart.
const SPEC: &str = r#"
version: 1
organization:
  home_region: us-east-1
  governed_regions: [us-east-1, us-east-2, us-west-2, eu-central-1]
region_deny:
  baseline: "builtin:current"
  strategy: replace
  covered_ous: [Workloads, Sandbox, "Dave's $(lab)", Plain]
  exempt_principals: ["arn:aws:iam::*:role/*Break*", "arn:aws:iam::*:role/team/Deploy*"]
modes:
  us-open: {global: allow, geographies: [us, eu]}
  nova-only: {global: deny, geographies: [us, eu], profiles: ["amazon.nova-2-*"]}
  governed: {global: deny, geographies: any}
  sealed: {global: deny, geographies: none, application_profiles: deny}
targets:
  - {ou: Workloads, slot: workloads, mode: us-open}
  - {ou: "Workloads:Narrow", mode: nova-only, slot: narrow}
  - {ou: Sandbox, slot: sandbox, mode: governed}
  - {ou: "Dave's $(lab)", mode: nova-only, slot: lab}
  - {ou: Plain, slot: plain, mode: sealed}
"#;

fn release(place: &Place) -> std::path::PathBuf {
    fs::write(place.path().join("crispack.yaml"), SPEC).unwrap();
    succeed(place.path(), &["build", "--today", "2026-11-26"]);
    place.path().join("release")
}

/// The calls of an OU, as the script itself says them: source Region, how they must end, model.
fn calls(release: &Path, ou: &str) -> Vec<(String, String, String)> {
    let line = "eval \"$(sed '/^case \"/,$d' smoke-test.sh)\"; calls \"$0\"";
    let told = outcome(hermetic("bash", release).args(["-c", line, ou]));
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let call = |line: &str| {
        let parts: Vec<&str> = line.split('\t').collect();
        assert_eq!(parts.len(), 4, "{line}");
        (
            parts[0].to_owned(),
            parts[1].to_owned(),
            parts[2].to_owned(),
        )
    };
    told.stdout.lines().map(call).collect()
}

const OUS: [(&str, &[&str]); 5] = [
    ("Workloads", &["cris-workloads"]),
    ("Workloads:Narrow", &["cris-workloads", "cris-narrow"]),
    ("Sandbox", &["cris-sandbox"]),
    ("Dave's $(lab)", &["cris-lab"]),
    ("Plain", &["cris-plain"]),
];

#[test]
fn every_cell_of_the_matrix_has_a_call_and_a_mixed_one_has_two() {
    let place = Place::new("smoke-cells");
    let release = release(&place);
    for (ou, _) in OUS {
        let matrix = [
            "simulate",
            "--release",
            "release",
            "--ou",
            ou,
            "--matrix",
            "--format",
            "json",
        ];
        let matrix: Value = serde_json::from_str(&succeed(place.path(), &matrix).stdout).unwrap();
        let mut cells: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for (source, expected, id) in calls(&release, ou) {
            let (family, _) = id.split_once('.').unwrap();
            let column = if family == "amazon" { "direct" } else { family };
            let fresh = cells
                .entry((source, column.to_owned()))
                .or_default()
                .insert(expected);
            assert!(fresh, "two calls of {ou} say the same: {id}");
        }
        let mut seen = 0;
        for row in matrix["rows"].as_array().unwrap() {
            let source = row["source"].as_str().unwrap();
            let direct = [("direct".to_owned(), row["direct"].clone())];
            let families = row["families"].as_object().unwrap();
            let columns = families
                .iter()
                .map(|(name, cell)| (name.clone(), cell.clone()));
            for (column, cell) in columns.chain(direct) {
                let (open, all) = (&cell["not_denied"], &cell["offered"]);
                let (open, all) = (open.as_u64().unwrap(), all.as_u64().unwrap());
                let own = cells.get(&(source.to_owned(), column.clone()));
                let mut expected = BTreeSet::new();
                if open > 0 {
                    expected.insert("answer".to_owned());
                }
                if open < all {
                    expected.insert("deny".to_owned());
                }
                if all > 0 {
                    assert_eq!(own, Some(&expected), "{ou} {source} {column}");
                    seen += 1;
                }
            }
        }
        for source in matrix["denied_sources"].as_array().unwrap() {
            let source = source.as_str().unwrap();
            let own = cells.iter().filter(|((own, _), _)| own == source);
            for (cell, expected) in own {
                assert_eq!(expected, &BTreeSet::from(["deny".to_owned()]), "{cell:?}");
                seen += 1;
            }
        }
        assert_eq!(seen, cells.len(), "{ou}");
    }
}

#[test]
fn an_evaluator_that_is_not_ours_ends_every_call_as_the_script_says() {
    let Some(python) = python("an_evaluator_that_is_not_ours_ends_every_call_as_the_script_says")
    else {
        return;
    };
    let place = Place::new("smoke-judged");
    let release = release(&place);
    let bedrock = Bedrock::start(python, place.path());
    for (ou, policies) in OUS {
        let files = policies
            .iter()
            .map(|name| release.join(format!("package/policies/{name}.json")));
        bedrock.set(&json!({"policies": files.collect::<Vec<_>>()}));
        let calls = calls(&release, ou);
        let asked: Vec<(&str, &str)> = calls
            .iter()
            .map(|(source, _, id)| (source.as_str(), id.as_str()))
            .collect();
        let judged = bedrock.judge(&asked);
        assert_eq!(judged.len(), calls.len());
        for ((source, expected, id), judged) in calls.iter().zip(judged) {
            assert_eq!(*expected, judged, "{ou} {source} {id}");
        }
    }
}

#[test]
fn the_script_tells_right_wrong_and_nothing_apart() {
    let Some(python) = python("the_script_tells_right_wrong_and_nothing_apart") else {
        return;
    };
    let place = Place::new("smoke-run");
    let release = release(&place);
    let bedrock = Bedrock::start(python, place.path());
    let lab = release.join("package/policies/cris-lab.json");
    let run = || {
        bedrock.shell(
            &release,
            r#"bash smoke-test.sh "Dave's \$(lab)" us-east-1 ca-west-1"#,
        )
    };

    bedrock.set(&json!({"policies": [lab]}));
    let told = run();
    assert_eq!(told.code, Some(0), "{}{}", told.stdout, told.stderr);
    assert!(
        told.stdout
            .contains("ok       us-east-1 us.amazon.nova-2-lite-v1:0: answer")
    );
    assert!(
        told.stdout
            .contains("ok       us-east-1 amazon.titan-embed-text-v2:0: answer")
    );
    assert!(
        told.stdout
            .contains("ok       us-east-1 us.amazon.nova-micro-v1:0: deny")
    );
    assert!(
        told.stdout.contains(" 0 wrong, 0 told nothing\n"),
        "{}",
        told.stdout
    );

    // Without the policy everything is answered.
    bedrock.set(&json!({}));
    let told = run();
    assert_eq!(told.code, Some(1), "{}", told.stdout);
    assert!(
        told.stdout
            .contains("WRONG    us-east-1 us.amazon.nova-micro-v1:0: must be deny, got answer")
    );

    // Too many calls: nothing is shown, and nothing is called right.
    bedrock.set(&json!({"policies": [lab], "throttled": ["us-east-1"]}));
    let told = run();
    assert_eq!(told.code, Some(2), "{}", told.stdout);
    assert!(told.stdout.contains(
        "UNKNOWN  us-east-1 us.amazon.nova-micro-v1:0: must be deny, and ended without telling"
    ));
    assert!(!told.stdout.contains("ok       us-east-1"));

    // A deny of somebody else's on what must be answered.
    let other = place.path().join("other.json");
    fs::write(
        &other,
        r#"{"Statement":[{"Effect":"Deny","Action":"bedrock:*","Resource":"*"}]}"#,
    )
    .unwrap();
    bedrock.set(&json!({"policies": [lab, other]}));
    let told = run();
    assert_eq!(told.code, Some(1), "{}", told.stdout);
    assert!(
        told.stdout
            .contains("WRONG    us-east-1 us.amazon.nova-2-lite-v1:0: must be answer, got deny")
    );
}

#[test]
fn without_an_ou_of_the_release_nothing_is_called() {
    let place = Place::new("smoke-usage");
    let release = release(&place);
    let run = |arguments: &[&str]| {
        let mut command = hermetic("bash", &release);
        outcome(
            command
                .arg("smoke-test.sh")
                .args(arguments)
                .env("PATH", "/usr/bin:/bin"),
        )
    };
    let list = run(&["--list"]);
    assert_eq!(list.code, Some(0));
    for (ou, _) in OUS {
        let own = calls(&release, ou).len();
        assert!(
            list.stdout.contains(&format!("{own:>5} calls  {ou}\n")),
            "{}",
            list.stdout
        );
    }
    let other = run(&["Workloads:Team"]);
    assert_eq!(other.code, Some(64));
    assert!(
        other
            .stderr
            .contains("no policy of this release is on `Workloads:Team` itself")
    );
    assert_eq!(run(&[]).code, Some(64));
    assert!(
        run(&[])
            .stderr
            .contains("bash smoke-test.sh OU [REGION...]")
    );
    let help = run(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(
        help.stdout.contains("Exit codes: 0 every call"),
        "{}",
        help.stdout
    );
    assert_eq!(run(&["-rf x"]).code, Some(64));
    assert_eq!(run(&["--", "--list"]).code, Some(64));
    // As a role that the Region deny does not bind nothing would be shown.
    for (role, code, word) in [
        ("AWSControlTowerExecution", 64, "does not bind `arn"),
        ("GlassBreaker", 64, "does not bind `arn"),
        // Whose path a session does not spell.
        ("DeployIt", 2, "if the path of this role"),
        ("Workload", 2, ""),
    ] {
        let aws = format!(
            "#!/bin/sh\ncase $1 in sts) echo arn:aws:sts::111122223333:assumed-role/{role}/s ;; *) exit 1 ;; esac\n"
        );
        let tools = place.path().join("tools");
        fs::create_dir_all(&tools).unwrap();
        fs::write(tools.join("aws"), aws).unwrap();
        let line = "chmod +x ../tools/aws; PATH=$PWD/../tools:/usr/bin:/bin bash smoke-test.sh Plain us-east-1";
        let told = outcome(hermetic("bash", &release).args(["-c", line]));
        assert_eq!(told.code, Some(code), "{}{}", told.stdout, told.stderr);
        assert!(told.stderr.contains(word), "{role} {}", told.stderr);
        assert!(
            !word.is_empty() || told.stderr.is_empty(),
            "{role} {}",
            told.stderr
        );
    }
    let nowhere = run(&["Plain", "mars-1"]);
    assert_eq!(nowhere.code, Some(64), "{}", nowhere.stdout);
    let misspelt = run(&["Plain", "us-east-1", "us-eats-1"]);
    assert!(
        misspelt.stderr.contains("no call is made from `us-eats-1`"),
        "{}",
        misspelt.stderr
    );
}
