//! `drift` and `plan` on organizations that are written down here: each kind of thing that may differ is named, and what a release made is quiet.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::fs;
use std::path::Path;

use common::place::Place;
use common::run::{Outcome, crispack, outcome, succeed};
use serde_json::{Value, json};

const SPEC: &str = "\
version: 1
organization: {home_region: us-east-1, governed_regions: [us-east-1, us-east-2, us-west-1, us-west-2]}
region_deny: {baseline: 'builtin:current'STRATEGY}
modes:
  off: {global: deny, geographies: any}
  sealed: {global: deny, geographies: none, application_profiles: deny}
targets:
  - {ou: Workloads, mode: off, slot: wl}
  - {ou: Sandbox, mode: sealed, slot: sb}
";

/// Control Tower's Region deny with these Regions, alone in its policy.
fn region_deny(regions: &[&str]) -> String {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("cfct-templates/baselines/deployed-lz4.json");
    let mut policy: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    policy["Statement"][0]["Condition"]["StringNotEquals"]["aws:RequestedRegion"] = json!(regions);
    policy.to_string()
}

const GOVERNED: [&str; 4] = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"];

fn live(name: &str, content: &str, on: &[&str]) -> Value {
    let sha256 = crispack::text::sha256(content.as_bytes());
    json!({"name": name, "id": format!("p-{name}"), "content": content, "sha256": sha256, "attached_to": on})
}

/// An organization in which everything is as a release made it.
fn organization(place: &Place, release: &str, managed: &[&str]) -> Value {
    let policy = |name: &str, on: &str| {
        let path = place
            .path()
            .join(format!("{release}/package/policies/{name}.json"));
        live(name, &fs::read_to_string(path).unwrap(), &[on])
    };
    json!({
        "schema": "crispack.snapshot/1",
        "taken_at": "2026-11-25T10:00:00Z",
        "organization": {"root_id": "r-ab12"},
        "organizational_units": [
            {"path": "Sandbox", "id": "ou-ab12-sandbox1"},
            {"path": "Workloads", "id": "ou-ab12-workload"},
            {"path": "Workloads:Prod", "id": "ou-ab12-prod1234"},
        ],
        "policies": [
            live("FullAWSAccess", r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#, &["Root", "Sandbox", "Workloads"]),
            live("aws-guardrails-Ab12Cd", &region_deny(&GOVERNED), managed),
            policy("cris-wl", "Workloads"),
            policy("cris-sb", "Sandbox"),
        ],
    })
}

fn built(name: &str, strategy: &str) -> Place {
    let place = Place::new(name);
    place.write("crispack.yaml", SPEC.replace("STRATEGY", strategy));
    succeed(place.path(), &["build", "--quiet", "--out", "release"]);
    place
}

fn run(place: &Place, snapshot: &Value, arguments: &[&str]) -> Outcome {
    place.write("org-snapshot.json", snapshot.to_string());
    outcome(crispack(place.path()).args(arguments))
}

/// The codes that drift finds, notes too.
fn drift(place: &Place, snapshot: &Value, more: &[&str]) -> Vec<String> {
    let drift = ["drift", "--today", "2026-11-25", "--format", "json"];
    let said = run(place, snapshot, &[&drift, more].concat());
    let value: Value = serde_json::from_str(&said.stdout).unwrap();
    let findings = value["findings"].as_array().unwrap().iter();
    let mut codes: Vec<String> = findings
        .map(|own| own["code"].as_str().unwrap().to_owned())
        .collect();
    codes.sort();
    codes
}

const TAKES_OVER: &str = ", strategy: replace, covered_ous: [Workloads, Sandbox]";

#[test]
fn what_a_release_made_is_quiet_under_each_strategy() {
    for (strategy, managed) in [("", &["Workloads", "Sandbox"][..]), (TAKES_OVER, &[])] {
        let place = built(&format!("drift-quiet-{}", managed.len()), strategy);
        let snapshot = organization(&place, "release", managed);
        assert_eq!(drift(&place, &snapshot, &[]), [""; 0]);
        let exit = ["drift", "--today", "2026-11-25", "--detailed-exitcode"];
        let said = run(&place, &snapshot, &exit);
        assert_eq!(said.code, Some(0), "{}", said.stdout);
        assert!(said.stdout.contains("no drift"));
    }
}

#[test]
fn a_snapshot_of_many_megabytes_is_read() {
    let place = built("drift-large", "");
    let mut there = organization(&place, "release", &["Workloads", "Sandbox"]);
    let policies = there["policies"].as_array_mut().unwrap();
    for number in 0..600 {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"S{}","Effect":"Deny","Action":"ec2:X","Resource":"*"}}]}}"#,
            "x".repeat(10_000)
        );
        policies.push(live(&format!("other-{number}"), &text, &[]));
    }
    assert!(there.to_string().len() > 5 * 1024 * 1024);
    assert_eq!(drift(&place, &there, &[]), [""; 0]);
}

/// What Control Tower says of itself.
#[test]
fn control_towers_own_drift_is_told() {
    let place = built("drift-zone", "");
    let mut there = organization(&place, "release", &["Workloads", "Sandbox"]);
    for (status, drifted, during, expected) in [
        ("ACTIVE", "IN_SYNC", false, &[][..]),
        ("ACTIVE", "DRIFTED", false, &["CRP515"][..]),
        ("FAILED", "IN_SYNC", true, &["CRP515"][..]),
        ("PROCESSING", "IN_SYNC", false, &["CRP515"][..]),
        ("PROCESSING", "IN_SYNC", true, &[][..]),
    ] {
        there["control_tower"] =
            json!({"landing_zone": {"version": "4.0", "status": status, "drift": drifted}});
        let more: &[&str] = if during { &["--during-rollout"] } else { &[] };
        assert_eq!(drift(&place, &there, more), expected, "{status} {drifted}");
    }
    // A control that denies Regions counts, another one does not.
    let control = |parameters: Value| json!({"enabled_controls": [{"control": "arn:c", "ou": "Workloads", "status": "FAILED", "drift": "IN_SYNC", "parameters": parameters}]});
    there["control_tower"] = control(json!({}));
    assert_eq!(drift(&place, &there, &[]), [""; 0]);
    there["control_tower"] = control(json!({"AllowedRegions": ["us-east-1"]}));
    assert_eq!(drift(&place, &there, &[]), ["CRP515"]);
}

/// The release's own parameters are no edit of the OU control.
#[test]
fn the_ou_control_of_a_release_is_no_drift() {
    let place = built(
        "drift-control",
        ", strategy: ou-control, covered_ous: [Workloads, Sandbox], exempt_actions: [\"pricingplanmanager:*\"]",
    );
    let mut there = organization(&place, "release", &[]);
    let in_force = place.path().join("release/in-force/region-deny.json");
    let control = fs::read_to_string(in_force).unwrap();
    there["policies"][1] = live("aws-guardrails-Ab12Cd", &control, &["Workloads", "Sandbox"]);
    assert_eq!(drift(&place, &there, &[]), [""; 0]);
    let edited = control.replace("pricingplanmanager:*", "ec2:*");
    assert_ne!(edited, control);
    there["policies"][1] = live("aws-guardrails-Ab12Cd", &edited, &["Workloads", "Sandbox"]);
    let codes = drift(&place, &there, &[]);
    assert!(codes.contains(&"CRP514".to_owned()), "{codes:?}");
}

/// The live text spells the partition of a principal, a built-in one leaves it open.
#[test]
fn a_principal_of_the_partition_is_no_change() {
    let place = built("drift-partition", "");
    let mut there = organization(&place, "release", &["Workloads", "Sandbox"]);
    let spelled = region_deny(&GOVERNED).replace("arn:*:iam", "arn:aws:iam");
    assert_ne!(spelled, region_deny(&GOVERNED));
    there["policies"][1] = live("aws-guardrails-Ab12Cd", &spelled, &["Workloads", "Sandbox"]);
    let codes = drift(&place, &there, &[]);
    assert!(!codes.contains(&"CRP514".to_owned()), "{codes:?}");
}

/// The text counts, not the hash that somebody wrote beside it.
#[test]
fn a_text_that_differs_is_drift_whatever_its_hash_says() {
    let place = built("drift-hash", "");
    let mut there = organization(&place, "release", &["Workloads", "Sandbox"]);
    there["policies"][2]["content"] = json!(r#"{"Version":"2012-10-17","Statement":[]}"#);
    assert_eq!(drift(&place, &there, &[]), ["CRP502"]);
}

#[test]
fn each_kind_of_drift_is_named() {
    let place = built("drift-kinds", "");
    let right = organization(&place, "release", &["Workloads", "Sandbox"]);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut snapshot = right.clone();
        change(&mut snapshot);
        drift(&place, &snapshot, &[])
    };
    let policies = |snapshot: &mut Value, change: &dyn Fn(&mut Vec<Value>)| {
        change(snapshot["policies"].as_array_mut().unwrap());
    };
    // Gone, somewhere else, on an account, of somebody's own, and of ours from another day.
    assert_eq!(
        with(&|own| policies(own, &|all| drop(all.pop()))),
        ["CRP500"]
    );
    assert_eq!(
        with(&|own| own["policies"][3]["attached_to"] = json!([])),
        ["CRP501"]
    );
    assert_eq!(
        with(&|own| own["policies"][3]["content"] = json!("{}")),
        ["CRP502"]
    );
    let old =
        fs::read_to_string(place.path().join("release/package/policies/cris-sb.json")).unwrap();
    assert_eq!(
        with(&|own| policies(own, &|all| all.push(live("cris-old", &old, &["Sandbox"])))),
        ["CRP503"]
    );
    assert_eq!(
        with(&|own| policies(own, &|all| {
            all.push(live("others", r#"{"Version":"2012-10-17","Statement":[{"Sid":"X","Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#, &["Sandbox"]));
        })),
        [""; 0]
    );
    assert_eq!(
        with(&|own| own["policies"][3]["attached_to_accounts"] = json!(["111122223333"])),
        ["CRP504"]
    );
    // Control Tower's text edited, gone from an OU, with other Regions.
    let edited = region_deny(&GOVERNED).replace("\"a4b:*\",", "\"a4b:*\",\"lambda:*\",");
    assert_eq!(
        with(&|own| own["policies"][1] =
            live("aws-guardrails-Ab12Cd", &edited, &["Workloads", "Sandbox"])),
        ["CRP505", "CRP514"]
    );
    assert_eq!(
        with(&|own| own["policies"][1]["attached_to"] = json!(["Workloads"])),
        ["CRP507"]
    );
    let fewer = region_deny(&GOVERNED[..3]);
    assert_eq!(
        with(&|own| own["policies"][1] =
            live("aws-guardrails-Ab12Cd", &fewer, &["Workloads", "Sandbox"])),
        ["CRP514"]
    );
    // An OU that is new, one that was renamed, one that is full.
    let new = |own: &mut Value| {
        own["organizational_units"]
            .as_array_mut()
            .unwrap()
            .push(json!({"path": "New"}));
    };
    assert_eq!(with(&new), ["CRP509"]);
    assert_eq!(
        with(&|own| {
            own["organizational_units"][0]["path"] = json!("Playground");
            own["policies"][3]["attached_to"] = json!(["Playground"]);
            own["policies"][1]["attached_to"] = json!(["Workloads", "Playground"]);
        }),
        ["CRP507", "CRP509", "CRP513"]
    );
    let seven = |all: &mut Vec<Value>| {
        (0..6).for_each(|n| all.push(live(&format!("team-{n}"), "{}", &["Sandbox"])));
    };
    assert_eq!(with(&|own| policies(own, &seven)), ["CRP510"]);
    // A snapshot of another day, or with less in it.
    assert_eq!(
        with(&|own| own["taken_at"] = json!("2026-11-20T10:00:00Z")),
        ["CRP511"]
    );
    let missing = json!([{"what": "the enabled controls", "command": "aws controltower list-enabled-controls", "why": "AccessDenied"}]);
    assert_eq!(with(&|own| own["missing"] = missing.clone()), ["CRP512"]);
    assert_eq!(with(&|own| own["policies"] = json!([])), ["CRP512"]);
}

#[test]
fn under_replace_the_managed_deny_is_to_be_off_and_new_ous_are_open() {
    let place = built("drift-replace", TAKES_OVER);
    let on = organization(&place, "release", &["Workloads"]);
    assert_eq!(drift(&place, &on, &[]), ["CRP506"]);
    assert_eq!(drift(&place, &on, &["--during-rollout"]), [""; 0]);
    let mut new = organization(&place, "release", &[]);
    new["organizational_units"]
        .as_array_mut()
        .unwrap()
        .push(json!({"path": "New"}));
    assert_eq!(drift(&place, &new, &[]), ["CRP508"]);
}

#[test]
fn a_plan_is_held_against_what_hangs_there() {
    let place = built("plan-live", "");
    let right = organization(&place, "release", &["Workloads", "Sandbox"]);
    let plan = [
        "plan",
        "--against",
        "org-snapshot.json",
        "--detailed-exitcode",
    ];
    let said = run(&place, &right, &plan);
    assert_eq!(said.code, Some(0), "{}{}", said.stdout, said.stderr);
    // A policy of ours that was edited: its text and its effect.
    let mut edited = right.clone();
    edited["policies"][3] = live(
        "cris-sb",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#,
        &["Sandbox"],
    );
    let said = run(&place, &edited, &plan);
    assert_eq!(said.code, Some(2), "{}{}", said.stdout, said.stderr);
    assert!(
        said.stdout.contains("Policies: 1 changed, 1 same"),
        "{}",
        said.stdout
    );
    assert!(said.stdout.contains("s3:"), "{}", said.stdout);
    // Under `replace` an OU that the managed deny reaches and that is not covered is refused; left to the snapshot it is covered.
    let mut more = right.clone();
    more["organizational_units"]
        .as_array_mut()
        .unwrap()
        .push(json!({"path": "New", "id": "ou-ab12-new12345"}));
    more["policies"][1]["attached_to"] = json!(["Workloads", "Sandbox", "New"]);
    place.write("crispack.yaml", SPEC.replace("STRATEGY", TAKES_OVER));
    let said = run(&place, &more, &plan);
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("CRP320"), "{}", said.stderr);
    place.write(
        "crispack.yaml",
        format!(
            "{}default_mode: sealed\n",
            SPEC.replace("STRATEGY", ", strategy: replace")
        ),
    );
    let said = run(&place, &more, &[&plan[..], &["--format", "json"]].concat());
    assert_eq!(said.code, Some(2), "{}", said.stderr);
    let value: Value = serde_json::from_str(&said.stdout).unwrap();
    assert!(
        value["slots"]
            .as_array()
            .unwrap()
            .iter()
            .any(|own| own["ou"] == "New")
    );
    assert_eq!(value["before"], "snapshot");
    let schema: Value = serde_json::from_str(include_str!(
        "../manifest/schema/crispack.plan.1.schema.json"
    ))
    .unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
    // A policy of somebody else's that cannot be read is told, and left out of both sides.
    let mut odd = right.clone();
    odd["policies"]
        .as_array_mut()
        .unwrap()
        .push(live("others", "{", &["Sandbox"]));
    place.write("crispack.yaml", SPEC.replace("STRATEGY", ""));
    let said = run(&place, &odd, &plan);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert!(said.stderr.contains("CRP423"), "{}", said.stderr);
    // One without a meaning too, and one that depends on more than one part of a request is compared all the same.
    for (condition, word) in [
        (
            r#""stringEqual":{"aws:RequestedRegion":"x"}"#,
            "is left out of the comparison",
        ),
        (
            r#""StringEquals":{"aws:RequestedRegion":"${aws:PrincipalTag/r}"}"#,
            "is taken to answer freely",
        ),
    ] {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":"bedrock:*","Resource":"*","Condition":{{{condition}}}}}]}}"#
        );
        let mut odd = edited.clone();
        let policies = odd["policies"].as_array_mut().unwrap();
        policies.push(live("others", &text, &["Sandbox"]));
        let said = run(&place, &odd, &plan);
        assert_eq!(said.code, Some(2), "{}", said.stderr);
        assert!(said.stderr.contains(word), "{}", said.stderr);
    }
    // Of ours, it is not known what would open; nor if it was edited to what cannot be compared.
    let variable = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/a":"${aws:PrincipalTag/b}"}}}]}"#;
    let mut odd = right.clone();
    odd["policies"][3] = live("cris-sb", variable, &["Sandbox"]);
    let said = run(&place, &odd, &plan);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP424"),
        "{}",
        said.stderr
    );
    let mut unknown = right.clone();
    unknown["policies"][3]
        .as_object_mut()
        .unwrap()
        .remove("content");
    let said = run(&place, &unknown, &plan);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP424"),
        "{}",
        said.stderr
    );
    // Where one level allows less than another, what is allowed counts.
    let mut allowing = right.clone();
    let wide =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    allowing["policies"][3] = live("cris-sb", wide, &["Sandbox"]);
    allowing["policies"][0]["attached_to"] = json!(["Root", "Workloads"]);
    let narrow = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:*","Resource":"*"}]}"#;
    let policies = allowing["policies"].as_array_mut().unwrap();
    policies.push(live("allows", narrow, &["Sandbox"]));
    let said = run(&place, &allowing, &plan);
    assert!(
        said.stdout.contains("only tighter") && said.stdout.contains("any but ec2:*"),
        "{}",
        said.stdout
    );
}

/// Of hundreds of different policies of others only those are compared that can have a say, and they have it.
#[test]
fn a_plan_looks_at_policies_of_others_where_they_can_have_a_say() {
    let place = built("plan-others", "");
    let mut there = organization(&place, "release", &["Workloads", "Sandbox"]);
    let edited = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sqs:*","Resource":"*"}]}"#;
    for number in 0..12 {
        let ou = format!("Sandbox:Team{number}");
        let other = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":"ec2:Delete{number}","Resource":"*"}}]}}"#
        );
        let units = there["organizational_units"].as_array_mut().unwrap();
        units.push(json!({"path": ou, "id": format!("ou-ab12-team{number:04}")}));
        let policies = there["policies"].as_array_mut().unwrap();
        policies.push(live(&format!("cris-t{number}"), edited, &[&ou]));
        policies.push(live(&format!("other-{number}"), &other, &[&ou]));
    }
    // One of them denies already what is to be denied.
    let all = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["bedrock:*","sqs:*"],"Resource":"*"}]}"#;
    let policies = there["policies"].as_array_mut().unwrap();
    policies.push(live("no-bedrock", all, &["Sandbox:Team7"]));
    let mut spec = SPEC.replace("STRATEGY", "");
    for number in 0..12 {
        let target =
            format!("  - {{ou: \"Sandbox:Team{number}\", mode: sealed, slot: t{number}}}\n");
        spec.push_str(&target);
    }
    place.write("crispack.yaml", spec);
    let plan = ["plan", "--against", "org-snapshot.json", "--format", "json"];
    let said = run(&place, &there, &plan);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let value: Value = serde_json::from_str(&said.stdout).unwrap();
    let effects = value["effects_on"].as_array().unwrap();
    let of = |ou: &str| {
        let has = |effect: &&Value| effect["ous"].as_array().unwrap().contains(&json!(ou));
        effects.iter().find(has).unwrap()
    };
    assert_eq!(of("Sandbox:Team1"), of("Sandbox:Team11"));
    assert_eq!(of("Sandbox:Team1")["ous"].as_array().unwrap().len(), 11);
    assert_eq!(of("Sandbox:Team7")["ous"], json!(["Sandbox:Team7"]));
    assert_eq!(of("Sandbox:Team1")["verdict"], "wider");
    assert_eq!(of("Sandbox:Team7")["verdict"], "equal");
}

#[test]
fn a_region_deny_that_cannot_be_read_is_not_taken_for_none() {
    let place = built("drift-unread", TAKES_OVER);
    let mut odd = organization(&place, "release", &["Workloads", "Sandbox"]);
    let shape = region_deny(&GOVERNED).replace("StringNotEquals", "StringNotEqualsIfExists");
    odd["policies"][1] = live("aws-guardrails-Ab12Cd", &shape, &["Workloads", "Sandbox"]);
    assert_eq!(drift(&place, &odd, &[]), ["CRP505"]);
    let said = run(&place, &odd, &["plan", "--against", "org-snapshot.json"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP322"),
        "{}",
        said.stderr
    );
    // Where it stays on, it is not said to be off.
    let place = built("drift-unread-additive", "");
    let mut odd = organization(&place, "release", &["Workloads", "Sandbox"]);
    odd["policies"][1] = live("aws-guardrails-Ab12Cd", &shape, &["Workloads", "Sandbox"]);
    assert_eq!(drift(&place, &odd, &[]), ["CRP505"]);
    // Nor is one whose text nobody may read; and an id is no shell command.
    let place = built("drift-partial", TAKES_OVER);
    let mut odd = organization(&place, "release", &["Workloads", "Sandbox"]);
    odd["policies"][1]
        .as_object_mut()
        .unwrap()
        .remove("content");
    let said = run(&place, &odd, &["plan", "--against", "org-snapshot.json"]);
    assert!(
        said.code == Some(1) && said.stderr.contains("CRP322"),
        "{}",
        said.stderr
    );
    let mut odd = organization(&place, "release", &[]);
    odd["policies"][3]["id"] = json!("p-1; rm -rf ~");
    odd["policies"][3]["content"] = json!("{}");
    let said = run(&place, &odd, &["drift", "--today", "2026-11-25"]);
    assert!(!said.stdout.contains("rm -rf") && said.stdout.contains("POLICY_ID"));
    let place = built("drift-accounts", "");
    // What hangs on accounts is told, since the effect is one on OUs.
    let mut accounts = organization(&place, "release", &["Workloads", "Sandbox"]);
    accounts["policies"][3]["attached_to_accounts"] = json!(["111122223333"]);
    let said = run(
        &place,
        &accounts,
        &["plan", "--against", "org-snapshot.json"],
    );
    assert!(
        said.code == Some(0) && said.stderr.contains("CRP323"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_plan_in_markdown_begins_with_what_fits_an_approval() {
    let place = Place::new("plan-markdown");
    place.write("crispack.yaml", SPEC.replace("STRATEGY", ""));
    let said = outcome(crispack(place.path()).args(["plan", "--format", "markdown"]));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let first = said.stdout.split("\n\n").next().unwrap();
    assert!(
        first.starts_with("**Plan: ") && first.chars().count() <= 1_000,
        "{first}"
    );
    assert!(said.stdout.chars().count() < 65_536);
    assert!(
        !place.path().join("crispack.lock").exists(),
        "a plan writes nothing"
    );
}
