//! Logs of CloudTrail against a release: every shape of event, everything that events come in, whatever is wrong with a log, and that the answer is that of `simulate`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use common::place::Place;
use common::run::{Outcome, crispack, limited, outcome, succeed};
use common::trail::{EVERY_SHAPE, every_shape, gzip, wrapped};
use crispack::bedrock::call::{Asked, Call};
use crispack::bedrock::{Catalogue, Settled};
use crispack::observe::log::piece;
use crispack::observe::replay::{Ground, Scope, Scopes, Sides, Tally, Verdict, Window, replay};
use crispack::policy::{Attached, Document, Level, Levels};
use crispack::simulate::batch::Batch;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/manifest/examples/three-modes/crispack.yaml"
);
const OPENING: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/manifest/examples/global-in-one-ou/crispack.yaml"
);
const SCHEMA: &str = include_str!("../manifest/schema/crispack.impact.1.schema.json");
const MODEL: &str = "anthropic.claude-sonnet-4-5-20250929-v1:0";

/// A folder with the release of an example, and the events of every shape.
fn place(name: &str, spec: &str) -> Place {
    let place = Place::new(name);
    succeed(
        place.path(),
        &["build", spec, "--out", "release", "--quiet"],
    );
    fs::write(place.path().join("events.json"), EVERY_SHAPE).unwrap();
    place
}

fn run(place: &Place, arguments: &[&str]) -> Outcome {
    let mut command = crispack(place.path());
    command.arg("impact").args(arguments);
    outcome(&mut command)
}

fn answer(place: &Place, arguments: &[&str]) -> Value {
    let arguments: Vec<&str> = arguments
        .iter()
        .copied()
        .chain(["--format", "json"])
        .collect();
    let outcome = run(place, &arguments);
    assert_eq!(outcome.code, Some(0), "{arguments:?}\n{}", outcome.stderr);
    let answer: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator: Validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&answer)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    answer
}

/// The verdicts by source Region and target, as short as they are told apart.
fn verdicts(answer: &Value) -> BTreeMap<String, &str> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let text = |key: &str| row[key].as_str().unwrap();
        let caller = text("principal").rsplit('/').next().unwrap();
        let target = text("target").replace(MODEL, "MODEL");
        let target = target.rsplit(":111122223333:").next().unwrap();
        let action = text("action").replace("bedrock:", "");
        (
            format!("{caller} {action} {target} {}", text("source")),
            text("verdict"),
        )
    })
    .collect()
}

fn reasons(answer: &Value) -> BTreeMap<&str, u64> {
    let all = answer["not_judged"].as_array().unwrap().iter();
    all.map(|own| {
        (
            own["reason"].as_str().unwrap(),
            own["events"].as_u64().unwrap(),
        )
    })
    .collect()
}

#[test]
fn every_shape_of_event_is_judged_or_told() {
    let place = place("impact-shapes", EXAMPLE);
    let answer = answer(
        &place,
        &["--ou", "Workloads", "--events", "events.json", "--all"],
    );
    let expected = [
        ("App InvokeModel MODEL eu-central-1", "open"),
        ("App InvokeModel eu.MODEL eu-central-1", "open"),
        (
            "App InvokeModelWithResponseStream eu.MODEL eu-central-1",
            "open",
        ),
        (
            "App InvokeModelWithResponseStream global.MODEL eu-central-1",
            "denied",
        ),
        (
            "App InvokeModel inference-profile/global.MODEL eu-central-1",
            "denied",
        ),
        (
            "App CreateInferenceProfile inference-profile/eu.MODEL eu-central-1",
            "open",
        ),
        (
            "App InvokeModel application-inference-profile/a1b2c3d4e5f6 eu-central-1",
            "open",
        ),
        ("App InvokeModel us.MODEL us-east-1", "newly-denied"),
        ("App InvokeModel amazon.nova-reel-v1:0 us-east-1", "open"),
        (
            "App InvokeModel default-prompt-router/anthropic.claude:1 eu-central-1",
            "newly-denied",
        ),
        (
            "App InvokeModel provisioned-model/abcdefghijkl eu-central-1",
            "open",
        ),
        ("Lab InvokeModel us.MODEL us-east-1", "newly-denied"),
        ("break-glass InvokeModel us.MODEL us-east-1", "newly-denied"),
        ("sam InvokeModel global.MODEL eu-central-1", "denied"),
    ];
    let expected: BTreeMap<String, &str> = expected
        .iter()
        .map(|(row, verdict)| ((*row).to_owned(), *verdict))
        .collect();
    assert_eq!(verdicts(&answer), expected);
    let expected = BTreeMap::from([
        ("no-model", 1),
        ("no-principal", 1),
        ("origin-unknown", 1),
        ("service-linked-role", 1),
        ("unknown-profile", 1),
    ]);
    assert_eq!(reasons(&answer), expected);
    assert_eq!(
        answer["other_events"],
        json!([{"name": "bedrock:ListFoundationModels", "events": 1}])
    );
    assert_eq!(answer["read"]["events_of_other_services"], 1);
    assert_eq!(answer["read"]["events"], every_shape().len());
    // Every event is somewhere.
    let judged = answer["totals"]["judged"].as_u64().unwrap();
    let not_judged = answer["totals"]["not_judged"].as_u64().unwrap();
    assert_eq!(judged + not_judged + 1 + 1, every_shape().len() as u64);
    // What succeeded and is denied afterwards breaks, whatever the policies before say.
    assert_eq!(
        answer["totals"]["succeeded_and_denied_after"]["succeeded"],
        6
    );
    assert_eq!(answer["totals"]["left_allowed_regions"], 3);
}

#[test]
fn a_row_has_who_what_where_and_which_statement() {
    let place = place("impact-row", EXAMPLE);
    let answer = answer(&place, &["--ou", "Workloads", "--events", "events.json"]);
    let rows = answer["rows"].as_array().unwrap();
    let row = rows
        .iter()
        .find(|row| row["target"] == format!("global.{MODEL}") && row["account"] == "111122223333")
        .unwrap();
    assert_eq!(row["principal"], "arn:aws:iam::111122223333:role/team/App");
    assert_eq!(row["ou"], "Workloads");
    assert_eq!(row["sample"], "00000004-0000-4000-8000-000000000000");
    assert_eq!(row["first"], "2026-11-02T09:04:00Z");
    assert_eq!(
        row["served"],
        json!([{"region": "us-west-2", "calls": 1, "allowed": false}])
    );
    assert_eq!(row["contradicts"], true);
    assert_eq!(row["denied_by"]["before"][0]["sid"], "GRREGIONDENY");
    assert_eq!(row["denied_by"]["after"][0]["policy"], "cris-workloads");
    // What nothing is to be said of is left out.
    assert!(rows.iter().all(|row| row["target"] != MODEL));
}

#[test]
fn what_a_release_opens_is_told_and_the_exempt_principal_is_known() {
    let place = place("impact-opens", OPENING);
    let lab = answer(
        &place,
        &["--ou", "GenAI Lab", "--events", "events.json", "--all"],
    );
    let verdicts = verdicts(&lab);
    assert_eq!(
        verdicts["App InvokeModelWithResponseStream global.MODEL eu-central-1"],
        "no-longer-denied"
    );
    assert_eq!(
        lab["totals"]["left_allowed_regions"], 0,
        "Global is allowed"
    );
    let sealed = answer(
        &place,
        &[
            "--ou",
            "Workloads:Regulated",
            "--events",
            "events.json",
            "--all",
        ],
    );
    assert_eq!(sealed["totals"]["succeeded_and_denied_after"]["callers"], 4);
}

#[test]
fn whatever_events_are_wrapped_in_the_answer_is_the_same() {
    let place = place("impact-wrapped", EXAMPLE);
    let events = every_shape();
    let of = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["--ou", "Workloads", "--all"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        let mut answer = answer(&place, &arguments);
        for key in ["bytes", "files", "no_events"] {
            answer["read"].as_object_mut().unwrap().remove(key);
        }
        answer
    };
    let expected = of(&["--events", "events.json"]);
    for (name, bytes) in wrapped(&events) {
        fs::write(place.path().join(name), &bytes).unwrap();
        let found = of(&["--events", name]);
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn files_folders_globs_and_standard_input_are_read() {
    let place = place("impact-paths", EXAMPLE);
    let folder = place
        .path()
        .join("AWSLogs/111122223333/CloudTrail/eu-central-1/2026/11/02");
    fs::create_dir_all(&folder).unwrap();
    let digests = place
        .path()
        .join("AWSLogs/111122223333/CloudTrail-Digest/eu-central-1");
    fs::create_dir_all(&digests).unwrap();
    fs::write(
        digests.join("d.json.gz"),
        gzip(b"{\"digestStartTime\": \"x\"}"),
    )
    .unwrap();
    for (number, event) in every_shape().iter().enumerate() {
        let log = json!({"Records": [event]}).to_string();
        fs::write(
            folder.join(format!("{number}.json.gz")),
            gzip(log.as_bytes()),
        )
        .unwrap();
    }
    fs::write(folder.join("notes.txt"), "a note").unwrap();
    let whole = answer(
        &place,
        &["--ou", "Workloads", "--events", "events.json", "--all"],
    );
    let walked = answer(
        &place,
        &["--ou", "Workloads", "--events", "AWSLogs", "--all"],
    );
    assert_eq!(walked["rows"], whole["rows"]);
    assert_eq!(walked["read"]["digests"], 1);
    assert_eq!(walked["read"]["files_named_otherwise"], 1);
    let globbed = answer(
        &place,
        &[
            "--ou",
            "Workloads",
            "--events",
            "AWSLogs/**/*.json.gz",
            "--all",
            "--jobs",
            "1",
        ],
    );
    assert_eq!(globbed["rows"], whole["rows"]);
    let twice = answer(
        &place,
        &[
            "--ou",
            "Workloads",
            "--events",
            "events.json",
            "AWSLogs",
            "--all",
        ],
    );
    assert_eq!(
        twice["totals"]["judged"].as_u64(),
        whole["totals"]["judged"].as_u64().map(|all| 2 * all)
    );
    let mut child = crispack(place.path())
        .args([
            "impact",
            "--ou",
            "Workloads",
            "--events",
            "-",
            "--all",
            "--format",
            "json",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(EVERY_SHAPE.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let piped: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(piped["rows"], whole["rows"]);
}

#[test]
fn a_snapshot_knows_the_ou_of_each_account_and_what_else_hangs_there() {
    let place = place("impact-snapshot", EXAMPLE);
    let deny_all = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "bedrock:InvokeModelWithResponseStream", "Resource": "*"}]});
    let snapshot = |policies: Value| {
        json!({
            "schema": "crispack.snapshot/1",
            "organization": {"id": "o-example123", "management_account": "999900001111", "root_id": "r-ab12", "root_accounts": []},
            "organizational_units": [
                {"path": "Workloads", "accounts": ["111122223333"]},
                {"path": "Workloads:Regulated", "accounts": []},
                {"path": "Sandbox", "accounts": []},
            ],
            "policies": policies,
        })
    };
    fs::write(
        place.path().join("org.json"),
        snapshot(json!([])).to_string(),
    )
    .unwrap();
    let plain = answer(
        &place,
        &["--snapshot", "org.json", "--events", "events.json", "--all"],
    );
    assert_eq!(reasons(&plain)["no-ou"], 3, "the other account is in no OU");
    let streams = "App InvokeModelWithResponseStream eu.MODEL eu-central-1";
    assert_eq!(verdicts(&plain)[streams], "open");
    for attached in [
        json!({"attached_to": ["Workloads"]}),
        json!({"attached_to": [], "attached_to_accounts": ["111122223333"]}),
    ] {
        let mut policy = json!({"name": "no-streams", "content": deny_all.to_string()});
        policy
            .as_object_mut()
            .unwrap()
            .extend(attached.as_object().unwrap().clone());
        fs::write(
            place.path().join("org.json"),
            snapshot(json!([policy])).to_string(),
        )
        .unwrap();
        let held = answer(
            &place,
            &["--snapshot", "org.json", "--events", "events.json", "--all"],
        );
        assert_eq!(
            verdicts(&held)[streams],
            "denied",
            "{attached}: it is there before and after"
        );
    }
    // The management account is bound by nothing.
    let text = snapshot(json!([]))
        .to_string()
        .replace("999900001111", "111122223333");
    fs::write(place.path().join("org.json"), text).unwrap();
    let bound = answer(
        &place,
        &["--snapshot", "org.json", "--events", "events.json", "--all"],
    );
    assert!(reasons(&bound)["management-account"] > 10);
}

#[test]
fn would_turning_global_off_break_anybody() {
    let place = place("impact-question", EXAMPLE);
    let global_off = json!({"Version": "2012-10-17", "Statement": [{"Sid": "NoGlobal", "Effect": "Deny", "Action": "bedrock:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:RequestedRegion": "unspecified"}}}]});
    fs::write(place.path().join("no-global.json"), global_off.to_string()).unwrap();
    let told = run(
        &place,
        &["--scp", "no-global.json", "--events", "events.json"],
    );
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let first = told.stdout.lines().next().unwrap();
    assert_eq!(
        first,
        "3 of 14 calls judged succeeded and would be denied: 2 callers in 2 accounts. 6 calls could not be judged."
    );
    for part in [
        "role/team/App",
        "user/sam",
        "is denied by `NoGlobal`",
        "444455556666",
        "event 00000004-",
    ] {
        assert!(told.stdout.contains(part), "{part}\n{}", told.stdout);
    }
    assert_eq!(
        run(
            &place,
            &[
                "--scp",
                "no-global.json",
                "--events",
                "events.json",
                "--detailed-exitcode"
            ]
        )
        .code,
        Some(2)
    );
    let without = run(
        &place,
        &[
            "--scp",
            "no-global.json",
            "--before",
            "no-global.json",
            "--events",
            "events.json",
        ],
    );
    assert!(
        without
            .stdout
            .contains("The policies before deny 3 of them as well"),
        "{}",
        without.stdout
    );
    let markdown = run(
        &place,
        &[
            "--scp",
            "no-global.json",
            "--events",
            "events.json",
            "--format",
            "markdown",
        ],
    );
    assert!(
        markdown
            .stdout
            .contains("| 444455556666 | `any` | `user/sam` |"),
        "{}",
        markdown.stdout
    );
    // Days without a call of Global.
    let quiet = run(
        &place,
        &[
            "--scp",
            "no-global.json",
            "--events",
            "events.json",
            "--from",
            "2026-11-03",
            "--detailed-exitcode",
        ],
    );
    assert_eq!(quiet.code, Some(0));
    assert!(
        quiet
            .stdout
            .starts_with("There is no call of inference in what was read"),
        "{}",
        quiet.stdout
    );
    assert!(
        quiet
            .stdout
            .contains("21 events of Bedrock outside the days"),
        "{}",
        quiet.stdout
    );
}

#[test]
fn what_a_log_cannot_tell_can_be_said() {
    let place = place("impact-origin", EXAMPLE);
    let copy =
        "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/zzzzzzzzzzzz";
    let said = answer(
        &place,
        &[
            "--ou",
            "Workloads",
            "--events",
            "events.json",
            "--all",
            "--origin",
            &format!("{copy}=global.{MODEL}"),
        ],
    );
    assert_eq!(
        verdicts(&said)["App InvokeModel application-inference-profile/zzzzzzzzzzzz eu-central-1"],
        "denied"
    );
    assert!(!reasons(&said).contains_key("origin-unknown"));
}

#[test]
fn the_answer_goes_into_the_report_of_its_own_package_only() {
    let place = place("impact-report", EXAMPLE);
    let build = |arguments: &[&str]| {
        let mut command = crispack(place.path());
        command.args(["build", EXAMPLE, "--quiet"]).args(arguments);
        outcome(&mut command)
    };
    let zip = |release: &str| {
        fs::read(
            place
                .path()
                .join(release)
                .join("custom-control-tower-configuration.zip"),
        )
        .unwrap()
    };
    // What an event says is anybody's text.
    let hostile = EVERY_SHAPE.replace("role/team/App", "role/<script>alert(1)</script>");
    fs::write(place.path().join("events.json"), hostile).unwrap();
    let told = run(
        &place,
        &[
            "--ou",
            "Workloads",
            "--events",
            "events.json",
            "--format",
            "json",
        ],
    );
    fs::write(place.path().join("impact.json"), &told.stdout).unwrap();
    let with_logs = build(&["--impact", "impact.json", "--out", "release-2"]);
    assert_eq!(with_logs.code, Some(0), "{}", with_logs.stderr);
    let page = fs::read_to_string(place.path().join("release-2/REPORT.html")).unwrap();
    assert!(
        page.contains("What the logs say")
            && page.contains("6 of 15 calls judged succeeded and would be denied")
    );
    assert!(page.contains("role/&#60;script&#62;") && !page.contains("role/<script>"));
    let report = fs::read_to_string(place.path().join("release-2/REPORT.md")).unwrap();
    assert!(report.contains("## What the logs say"), "{report}");
    assert_eq!(
        zip("release"),
        zip("release-2"),
        "the package stays the same"
    );
    let lock = fs::read_to_string(place.path().join("release-2/inputs.lock")).unwrap();
    assert!(lock.contains("impact.json"));
    let page = fs::read_to_string(place.path().join("release/REPORT.html")).unwrap();
    assert!(!page.contains("What the logs say"));
    // Of another package, and of no run at all.
    succeed(
        place.path(),
        &["build", OPENING, "--out", "other", "--quiet"],
    );
    let other = run(
        &place,
        &[
            "--release",
            "other",
            "--ou",
            "Workloads",
            "--events",
            "events.json",
            "--format",
            "json",
        ],
    );
    fs::write(place.path().join("other.json"), &other.stdout).unwrap();
    fs::write(
        place.path().join("none.json"),
        "{\"schema\": \"crispack.drift/1\"}",
    )
    .unwrap();
    for (file, code) in [
        ("other.json", "CRP341"),
        ("none.json", "CRP340"),
        ("no-such-file.json", "CRP"),
    ] {
        let refused = build(&["--impact", file, "--out", "release-3"]);
        assert_eq!(refused.code, Some(1), "{file}");
        assert!(refused.stderr.contains(code), "{file}\n{}", refused.stderr);
        assert!(
            !place.path().join("release-3").exists(),
            "{file}: nothing is written"
        );
    }
}

/// A log that something is wrong with, and what is to be said of it.
fn broken() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let whole = gzip(EVERY_SHAPE.as_bytes());
    let half = EVERY_SHAPE.len() / 2;
    vec![
        (
            "cut.json.gz",
            whole[..whole.len() / 2].to_vec(),
            "its gzip stream is cut short",
        ),
        (
            "half.json",
            EVERY_SHAPE.as_bytes()[..half].to_vec(),
            "it ends in the middle of a document",
        ),
        (
            "garbage.json.gz",
            [vec![0x1f, 0x8b], vec![7; 300]].concat(),
            "gzip",
        ),
        (
            "words.json",
            b"this is no log\n".to_vec(),
            "it is no JSON, and no CSV",
        ),
        (
            "other.csv",
            b"a,b\n1,2\n".to_vec(),
            "it is no JSON, and no CSV",
        ),
    ]
}

#[test]
fn what_is_wrong_with_a_log_is_told_and_the_run_goes_on() {
    let place = place("impact-broken", EXAMPLE);
    for (name, bytes, why) in broken() {
        let folder = place.path().join(format!("with-{name}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), &bytes).unwrap();
        fs::write(folder.join("whole.json"), EVERY_SHAPE).unwrap();
        let folder = folder.file_name().unwrap().to_str().unwrap();
        let found = answer(&place, &["--ou", "Workloads", "--events", folder]);
        assert_eq!(found["read"]["cut_short"], 1, "{name}");
        let problem = &found["read"]["problems"][0];
        assert!(
            problem["file"].as_str().unwrap().ends_with(name)
                && problem["why"].as_str().unwrap().contains(why),
            "{problem}"
        );
        // What stands in the other file, and before the break, is counted.
        assert!(found["read"]["events"].as_u64().unwrap() >= every_shape().len() as u64);
        let strict = run(
            &place,
            &["--ou", "Workloads", "--events", folder, "--strict"],
        );
        assert_eq!(strict.code, Some(1), "{name}");
        // Alone it is nothing, or what was left of it.
        let alone = run(
            &place,
            &["--ou", "Workloads", "--events", &format!("{folder}/{name}")],
        );
        assert!(matches!(alone.code, Some(0 | 1)), "{name}");
        assert!(
            alone.stdout.contains("could not be read to their end"),
            "{name}\n{}",
            alone.stdout
        );
    }
    let half = answer(
        &place,
        &["--ou", "Workloads", "--events", "with-half.json/half.json"],
    );
    assert!(half["read"]["events"].as_u64().unwrap() > 5);
}

#[test]
fn pipes_links_and_paths_given_twice_are_read_once_or_not_at_all() {
    let place = place("impact-walk", EXAMPLE);
    let logs = place.path().join("logs");
    fs::create_dir_all(logs.join("real")).unwrap();
    fs::write(logs.join("real/a.json"), EVERY_SHAPE).unwrap();
    std::os::unix::fs::symlink("..", logs.join("real/loop")).unwrap();
    std::os::unix::fs::symlink("real", logs.join("link")).unwrap();
    std::os::unix::fs::symlink("gone", logs.join("broken.json")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        logs.join("pipe.json"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .unwrap();
    for paths in [
        &["logs"][..],
        &["logs/**/*.json"],
        &["./logs/./**//*.json"],
        &["logs", "logs/real/a.json", "logs/*/a.json", "logs/link"],
    ] {
        let arguments: Vec<&str> = ["--ou", "Workloads", "--events"]
            .iter()
            .chain(paths)
            .copied()
            .collect();
        let found = answer(&place, &arguments);
        assert_eq!(found["read"]["events"], every_shape().len(), "{paths:?}");
        let problems = found["read"]["problems"].to_string();
        assert!(
            problems.contains("a pipe or a device"),
            "{paths:?}: {problems}"
        );
    }
    // A glob that matches nothing is told, though other paths are read.
    let found = answer(
        &place,
        &[
            "--ou",
            "Workloads",
            "--events",
            "logs/real/*.json",
            "logs/real/*.csv",
        ],
    );
    let problems = found["read"]["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    let told = problems[0].to_string();
    assert!(told.contains("logs/real/*.csv") && told.contains("no file matches it"));
}

#[test]
fn odd_elements_and_odd_bytes_cost_themselves_and_no_more() {
    let place = place("impact-elements", EXAMPLE);
    let events = every_shape();
    let list = json!({"Records": [events[0], null, events[1], "x", 3, [], events[2]]});
    fs::write(place.path().join("list.json"), list.to_string()).unwrap();
    let found = answer(&place, &["--ou", "Workloads", "--events", "list.json"]);
    assert_eq!(
        (&found["read"]["events"], &found["read"]["no_events"]),
        (&json!(3), &json!(4))
    );
    // A header, and rows as Athena unloads them: keys in lower case, what is nested as a text.
    let row = json!({"eventsource": "bedrock.amazonaws.com", "eventname": "Converse", "awsregion": "eu-central-1", "useridentity": {"arn": "arn:aws:iam::111122223333:role/App", "accountid": "111122223333"},
        "requestparameters": json!({"modelId": MODEL}).to_string(), "eventtime": "2026-11-02T09:00:00Z"});
    fs::write(
        place.path().join("unload.json"),
        format!("# unloaded\n{row}\n"),
    )
    .unwrap();
    let found = answer(
        &place,
        &["--ou", "Workloads", "--events", "unload.json", "--all"],
    );
    assert_eq!(found["totals"]["judged"], 1, "{found:#}");
    assert_eq!(found["read"]["odd_lines"], 1);
    // One byte that is no UTF-8, one row that is cut, and a quote that is never closed.
    let head = "eventsource,eventname,awsregion,useridentity,requestparameters\n";
    let row = |name: &str| {
        format!(
            "bedrock.amazonaws.com,Converse,eu-central-1,\"{{arn=arn:aws:iam::111122223333:role/{name}, accountid=111122223333}}\",\"{{modelId={MODEL}}}\"\n"
        )
    };
    let mut csv = [
        head.as_bytes(),
        row("A").as_bytes(),
        row("B?").as_bytes(),
        b"bedrock.amazonaws.com,Conv\n",
        row("C").as_bytes(),
    ]
    .concat();
    let at = csv.iter().position(|byte| *byte == b'?').unwrap();
    csv[at] = 0xe9;
    fs::write(place.path().join("odd.csv"), &csv).unwrap();
    let found = answer(
        &place,
        &["--ou", "Workloads", "--events", "odd.csv", "--all"],
    );
    assert_eq!(
        (&found["totals"]["judged"], &found["read"]["broken"]),
        (&json!(3), &json!(1))
    );
    let open = [
        head.as_bytes(),
        row("A").as_bytes(),
        b"\"never closed",
        &vec![b'x'; 40_000_000],
    ]
    .concat();
    fs::write(place.path().join("open.csv.gz"), gzip(&open)).unwrap();
    let mut command = limited(place.path(), "ulimit -v 200000");
    command.args([
        "impact",
        "--ou",
        "Workloads",
        "--events",
        "open.csv.gz",
        "--jobs",
        "1",
    ]);
    let told = outcome(&mut command);
    assert!(told.stdout.contains("a quote may not be closed") && told.stdout.starts_with("No call that succeeded would be denied, of 1 call judged. Not everything could be read"), "{}", told.stdout);
}

#[test]
fn what_others_ask_for_and_no_event_tells_is_no_effect_of_the_release() {
    let place = place("impact-foreign", EXAMPLE);
    let perimeter = json!({"Version": "2012-10-17", "Statement": [
        {"Sid": "Perimeter", "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"NotIpAddressIfExists": {"aws:SourceIp": "192.0.2.0/24"}, "Null": {"aws:SourceVpc": "true"}}},
        {"Sid": "Guardrail", "Effect": "Deny", "Action": "bedrock:InvokeModel", "Resource": "*", "Condition": {"StringNotEquals": {"bedrock:GuardrailIdentifier": "x"}}},
    ]});
    let snapshot = json!({
        "schema": "crispack.snapshot/1",
        "organizational_units": [{"path": "Workloads", "accounts": ["111122223333", "444455556666"]}],
        "policies": [{"name": "perimeter", "attached_to": ["Workloads"], "content": perimeter.to_string()}],
    });
    fs::write(place.path().join("org.json"), snapshot.to_string()).unwrap();
    let with = answer(
        &place,
        &["--snapshot", "org.json", "--events", "events.json", "--all"],
    );
    let without = answer(
        &place,
        &["--ou", "Workloads", "--events", "events.json", "--all"],
    );
    assert_eq!(with["rows"], without["rows"]);
    let told = run(
        &place,
        &["--snapshot", "org.json", "--events", "events.json"],
    );
    assert!(
        told.stderr.contains("CRP423")
            && told.stderr.contains("keys that are not read from events"),
        "{}",
        told.stderr
    );
    // Of a policy that is asked about it is told.
    fs::write(place.path().join("perimeter.json"), perimeter.to_string()).unwrap();
    let told = run(
        &place,
        &["--scp", "perimeter.json", "--events", "events.json"],
    );
    assert!(
        told.stdout
            .contains("rests on keys that are not read from events"),
        "{}",
        told.stdout
    );
    assert_eq!(
        run(
            &place,
            &[
                "--scp",
                "perimeter.json",
                "--events",
                "events.json",
                "--strict"
            ]
        )
        .code,
        Some(1)
    );
}

#[test]
fn that_a_part_of_a_call_is_denied_is_enough() {
    let place = place("impact-partly", EXAMPLE);
    let call = |target: &str| {
        json!({"eventSource": "bedrock.amazonaws.com", "eventName": "Converse", "awsRegion": "eu-central-1", "eventTime": "2026-11-02T09:00:00Z",
        "userIdentity": {"arn": "arn:aws:iam::111122223333:role/App", "accountId": "111122223333"}, "requestParameters": {"modelId": target}, "additionalEventData": {"inferenceRegion": "us-west-2"}})
    };
    let copy =
        "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/zzzzzzzzzzzz";
    let targets = [
        "global.anthropic.claude-opus-99-v1:0",
        "eu.anthropic.claude-opus-99-v1:0",
        copy,
    ];
    let lines: Vec<String> = targets
        .iter()
        .map(|target| call(target).to_string())
        .collect();
    fs::write(place.path().join("new.jsonl"), lines.join("\n")).unwrap();
    let sealed = answer(
        &place,
        &["--ou", "Security", "--events", "new.jsonl", "--all"],
    );
    assert_eq!(
        sealed["totals"]["judged"], 3,
        "sealed denies all of them, whatever they are"
    );
    let open = answer(
        &place,
        &["--ou", "Workloads", "--events", "new.jsonl", "--all"],
    );
    assert_eq!(
        verdicts(&open),
        BTreeMap::from([(
            "App InvokeModel global.anthropic.claude-opus-99-v1:0 eu-central-1".to_owned(),
            "denied"
        )])
    );
    assert_eq!(
        reasons(&open),
        BTreeMap::from([("origin-unknown", 1), ("unknown-profile", 1)])
    );
    // That they left needs no judgement.
    assert_eq!(open["totals"]["left_allowed_regions"], 3);
    // And what is not replayed is not forgotten.
    let batch = json!({"eventSource": "bedrock.amazonaws.com", "eventName": "CreateModelInvocationJob", "awsRegion": "eu-central-1"});
    fs::write(
        place.path().join("batch.jsonl"),
        format!("{}\n{batch}\n", every_shape()[0]),
    )
    .unwrap();
    let told = run(
        &place,
        &["--ou", "Workloads", "--events", "batch.jsonl", "--strict"],
    );
    assert!(told.stdout.starts_with("No call that succeeded would be denied, of 1 call judged. 1 event of batch jobs, prompt routers, agents and the like was not replayed."), "{}", told.stdout);
    assert_eq!(told.code, Some(1));
    fs::write(
        place.path().join("none.jsonl"),
        call("eu.anthropic.claude-opus-99-v1:0").to_string(),
    )
    .unwrap();
    assert_eq!(
        run(
            &place,
            &[
                "--ou",
                "Workloads",
                "--events",
                "none.jsonl",
                "--detailed-exitcode"
            ]
        )
        .code,
        Some(1)
    );
}

#[test]
fn nothing_read_is_a_failure_and_nothing_to_judge_is_not() {
    let place = place("impact-nothing", EXAMPLE);
    fs::write(place.path().join("empty.json"), "").unwrap();
    fs::create_dir(place.path().join("folder")).unwrap();
    for nothing in ["empty.json", "folder", "there-is-none.json", "there-*.json"] {
        let outcome = run(&place, &["--ou", "Workloads", "--events", nothing]);
        assert_eq!(outcome.code, Some(1), "{nothing}\n{}", outcome.stdout);
        assert!(
            outcome.stderr.contains("no event of CloudTrail"),
            "{nothing}\n{}",
            outcome.stderr
        );
    }
    let other = json!({"Records": [{"eventSource": "s3.amazonaws.com", "eventName": "GetObject"}]});
    fs::write(place.path().join("other.json"), other.to_string()).unwrap();
    let told = run(
        &place,
        &["--ou", "Workloads", "--events", "other.json", "--strict"],
    );
    assert_eq!(told.code, Some(0), "{}", told.stderr);
}

#[test]
fn odd_lines_and_odd_documents_are_counted() {
    let place = place("impact-odd", EXAMPLE);
    let good = every_shape()[0].to_string();
    let lines = [
        &*good,
        "not a line of a log",
        r#"{"eventSource": "bedrock.amazonaws.com", "eventName": 7}"#,
        r#"{"bedrock": "and no event"}"#,
        r#"{"neither": 1}"#,
        r#"{"eventSource": "bedr\u006fck.amazonaws.com", "eventName": "Converse"}"#,
        "{\"digestStartTime\": \"2026\", \"logFiles\": []}",
        "[]",
        "",
    ];
    fs::write(place.path().join("odd.jsonl"), lines.join("\n")).unwrap();
    let found = answer(&place, &["--ou", "Workloads", "--events", "odd.jsonl"]);
    let read = &found["read"];
    assert_eq!(read["odd_lines"], 1, "{read:#}");
    assert_eq!(
        read["broken"], 2,
        "one speaks of Bedrock and is no event: {read:#}"
    );
    assert_eq!(read["no_events"], 1, "{read:#}");
    assert_eq!(read["digests"], 1, "{read:#}");
    assert_eq!(
        read["events"], 2,
        "letters may be spelled by their numbers: {read:#}"
    );
    assert_eq!(reasons(&found)["no-principal"], 1);
    assert_eq!(
        run(
            &place,
            &["--ou", "Workloads", "--events", "odd.jsonl", "--strict"]
        )
        .code,
        Some(1)
    );
}

#[test]
fn bad_usage_says_what_is_missing() {
    let place = place("impact-usage", EXAMPLE);
    for (arguments, part) in [
        (&["--ou", "Workloads"][..], "--events PATH"),
        (&["--events", "events.json"], "--snapshot FILE"),
        (
            &[
                "--events",
                "events.json",
                "--ou",
                "Workloads",
                "--from",
                "2026-02-30",
            ],
            "--from takes a day",
        ),
        (
            &[
                "--events",
                "events.json",
                "--ou",
                "Workloads",
                "--from",
                "2026-02-03",
                "--to",
                "2026-02-01",
            ],
            "--from is behind --to",
        ),
        (
            &[
                "--events",
                "events.json",
                "--ou",
                "Workloads",
                "--origin",
                "x",
            ],
            "--origin takes ARN=PROFILE",
        ),
        (
            &[
                "--events",
                "events.json",
                "--ou",
                "Workloads",
                "--snapshot",
                "x",
            ],
            "cannot be used with",
        ),
    ] {
        let outcome = run(&place, arguments);
        assert_eq!(outcome.code, Some(64), "{arguments:?}\n{}", outcome.stderr);
        assert!(
            outcome.stderr.contains(part),
            "{arguments:?}\n{}",
            outcome.stderr
        );
    }
    let unknown = run(&place, &["--events", "events.json", "--ou", "Workloadz"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.stderr.contains("Workloads"), "{}", unknown.stderr);
    fs::remove_file(place.path().join("release/before/policies.json")).unwrap();
    let older = run(&place, &["--events", "events.json", "--ou", "Workloads"]);
    assert_eq!(older.code, Some(1));
    assert!(older.stderr.contains("build it anew"), "{}", older.stderr);
}

#[cfg(unix)]
#[test]
fn memory_does_not_grow_with_the_log() {
    let place = place("impact-memory", EXAMPLE);
    // 200 MB of events, as one file and compressed to next to nothing, with half an event at its end.
    let event = every_shape()[1].to_string();
    let chunk = vec![event; 20_000].join("\n") + "\n";
    let many = [
        gzip(chunk.as_bytes()).repeat(10),
        gzip(b"{\"eventSource\": "),
    ]
    .concat();
    fs::write(place.path().join("large.jsonl.gz"), many).unwrap();
    let mut command = limited(place.path(), "ulimit -v 200000");
    command.args([
        "impact",
        "--ou",
        "Workloads",
        "--events",
        "large.jsonl.gz",
        "--jobs",
        "1",
    ]);
    let outcome = outcome(&mut command);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("200,000 events"),
        "{}",
        outcome.stdout
    );
}

fn levels(policies: &[Value]) -> Levels {
    let attached = |(number, policy): (usize, &Value)| {
        let source =
            crispack::diagnostic::Source::new(format!("{number}.json"), policy.to_string());
        Attached::from_document(format!("p{number}"), &Document::read(&source).unwrap())
    };
    Levels::new(vec![Level {
        name: "Root".to_owned(),
        attached: policies.iter().enumerate().map(attached).collect(),
    }])
    .unwrap()
}

/// A Deny with a few of the tests that policies on cross-Region inference are made of.
fn statement() -> impl Strategy<Value = Value> {
    let action = prop_oneof![
        Just(json!("bedrock:*")),
        Just(json!("bedrock:InvokeModel")),
        Just(json!(["bedrock:InvokeModelWithResponseStream", "s3:*"])),
        Just(json!("bedrock:Invoke*")),
    ];
    let resource = prop_oneof![
        Just(json!("*")),
        Just(json!("arn:*:bedrock:*:*:inference-profile/global.*")),
        Just(json!("arn:aws:bedrock:*::foundation-model/anthropic.*")),
        Just(json!("arn:*:bedrock:*:*:application-inference-profile/*")),
    ];
    let condition = prop_oneof![
        Just(json!({})),
        Just(json!({"StringEquals": {"aws:RequestedRegion": ["unspecified", "us-west-2"]}})),
        Just(
            json!({"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-north-1"]}, "ArnNotLike": {"aws:PrincipalArn": "arn:*:iam::*:role/team/*"}})
        ),
        Just(
            json!({"Null": {"bedrock:InferenceProfileArn": "false"}, "ArnNotLike": {"bedrock:InferenceProfileArn": "arn:*:bedrock:*:*:inference-profile/eu.*"}})
        ),
        Just(json!({"Null": {"bedrock:InferenceProfileArn": "true"}})),
        Just(json!({"StringEquals": {"aws:PrincipalTag/team": "a"}})),
        Just(json!({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}})),
    ];
    (action, resource, condition).prop_map(|(action, resource, condition)| {
        json!({"Effect": "Deny", "Action": action, "Resource": resource, "Condition": condition})
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The hops of every call, asked one by one as a line of `simulate --batch`, say what the replay says.
    #[test]
    fn the_answer_is_that_of_simulate(
        before in proptest::collection::vec(statement(), 0..3),
        after in proptest::collection::vec(statement(), 0..4),
        calls in proptest::collection::vec((0_usize..6, 0_usize..4, 0_usize..3, 0_usize..3, any::<bool>()), 1..12),
    ) {
        let policy = |statements: &[Value]| json!({"Version": "2012-10-17", "Statement": statements});
        let sides = Sides { before: levels(&[policy(&before)]), after: levels(&[policy(&after)]) };
        let scopes = Scopes {
            all: vec![Scope { ou: "Workloads".to_owned(), sides: sides.into(), allowed: std::sync::Arc::default() }],
            every: Some(0),
            ..Scopes::default()
        };
        let copy = "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1b2c3d4e5f6";
        let targets = [MODEL.to_owned(), format!("eu.{MODEL}"), format!("us.{MODEL}"), format!("global.{MODEL}"), copy.to_owned(), format!("arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.{MODEL}")];
        let names = ["InvokeModel", "Converse", "ConverseStream", "InvokeModelWithResponseStream"];
        let sources = ["eu-central-1", "us-east-1", "eu-north-1"];
        let principals = ["arn:aws:iam::111122223333:role/team/App", "arn:aws:iam::111122223333:role/Lab", "arn:aws:iam::111122223333:user/sam"];
        let origins = BTreeMap::from([(copy.to_owned(), format!("eu.{MODEL}"))]);
        let catalogue = Catalogue::builtin();
        let settled = Settled::default();
        let mut tally = Tally::default();
        let mut expected = BTreeSet::new();
        let mut batch = Batch::new();
        for (target, name, source, principal, failed) in calls {
            let (target, name, source, principal) = (&*targets[target], names[name], sources[source], principals[principal]);
            let mut event = json!({"eventSource": "bedrock.amazonaws.com", "eventName": name, "awsRegion": source, "recipientAccountId": "111122223333",
                "userIdentity": {"arn": principal, "accountId": "111122223333"}, "requestParameters": {"modelId": target}});
            if failed {
                event["errorCode"] = json!("ThrottlingException");
            }
            tally.take(&piece(event.to_string().as_bytes()), &Window::default());
            let asked = Asked { model_id: target, source: Some(source), origin: (target == copy).then(|| origins[copy].as_str()), account: Some("111122223333"), ..Asked::default() };
            // Where it is not offered the hops in its own Region are asked, and only a denial counts.
            let here = [source.to_owned()];
            let partly = Asked { destinations: &here, ..asked };
            let whole = Call::new(asked, catalogue);
            let is_whole = whole.is_ok();
            let Ok(call) = whole.or_else(|_| Call::new(partly, catalogue)) else { continue };
            let action = if name.contains("Stream") { "bedrock:InvokeModelWithResponseStream" } else { "bedrock:InvokeModel" };
            let mut is_denied = |side: &[Value]| call.hops().iter().any(|hop| {
                let mut context = json!({"aws:RequestedRegion": hop.region});
                if let Some(key) = &hop.profile_arn {
                    context["bedrock:InferenceProfileArn"] = json!(key);
                }
                let line = json!({"policies": [policy(side)], "request": {"action": action, "resource": hop.resource, "principal_arn": principal, "context": context}});
                let mut out = String::new();
                batch.line(&line.to_string(), &mut out);
                let answer: Value = serde_json::from_str(&out).unwrap();
                answer["denied"].as_bool().unwrap()
            });
            let verdict = Verdict::of(is_denied(&before), is_denied(&after));
            if !is_whole && matches!(verdict, Verdict::Open | Verdict::NoLongerDenied) {
                continue;
            }
            expected.insert((principal.to_owned(), action.to_owned(), target.to_owned(), source.to_owned(), verdict));
        }
        let impact = replay(&tally, &scopes, Ground { catalogue, settled: &settled, origins: &origins });
        let text = |own: Option<_>| own.map(|own| tally.text(own).to_owned()).unwrap();
        let found: BTreeSet<_> = impact.rows.iter().map(|row| {
            (text(row.kind.principal), row.kind.operation.action().to_owned(), text(row.kind.target), text(row.kind.region), row.verdict)
        }).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_tally_that_is_full_says_so() {
    // The fields of an event are anybody's: endless different texts must not fill the memory.
    let mut tally = Tally::default();
    let window = Window::default();
    let mut event = every_shape()[0].clone();
    event["requestParameters"]["modelId"] = json!("x".repeat(3000));
    tally.take(&piece(event.to_string().as_bytes()), &window);
    assert_eq!(
        (tally.len(), tally.too_many),
        (0, 1),
        "a text that no ARN is as long as"
    );
    let long = "y".repeat(1900);
    for number in 0..8_000 {
        event["requestParameters"]["modelId"] = json!(format!("{long}{number}"));
        tally.take(&piece(event.to_string().as_bytes()), &window);
    }
    assert!(tally.too_many > 1000 && tally.len() > 1000);
    assert_eq!(tally.len() as u64 + tally.too_many, 8_001);
    let mut merged = Tally::default();
    merged.merge(&tally);
    assert_eq!(merged.len() as u64 + merged.too_many, 8_001);
}

#[test]
fn the_fixture_is_marked_as_made() {
    let document: Value = serde_json::from_str(EVERY_SHAPE).unwrap();
    assert!(
        document["made"]
            .as_str()
            .unwrap()
            .contains("no event of a live account")
    );
    assert!(
        Path::new(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/observe/log/record.rs"
        ))
        .exists()
    );
}
