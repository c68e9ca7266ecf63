//! The program itself on both sides: its run over a folder of logs, and the query that it prints.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use super::common::place::Place;
use super::common::python::python;
use super::common::run::succeed;
use super::common::trail::gzip;
use super::events::ACCOUNTS;
use super::releases;
use super::{run, trail};

/// What is compared of a row.
fn key(row: &Value, region: &str) -> Vec<String> {
    let names = [
        "account",
        "ou",
        "principal",
        "action",
        "target",
        region,
        "verdict",
        "events",
        "succeeded",
        "denied",
        "failed",
        "sample",
    ];
    names.map(|name| row[name].to_string()).to_vec()
}

#[test]
fn a_run_over_a_folder_and_its_query_find_the_same_rows() {
    let Some(python) = python("evidence: the program") else {
        return;
    };
    let place = Place::new("evidence-program");
    place.write("crispack.yaml", releases::spec("replace"));
    succeed(place.path(), &["build"]);
    let ous = [
        ("Security", &ACCOUNTS[1..2]),
        ("Workloads", &ACCOUNTS[2..4]),
        ("Workloads:Regulated", &ACCOUNTS[4..5]),
        ("Sandbox", &ACCOUNTS[5..7]),
    ];
    let ous = ous.map(|(path, accounts)| json!({"path": path, "accounts": accounts}));
    let snapshot = json!({
        "schema": "crispack.snapshot/1",
        "organization": {"id": "o-example123", "management_account": ACCOUNTS[0], "root_id": "r-ab12"},
        "organizational_units": ous,
        "policies": [],
    });
    place.write("org.json", snapshot.to_string());
    fs::create_dir(place.path().join("logs")).unwrap();
    for (number, events) in trail().chunks(700).enumerate() {
        let log = json!({"Records": events}).to_string();
        fs::write(
            place.path().join(format!("logs/{number}.json.gz")),
            gzip(log.as_bytes()),
        )
        .unwrap();
    }
    let told = succeed(
        place.path(),
        &[
            "impact",
            "--snapshot",
            "org.json",
            "--events",
            "logs",
            "--all",
            "--format",
            "json",
        ],
    );
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    assert_eq!(told["read"]["events"], trail().len());
    let printed = succeed(
        place.path(),
        &[
            "impact",
            "--snapshot",
            "org.json",
            "--emit",
            "athena",
            "--query",
            "impact",
            "--table",
            "trail",
            "--all",
        ],
    );
    let rows = run(
        python,
        "evidence-of-the-program",
        trail(),
        &[("athena", &printed.stdout)],
    )
    .remove(0);
    let (judged, not_judged): (Vec<&Value>, Vec<&Value>) =
        rows.iter().partition(|row| row["verdict"] != "not-judged");
    let mut by_query: Vec<_> = judged.iter().map(|row| key(row, "region")).collect();
    let mut by_run: Vec<_> = told["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| key(row, "source"))
        .collect();
    by_query.sort();
    by_run.sort();
    assert!(by_run.len() > 1_500, "{}", by_run.len());
    assert!(
        by_query == by_run,
        "{} rows by the query, {} by the run",
        by_query.len(),
        by_run.len()
    );
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    for row in not_judged {
        *reasons.entry(row["reason"].as_str().unwrap()).or_default() +=
            row["events"].as_u64().unwrap();
    }
    let by_run = told["not_judged"].as_array().unwrap().iter();
    let by_run = by_run.map(|own| {
        (
            own["reason"].as_str().unwrap(),
            own["events"].as_u64().unwrap(),
        )
    });
    assert_eq!(reasons, by_run.collect());
}

#[test]
fn queries_are_printed_or_written_and_asked_for_by_name() {
    let place = Place::new("evidence-emit");
    place.write("crispack.yaml", releases::spec("additive"));
    succeed(place.path(), &["build"]);
    let written = succeed(
        place.path(),
        &[
            "impact",
            "--ou",
            "Workloads",
            "--emit",
            "athena",
            "--out",
            "queries",
        ],
    );
    for name in [
        "table",
        "outside",
        "global",
        "application-profiles",
        "denied",
        "impact",
    ] {
        assert!(
            written.stdout.contains(&format!("queries/{name}.sql")),
            "{}",
            written.stdout
        );
        let text = fs::read_to_string(place.path().join(format!("queries/{name}.sql"))).unwrap();
        let one = succeed(
            place.path(),
            &[
                "impact",
                "--ou",
                "Workloads",
                "--emit",
                "athena",
                "--query",
                name,
            ],
        );
        assert_eq!(one.stdout.trim_end(), text.trim_end(), "{name}");
    }
    let days = succeed(
        place.path(),
        &[
            "impact",
            "--ou",
            "Workloads",
            "--emit",
            "athena",
            "--query",
            "denied",
            "--from",
            "2026-11-01",
            "--to",
            "2026-11-20",
        ],
    );
    for day in ["2026/11/01", "2026-11-01", "2026-11-21"] {
        assert!(days.stdout.contains(day), "{day}\n{}", days.stdout);
    }
    let store = "01234567-89ab-cdef-0123-456789abcdef";
    let lake = succeed(
        place.path(),
        &[
            "impact",
            "--ou",
            "Workloads",
            "--emit",
            "lake",
            "--table",
            store,
            "--query",
            "outside",
        ],
    );
    assert!(lake.stdout.contains(store));
    for (arguments, code, part) in [
        (&["--emit", "lake"][..], 64, "--table ID"),
        (
            &["--emit", "athena", "--query", "nothing"],
            64,
            "there are application-profiles",
        ),
        (&["--emit", "athena", "--table", "a; DROP"], 1, "is not"),
        (
            &["--emit", "athena", "--events", "x"],
            64,
            "cannot be used with",
        ),
    ] {
        let mut command = super::common::run::crispack(place.path());
        command
            .args(["impact", "--ou", "Workloads"])
            .args(arguments);
        let outcome = super::common::run::outcome(&mut command);
        assert_eq!(
            outcome.code,
            Some(code),
            "{arguments:?}\n{}",
            outcome.stderr
        );
        assert!(
            outcome.stderr.contains(part),
            "{arguments:?}\n{}",
            outcome.stderr
        );
    }
}

#[test]
fn a_release_has_its_queries_where_a_snapshot_tells_the_accounts() {
    let place = Place::new("evidence-release-files");
    place.write("crispack.yaml", releases::spec("additive"));
    succeed(place.path(), &["build"]);
    let readme = fs::read_to_string(place.path().join("release/evidence/README.md")).unwrap();
    assert!(readme.contains("had no snapshot") && readme.contains("--emit athena"));
    assert!(!place.path().join("release/evidence/athena").exists());
    let snapshot = json!({
        "schema": "crispack.snapshot/1",
        "organizational_units": [
            {"path": "Workloads", "accounts": ["111122223333"]}, {"path": "Workloads:Regulated", "accounts": []}, {"path": "Workloads:Team", "accounts": ["444455556666"]},
            {"path": "Security", "accounts": []}, {"path": "Sandbox", "accounts": []},
        ],
    });
    place.write("org.json", snapshot.to_string());
    succeed(place.path(), &["build", "--snapshot", "org.json"]);
    let query =
        fs::read_to_string(place.path().join("release/evidence/athena/impact.sql")).unwrap();
    assert!(
        query.contains("'Workloads:Team'") && query.contains("444455556666"),
        "an OU below a target is held as well"
    );
    assert!(
        place
            .path()
            .join("release/evidence/logs-insights/outside-1.txt")
            .exists()
            || place
                .path()
                .join("release/evidence/logs-insights/outside.txt")
                .exists()
    );
}
