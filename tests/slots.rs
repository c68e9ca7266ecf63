//! Slots are for life: what became of those of earlier releases is told, and what is retired denies nothing under its old name.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::fs;

use common::place::Place;
use common::run::{Outcome, crispack, outcome};
use serde_json::{Value, json};

const HEAD: &str = "version: 1\norganization: {home_region: us-east-1, governed_regions: [us-east-1, us-east-2, us-west-1, us-west-2]}\nmodes:\n  off: {global: deny, geographies: any}\n  sealed: {global: deny, geographies: none, application_profiles: deny}\n";

fn spec(deny: &str, targets: &[&str]) -> String {
    let targets: Vec<String> = targets
        .iter()
        .map(|own| format!("  - {{{own}}}\n"))
        .collect();
    format!(
        "{HEAD}region_deny: {{baseline: 'builtin:current'{deny}}}\ntargets:\n{}",
        targets.concat()
    )
}

const TWO: [&str; 2] = [
    "ou: Workloads, mode: off, slot: wl",
    "ou: Sandbox, mode: sealed, slot: sb",
];

fn build(place: &Place, text: &str, arguments: &[&str]) -> Outcome {
    place.write("crispack.yaml", text);
    outcome(crispack(place.path()).arg("build").args(arguments))
}

fn first(name: &str, deny: &str) -> Place {
    let place = Place::new(name);
    let said = build(&place, &spec(deny, &TWO), &["--quiet"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    place
}

fn lock(place: &Place) -> Value {
    serde_json::from_slice(&fs::read(place.path().join("crispack.lock")).unwrap()).unwrap()
}

fn snapshot(ous: &[(&str, &str)], policies: &[&str]) -> String {
    let ous: Vec<Value> = ous
        .iter()
        .map(|(path, id)| json!({"path": path, "id": id}))
        .collect();
    let policies: Vec<Value> = policies
        .iter()
        .map(|name| json!({"name": name, "attached_to": []}))
        .collect();
    json!({"schema": "crispack.snapshot/1", "organizational_units": ous, "policies": policies})
        .to_string()
}

#[test]
fn the_record_fits_its_schema_and_the_same_build_adds_nothing() {
    let place = first("slots-record", "");
    let one = lock(&place);
    assert_eq!(one["releases"][0]["slots"]["wl"]["policy"], "cris-wl");
    assert_eq!(build(&place, &spec("", &TWO), &["--quiet"]).code, Some(0));
    assert_eq!(lock(&place), one);
    let schema: Value = serde_json::from_str(include_str!(
        "../manifest/schema/crispack.lock.1.schema.json"
    ))
    .unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&one));
    place.write("crispack.lock", "{\"schema\": \"other\"}");
    let said = build(&place, &spec("", &TWO), &[]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP314"),
        "{}",
        said.stderr
    );
}

/// It keeps every release, and grows for years.
#[test]
fn a_record_of_many_megabytes_is_read() {
    let place = first("slots-large", "");
    let mut record = lock(&place);
    let releases = record["releases"].as_array_mut().unwrap();
    let newest = releases[0].clone();
    while releases.len() < 24_000 {
        let mut older = newest.clone();
        older["zip_sha256"] = Value::from(format!("{:064x}", releases.len()));
        releases.insert(0, older);
    }
    let text = record.to_string();
    assert!(text.len() > 5 * 1024 * 1024);
    place.write("crispack.lock", text);
    let said = build(&place, &spec("", &TWO), &["--quiet"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
}

#[test]
fn a_slot_that_goes_is_refused_retired_or_forgotten() {
    let place = first("slots-gone", "");
    let less = spec("", &TWO[..1]);
    let refused = build(&place, &less, &[]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.contains("CRP305") && refused.stderr.contains("--retire sb"),
        "{}",
        refused.stderr
    );
    for wrong in [
        ["--retire", "sbx"],
        ["--retire", "wl"],
        ["--forget", "nothing"],
    ] {
        let said = build(&place, &less, &wrong);
        assert!(
            said.code == Some(1) && said.stderr.contains("CRP318"),
            "{wrong:?} {}",
            said.stderr
        );
    }
    // Retired: under the same name on the same OU, a deny that can never match; and it stays retired.
    assert_eq!(
        build(&place, &less, &["--retire", "sb", "--quiet"]).code,
        Some(0)
    );
    let text =
        fs::read_to_string(place.path().join("release/package/policies/cris-sb.json")).unwrap();
    assert!(text.contains("CrisRetired"), "{text}");
    assert_eq!(build(&place, &less, &["--quiet"]).code, Some(0));
    assert_eq!(lock(&place)["releases"][1]["slots"]["sb"]["retired"], true);
    let runbook = fs::read_to_string(place.path().join("release/RUNBOOK.md")).unwrap();
    assert!(runbook.contains("\nretire cris-sb\n"));
    let judged = outcome(crispack(place.path()).args([
        "simulate",
        "--release",
        "release",
        "--ou",
        "Sandbox",
        "--action",
        "bedrock:InvokeModel",
        "--region",
        "us-east-1",
        "--principal",
        "arn:aws:iam::111122223333:role/A",
        "--expect",
        "allow",
    ]));
    assert_eq!(judged.code, Some(0), "{}{}", judged.stdout, judged.stderr);
    // Until a snapshot shows that it is gone.
    place.write(
        "there.json",
        snapshot(
            &[("Workloads", "ou-1"), ("Sandbox", "ou-2")],
            &["cris-wl", "cris-sb"],
        ),
    );
    assert_eq!(
        build(&place, &less, &["--snapshot", "there.json", "--quiet"]).code,
        Some(0)
    );
    assert!(
        place
            .path()
            .join("release/package/policies/cris-sb.json")
            .exists()
    );
    let gone = snapshot(&[("Workloads", "ou-1"), ("Sandbox", "ou-2")], &["cris-wl"]);
    place.write("gone.json", &gone);
    // One of another day, in which the others are not as they were released, shows nothing.
    let said = build(&place, &less, &["--snapshot", "gone.json", "--quiet"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(
        place
            .path()
            .join("release/package/policies/cris-sb.json")
            .exists()
    );
    let record = lock(&place);
    let hash =
        record["releases"].as_array().unwrap().last().unwrap()["slots"]["wl"]["sha256"].clone();
    let mut gone: Value = serde_json::from_str(&gone).unwrap();
    gone["policies"][0]["sha256"] = hash;
    place.write("gone.json", gone.to_string());
    // And what was never retired is refused, whatever a snapshot lacks.
    let none = spec("", &["ou: Other, mode: off, slot: other"]);
    place.write(
        "other.json",
        snapshot(&[("Other", "ou-3")], &["FullAWSAccess"]),
    );
    let said = build(&place, &none, &["--snapshot", "other.json"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP305"),
        "{}",
        said.stderr
    );
    let said = build(&place, &less, &["--snapshot", "gone.json"]);
    assert!(
        said.code == Some(0) && said.stderr.contains("CRP316"),
        "{}",
        said.stderr
    );
    assert!(
        !place
            .path()
            .join("release/package/policies/cris-sb.json")
            .exists()
    );
    // Forgotten: what may be left over is told.
    let place = first("slots-forgotten", "");
    let said = build(&place, &less, &["--forget", "sb"]);
    assert!(
        said.code == Some(0) && said.stderr.contains("CRP317"),
        "{}",
        said.stderr
    );
}

/// A tombstone on an OU that is gone would be asked for for ever.
#[test]
fn a_slot_whose_ou_is_gone_is_dropped() {
    let place = first("slots-nowhere", "");
    let less = spec("", &TWO[..1]);
    let of = |slot: &str| {
        let newest = lock(&place)["releases"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()
            .clone();
        newest["slots"][slot].clone()
    };
    let there = |ous: &[(&str, &str)], sha256: &Value, on: &[&str]| {
        let mut there: Value =
            serde_json::from_str(&snapshot(ous, &["cris-wl", "cris-sb"])).unwrap();
        there["taken_at"] = json!("2026-11-26T10:00:00Z");
        there["policies"][1]["id"] = json!("p-12345678");
        there["policies"][0]["attached_to"] = json!(["Workloads"]);
        there["policies"][1]["sha256"] = sha256.clone();
        there["policies"][1]["attached_to"] = json!(on);
        there
    };
    let retire = ["--retire", "sb", "--snapshot", "there.json", "--out", "two"];
    let kept = place.path().join("two/package/policies/cris-sb.json");
    let record = fs::read(place.path().join("crispack.lock")).unwrap();
    let without = [("Workloads", "ou-1")];
    let with = [("Workloads", "ou-1"), ("Sandbox", "ou-2")];
    let mut partial = there(&without, &of("sb")["sha256"], &[]);
    partial["missing"] =
        json!([{"what": "organizational units", "command": "aws", "why": "denied"}]);
    for (is_kept, snapshot) in [
        (true, there(&with, &of("sb")["sha256"], &[])),
        // Of another day, or not whole, or it hangs elsewhere.
        (true, there(&without, &json!("0"), &[])),
        (true, partial),
        (true, there(&without, &of("sb")["sha256"], &["Workloads"])),
        (false, there(&without, &of("sb")["sha256"], &[])),
    ] {
        fs::write(place.path().join("crispack.lock"), &record).unwrap();
        place.write("there.json", snapshot.to_string());
        let said = build(&place, &less, &retire);
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        assert_eq!(kept.exists(), is_kept, "{snapshot}");
        assert_eq!(
            said.stderr.contains("hangs on nothing"),
            !is_kept,
            "{}",
            said.stderr
        );
        fs::remove_dir_all(place.path().join("two")).unwrap();
    }
}

/// Without a record, the release whose place is taken is all that knows.
#[test]
fn a_release_that_is_replaced_is_asked_for_its_slots() {
    let place = first("slots-replaced", "");
    fs::remove_file(place.path().join("crispack.lock")).unwrap();
    let less = spec("", &TWO[..1]);
    let said = build(&place, &less, &[]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP305"),
        "{}",
        said.stderr
    );
    assert_eq!(
        build(&place, &less, &["--forget", "sb", "--quiet"]).code,
        Some(0)
    );
}

#[test]
fn what_is_made_without_a_spec_refuses_what_only_a_spec_has() {
    let place = first("slots-flags", "");
    for flag in [
        &["--snapshot", "x.json"][..],
        &["--format", "json"],
        &["--today", "2026-11-26"],
        &["--base-version", "1"],
    ] {
        let restore = ["build", "--restore", "release", "--out", "back"];
        let said = outcome(crispack(place.path()).args(restore).args(flag));
        assert_eq!(said.code, Some(64), "{flag:?}");
        assert!(said.stderr.contains(flag[0]), "{}", said.stderr);
        assert!(!place.path().join("back").exists());
    }
}

#[test]
fn what_may_be_all_that_holds_an_ou_is_not_retired_in_silence() {
    let covered = ", strategy: replace, covered_ous: [Workloads, Sandbox]";
    let place = first("slots-holds", covered);
    let less = spec(&covered.replace(", Sandbox", ""), &TWO[..1]);
    let said = build(&place, &less, &["--retire", "sb"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP319"),
        "{}",
        said.stderr
    );
    // A snapshot shows that the OU is gone, so nothing is opened.
    place.write(
        "org.json",
        snapshot(&[("Workloads", "ou-1")], &["cris-wl", "cris-sb"]),
    );
    let said = build(&place, &less, &["--retire", "sb", "--snapshot", "org.json"]);
    assert!(!said.stderr.contains("CRP319"), "{}", said.stderr);
    // What is not all that holds an OU is told as well.
    let place = first("slots-retired", "");
    let said = build(&place, &spec("", &TWO[..1]), &["--retire", "sb"]);
    assert!(
        said.code == Some(0) && said.stderr.contains("CRP324"),
        "{}",
        said.stderr
    );
    // The tombstone of a release that is put back is one still.
    fs::rename(place.path().join("release"), place.path().join("one")).unwrap();
    let back = outcome(crispack(place.path()).args(["build", "--restore", "one", "--out", "back"]));
    assert_eq!(back.code, Some(0), "{}", back.stderr);
    let record = lock(&place);
    let newest = record["releases"].as_array().unwrap().last().unwrap();
    assert_eq!(newest["slots"]["sb"]["retired"], true);
}

#[test]
fn an_ou_that_was_renamed_is_known_by_its_id() {
    let place = Place::new("slots-renamed");
    place.write(
        "org.json",
        snapshot(
            &[("Workloads", "ou-1"), ("Sandbox", "ou-2")],
            &["cris-wl", "cris-sb"],
        ),
    );
    let said = build(
        &place,
        &spec("", &TWO),
        &["--snapshot", "org.json", "--quiet"],
    );
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let moved = [TWO[0], "ou: Playground, mode: sealed, slot: sb"];
    // By its path alone it would be another OU.
    let said = build(&place, &spec("", &moved), &[]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP305"),
        "{}",
        said.stderr
    );
    place.write(
        "org.json",
        snapshot(
            &[("Workloads", "ou-1"), ("Playground", "ou-2")],
            &["cris-wl", "cris-sb"],
        ),
    );
    // With a slot derived from the path the right one is told.
    let said = build(
        &place,
        &spec("", &[TWO[0], "ou: Playground, mode: sealed"]),
        &["--snapshot", "org.json"],
    );
    assert!(
        said.code == Some(1) && said.stderr.contains("`slot: sb`"),
        "{}",
        said.stderr
    );
    let said = build(&place, &spec("", &moved), &["--snapshot", "org.json"]);
    assert!(
        said.code == Some(0) && said.stderr.contains("CRP315"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_path_that_is_another_ou_now_is_refused() {
    let place = Place::new("slots-another-ou");
    place.write(
        "org.json",
        snapshot(
            &[("Workloads", "ou-1"), ("Sandbox", "ou-2")],
            &["cris-wl", "cris-sb"],
        ),
    );
    let said = build(
        &place,
        &spec("", &TWO),
        &["--snapshot", "org.json", "--quiet"],
    );
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    place.write(
        "org.json",
        snapshot(
            &[("Workloads", "ou-1"), ("Old", "ou-2"), ("Sandbox", "ou-9")],
            &["cris-wl", "cris-sb"],
        ),
    );
    let said = build(&place, &spec("", &TWO), &["--snapshot", "org.json"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("`Sandbox` is another OU"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_customers_package_is_not_dropped_on_the_way_back() {
    let place = first("slots-merged", "");
    fs::rename(place.path().join("release"), place.path().join("one")).unwrap();
    place.write("base/manifest.yaml", "region: us-east-1\nversion: 2021-03-15\nresources:\n  - name: theirs\n    description: theirs\n    resource_file: policies/theirs.json\n    deploy_method: scp\n    deployment_targets:\n      organizational_units: [Workloads]\n");
    place.write("base/policies/theirs.json", r#"{"Version":"2012-10-17","Statement":[{"Sid":"Net","Effect":"Deny","Action":"ec2:CreateVpc","Resource":"*"}]}"#);
    let said = build(
        &place,
        &spec("", &TWO),
        &["--into", "base", "--out", "two", "--quiet"],
    );
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let restore = |more: &[&str]| {
        let restore = ["build", "--restore", "one", "--out", "back"];
        outcome(crispack(place.path()).args(restore).args(more))
    };
    let said = restore(&[]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP321"),
        "{}",
        said.stderr
    );
    let said = restore(&["--into", "base"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let remove = ["build", "--remove", "--into", "base", "--out", "out"];
    let said = outcome(crispack(place.path()).args(remove));
    assert!(
        said.code == Some(1) && said.stderr.contains("nothing of ours"),
        "{}",
        said.stderr
    );
    // A slot that was renamed and never rolled out can be forgotten.
    let renamed = spec("", &[TWO[0], "ou: Sandbox, mode: sealed, slot: sandbox"]);
    let said = build(&place, &renamed, &["--into", "base", "--forget", "sb"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
}

#[test]
fn what_has_no_safe_order_is_not_put_back() {
    let covered =
        |strategy: &str| format!(", strategy: {strategy}, covered_ous: [Workloads, Sandbox]");
    let place = first("slots-order", &covered("ou-control"));
    fs::rename(place.path().join("release"), place.path().join("one")).unwrap();
    let restore = ["build", "--restore", "one", "--out", "back"];
    // From `replace`, whose policies are all that holds the OUs, to policies beside a control that is not on.
    assert_eq!(
        build(
            &place,
            &spec(&covered("replace"), &TWO),
            &["--out", "two", "--quiet"]
        )
        .code,
        Some(0)
    );
    let said = outcome(crispack(place.path()).args(restore));
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP321"),
        "{}",
        said.stderr
    );
    // Nothing tells what is live.
    fs::remove_file(place.path().join("crispack.lock")).unwrap();
    let said = outcome(crispack(place.path()).args(restore));
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP321"),
        "{}",
        said.stderr
    );
    assert!(!place.path().join("back").exists());
}

#[test]
fn an_earlier_release_is_put_back_under_the_same_names() {
    let place = first("slots-restore", "");
    fs::rename(place.path().join("release"), place.path().join("one")).unwrap();
    let three = [
        TWO[0],
        "ou: Sandbox, mode: off, slot: sb",
        "ou: \"Workloads:New\", mode: sealed, slot: new",
    ];
    assert_eq!(
        build(&place, &spec("", &three), &["--out", "two", "--quiet"]).code,
        Some(0)
    );
    let back = outcome(crispack(place.path()).args(["build", "--restore", "one", "--out", "back"]));
    assert_eq!(back.code, Some(0), "{}", back.stderr);
    for name in ["cris-wl", "cris-sb"] {
        let of = |release: &str| {
            fs::read(
                place
                    .path()
                    .join(format!("{release}/package/policies/{name}.json")),
            )
            .unwrap()
        };
        assert_eq!(of("back"), of("one"));
    }
    // What its calls must come to is what they came to then.
    let smoke = |release: &str| fs::read(place.path().join(release).join("smoke-test.sh")).unwrap();
    assert_eq!(smoke("back"), smoke("one"));
    let runbook = fs::read_to_string(place.path().join("back/RUNBOOK.md")).unwrap();
    assert!(runbook.contains("bash smoke-test.sh --list"));
    let script = fs::read_to_string(place.path().join("back/runbook.sh")).unwrap();
    assert!(script.contains("export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 "));
    assert!(script.contains("KEY=custom-control-tower-configuration.zip\n"));
    let new = fs::read_to_string(place.path().join("back/package/policies/cris-new.json")).unwrap();
    assert!(new.contains("CrisRetired"));
    let said = outcome(crispack(place.path()).args(["diff", "one", "back", "--detailed-exitcode"]));
    assert_eq!(said.code, Some(0), "{}", said.stdout);
    assert_eq!(
        outcome(crispack(place.path()).args(["check", "back"])).code,
        Some(0)
    );
    // One that somebody changed is not put back.
    place.write("one/package/policies/cris-sb.json", "{}");
    let said =
        outcome(crispack(place.path()).args(["build", "--restore", "one", "--out", "again"]));
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP321"),
        "{}",
        said.stderr
    );
    assert!(!place.path().join("again").exists());
}

#[test]
fn from_replace_back_to_additive_control_tower_comes_first() {
    let place = first("slots-restore-replace", "");
    fs::rename(place.path().join("release"), place.path().join("one")).unwrap();
    let covered = ", strategy: replace, covered_ous: [Workloads, Sandbox]";
    assert_eq!(
        build(&place, &spec(covered, &TWO), &["--out", "two", "--quiet"]).code,
        Some(0)
    );
    let back = outcome(crispack(place.path()).args(["build", "--restore", "one", "--out", "back"]));
    assert_eq!(back.code, Some(0), "{}", back.stderr);
    let runbook = fs::read_to_string(place.path().join("back/RUNBOOK.md")).unwrap();
    let (before, _) = runbook.split_once("## 2. Upload").unwrap();
    assert!(before.contains("Control Tower's Region deny first") && before.contains("\nunsafe\n"));
    let script = fs::read_to_string(place.path().join("back/runbook.sh")).unwrap();
    let upload = script.split("\nupload() {").nth(1).unwrap();
    assert!(
        upload.starts_with("\nif [ \"$(unsafe)\" = looked ]"),
        "{upload}"
    );
    assert!(
        script.contains("\tWorkloads\n\tSandbox\n") || script.contains("\tSandbox\n\tWorkloads\n")
    );
}
