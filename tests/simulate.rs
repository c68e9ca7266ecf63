//! `simulate` on releases: what is printed is as its schema says, the Region deny that stays on is judged as well, and a release that was changed is said to be so.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

use std::fs;

use common::place::Place;
use common::run::{SPEC, crispack, outcome, succeed};
use serde_json::Value;

mod common;

const CALL: &str = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

fn built(name: &str, spec: &str) -> Place {
    let place = Place::new(name);
    fs::write(place.path().join("crispack.yaml"), spec).unwrap();
    succeed(place.path(), &["build", "--quiet"]);
    place
}

/// The strategy changed, with what it needs.
fn under(strategy: &str) -> String {
    let more = match strategy {
        "replace" | "ou-control" => "\n  covered_ous: [Security, Workloads, Sandbox]",
        _ => "",
    };
    SPEC.replace(
        "  baseline: builtin:current",
        &format!("  baseline: builtin:current\n  strategy: {strategy}{more}"),
    )
}

fn json(place: &Place, arguments: &[&str]) -> Value {
    let mut all = vec![
        "simulate",
        "--release",
        "release",
        "--ou",
        "Workloads",
        "--format",
        "json",
    ];
    all.extend(arguments);
    serde_json::from_str(&succeed(place.path(), &all).stdout).unwrap()
}

#[test]
fn what_is_printed_is_as_its_schema_says() {
    let schema: Value = serde_json::from_str(include_str!(
        "../manifest/schema/crispack.simulate.1.schema.json"
    ))
    .unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let place = built("simulate-schema", SPEC);
    for arguments in [
        &["--call", CALL, "--source", "us-east-1"][..],
        &["--call", CALL, "--source", "ca-central-1"],
        &["--matrix"],
        &[
            "--action",
            "s3:GetObject",
            "--region",
            "eu-west-1",
            "--context",
            "a:b=c",
            "--context",
            "a:b=d",
        ],
        &[
            "--action",
            "ec2:RunInstances",
            "--principal",
            "arn:aws:iam::111122223333:role/aws-service-role/x/AWSServiceRoleForX",
        ],
    ] {
        let printed = json(&place, arguments);
        let errors: Vec<String> = validator
            .iter_errors(&printed)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:?}\n{printed:#}");
    }
    // It is closed: a field more is none of it.
    let mut printed = json(&place, &["--matrix"]);
    printed["more"] = Value::Null;
    assert!(!validator.is_valid(&printed));
}

#[test]
fn the_region_deny_that_stays_on_is_judged_and_one_that_goes_is_not() {
    for (strategy, sid) in [
        ("additive", Some("GRREGIONDENY")),
        ("ou-control", Some("CTMULTISERVICEPV1")),
        ("replace", None),
    ] {
        let place = built(&format!("simulate-{strategy}"), &under(strategy));
        let there = place
            .path()
            .join("release/in-force/region-deny.json")
            .exists();
        assert_eq!(there, sid.is_some(), "{strategy}");
        let printed = json(
            &place,
            &[
                "--action",
                "ec2:RunInstances",
                "--region",
                "eu-west-1",
                "--principal",
                "arn:aws:iam::111122223333:role/App",
            ],
        );
        let sids: Vec<&str> = printed["statements"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s["sid"].as_str().unwrap())
            .collect();
        assert_eq!(sids, [sid.unwrap_or("DenyOutsideRegions")], "{strategy}");
    }
}

#[test]
fn a_release_that_was_changed_is_judged_as_it_lies_there_and_said_to_be_changed() {
    let place = built("simulate-changed", SPEC);
    let policies = place.path().join("release/package/policies");
    let policy = fs::read_dir(&policies)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("sandbox"))
        .unwrap();
    fs::write(&policy, "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}").unwrap();
    let arguments = [
        "simulate",
        "--release",
        "release",
        "--ou",
        "Sandbox",
        "--action",
        "iam:GetRole",
        "--expect",
        "deny",
    ];
    let said = outcome(crispack(place.path()).args(arguments));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        said.stderr.contains("warning[CRP310]") && said.stderr.contains("sandbox"),
        "{}",
        said.stderr
    );
    fs::remove_file(policy).unwrap();
    let said = outcome(crispack(place.path()).args(arguments));
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("error[CRP309]"), "{}", said.stderr);
}

#[test]
fn a_release_without_the_region_deny_that_stays_on_is_not_judged() {
    // As a release of an earlier version, or with the file taken away: what is denied would look open.
    let place = built("simulate-older", SPEC);
    fs::remove_dir_all(place.path().join("release/in-force")).unwrap();
    let arguments = [
        "simulate",
        "--release",
        "release",
        "--ou",
        "Workloads",
        "--action",
        "ec2:RunInstances",
        "--region",
        "eu-west-1",
    ];
    let said = outcome(crispack(place.path()).args(arguments));
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("CRP309"), "{}", said.stderr);
    assert!(
        said.stderr.contains("in-force/region-deny.json"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_matrix_fits_eighty_columns_with_every_family_in_it() {
    let place = built("simulate-matrix", SPEC);
    let all = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    fs::write(place.path().join("all.json"), all).unwrap();
    for arguments in [
        &["simulate", "--scp", "all.json", "--matrix"][..],
        &[
            "simulate",
            "--scp",
            "all.json",
            "--matrix",
            "--partition",
            "aws-us-gov",
        ],
        &[
            "simulate",
            "--release",
            "release",
            "--ou",
            "Workloads:Regulated",
            "--matrix",
        ],
    ] {
        let text = succeed(place.path(), arguments).stdout;
        for line in text.lines().take_while(|line| !line.starts_with("Routes")) {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
    let text = succeed(place.path(), &["simulate", "--scp", "all.json", "--matrix"]).stdout;
    for family in ["apac", "au", "ca", "eu", "global", "in", "jp", "us"] {
        assert!(
            text.lines().any(|line| line.starts_with("source")
                && line.split_whitespace().any(|word| word == family)),
            "{family}"
        );
    }
    let gov = succeed(
        place.path(),
        &[
            "simulate",
            "--scp",
            "all.json",
            "--matrix",
            "--partition",
            "aws-us-gov",
        ],
    )
    .stdout;
    assert!(gov.contains("us-gov-west-1") && !gov.contains("eu-central-1"));
}

#[test]
fn a_cell_says_what_its_calls_say() {
    let place = built("simulate-cells", SPEC);
    let matrix = json(&place, &["--matrix"]);
    let row = |source: &str| {
        matrix["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["source"] == source)
            .unwrap_or_else(|| panic!("{source}"))
    };
    let us = &row("us-east-1")["families"]["us"];
    assert_eq!(us["not_denied"], us["offered"]);
    assert_eq!(
        json(&place, &["--call", CALL, "--source", "us-east-1"])["denied"],
        false
    );
    assert_eq!(row("us-east-1")["families"]["global"]["not_denied"], 0);
    let global = CALL.replace("us.", "global.");
    assert_eq!(
        json(&place, &["--call", &global, "--source", "us-east-1"])["denied"],
        true
    );
    assert!(
        matrix["denied_sources"]
            .as_array()
            .unwrap()
            .contains(&Value::from("eu-central-1"))
    );
}

#[test]
fn an_answer_leaves_before_the_next_question_comes() {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::process::Stdio;
    let place = Place::new("simulate-interactive");
    let mut child = crispack(place.path())
        .args(["simulate", "--batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(
            questions,
            "{{\"id\":{id},\"policies\":[],\"request\":{{\"action\":\"a:b\"}}}}"
        )
        .unwrap();
        questions.flush().unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("{{\"id\":{id},")), "{answer}");
    }
    drop(questions);
    assert!(child.wait().unwrap().success());
}
