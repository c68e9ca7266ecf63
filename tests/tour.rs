//! `docs/tour.md` is a transcript: its commands are run, in a copy of `manifest/examples/tour`, and say what stands there.
//!
//! `OVERWRITE=1 cargo test --test tour` writes the snapshots of the example anew, `TRYCMD=overwrite` with it the output; look at the difference, since what was left out by `...` may stand there again.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::docs::overwrite;
use common::place::{Place, tree};
use common::run::succeed;
use serde_json::{Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn example() -> PathBuf {
    Path::new(ROOT).join("manifest/examples/tour")
}

/// Copies the example's files.
fn copy(place: &Place, to: &str) {
    for (name, bytes) in tree(&example()) {
        if !name.ends_with('/') {
            place.write(&format!("{to}/{name}"), bytes);
        }
    }
}

fn policy(name: &str, text: &str, on: &[&str]) -> Value {
    let sha256 = crispack::text::sha256(text.as_bytes());
    json!({"name": name, "id": format!("p-{}", &sha256[..8]), "sha256": sha256, "content": text, "attached_to": on})
}

/// The example's organization, with policies of ours or without.
fn organization(taken_at: &str, ours: Vec<Value>) -> String {
    let region_deny: Value =
        serde_json::from_slice(&fs::read(example().join("inputs/region-deny.json")).unwrap())
            .unwrap();
    let managed = match region_deny.pointer("/Policy/Content") {
        Some(content) => content.as_str().unwrap().to_owned(),
        None => region_deny.to_string(),
    };
    let full =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    let mut policies = vec![
        policy("FullAWSAccess", full, &["Root", "Sandbox", "Workloads"]),
        policy("aws-guardrails-Ab12Cd", &managed, &["Sandbox", "Workloads"]),
    ];
    policies.extend(ours);
    let snapshot = json!({
        "schema": "crispack.snapshot/1",
        "taken_at": taken_at,
        "home_region": "eu-central-1",
        "organization": {"root_id": "r-ab12"},
        "organizational_units": [
            {"path": "Sandbox", "id": "ou-ab12-sandbox1"},
            {"path": "Workloads", "id": "ou-ab12-workload"},
        ],
        "policies": policies,
    });
    format!("{snapshot:#}\n")
}

/// The organization before the release, and after somebody has taken a statement out of the live policy by hand.
#[test]
fn the_organization_of_the_example_is_fresh() {
    let place = Place::new("tour-organization");
    place.write(
        "inputs/region-deny.json",
        fs::read(example().join("inputs/region-deny.json")).unwrap(),
    );
    let init = [
        "init",
        "--baseline",
        "inputs/region-deny.json",
        "--home-region",
        "eu-central-1",
        "--ou",
        "Workloads",
    ];
    succeed(place.path(), &init);
    succeed(place.path(), &["build", "--quiet"]);
    let name = "cris-workloads-84bd9e2a";
    let path = place
        .path()
        .join(format!("release/package/policies/{name}.json"));
    let mut text: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let statements = text["Statement"].as_array_mut().unwrap();
    let all = statements.len();
    statements.retain(|own| own["Sid"] != "DenyGlobalUnspecified");
    assert_eq!(statements.len() + 1, all);
    for (file, snapshot) in [
        (
            "org-snapshot.json",
            organization("2026-11-26T08:00:00Z", Vec::new()),
        ),
        (
            "later.json",
            organization(
                "2026-11-26T16:00:00Z",
                vec![policy(name, &text.to_string(), &["Workloads"])],
            ),
        ),
    ] {
        let path = example().join(file);
        if overwrite() {
            fs::write(&path, &snapshot).unwrap();
        }
        assert!(
            fs::read_to_string(&path).unwrap_or_default() == snapshot,
            "{file}: refresh it: OVERWRITE=1 cargo test --test tour"
        );
    }
}

#[test]
fn the_tour_says_what_its_commands_say() {
    let place = Place::new("tour");
    let page = Path::new(ROOT).join("docs/tour.md");
    let copied = place.write("tour.md", fs::read(&page).unwrap());
    copy(&place, "tour.in");
    // A folder of what must be there afterwards, though it is empty, has the commands run in a copy.
    fs::create_dir(place.path().join("tour.out")).unwrap();
    let sed = ["/usr/bin/sed", "/bin/sed"].map(PathBuf::from);
    let sed = sed.into_iter().find(|path| path.exists()).unwrap();
    let sed = trycmd::schema::Bin::Path(sed);
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .env("CRISPACK_TODAY", common::run::TODAY)
        .register_bin("sed", sed)
        .case(&copied)
        .run();
    let said = fs::read(&copied).unwrap();
    if said != fs::read(&page).unwrap() {
        // Only with TRYCMD=overwrite.
        fs::write(&page, said).unwrap();
    }
}
