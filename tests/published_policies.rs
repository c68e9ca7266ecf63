//! Service control policies that were really published: what is said of each was looked at by hand, and is right.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crispack::check::{Text, policy};
use crispack::diagnostic::Severity;
use crispack::policy::Quota;
use serde_json::{Value, json};

/// The codes of warnings and errors about a policy of a package.
fn codes(document: &Value) -> Vec<&'static str> {
    let text = document.to_string();
    let found = policy(
        Text {
            path: "policies/a.json",
            shown: "policies/a.json",
            bytes: text.as_bytes(),
            is_sent: true,
            is_scp: true,
        },
        Quota::Current,
        None,
    );
    let loud = found.iter().filter(|own| own.severity() > Severity::Note);
    let codes: BTreeSet<&str> = loud.map(|own| own.rule.code).collect();
    codes.into_iter().collect()
}

/// What is said of each sample of `data/scp-samples.json`, by its id.
const SAMPLES: [(&str, &[&str]); 11] = [
    // Both conditions at once: copies of a Global profile pass.
    ("docs-disable-global", &["CRP273"]),
    ("docs-region-deny-allow-unspecified", &["CRP274"]),
    ("blog2026-disable-global", &["CRP273"]),
    ("blog2026-geo-us-only", &[]),
    ("blog2026-two-statement-enable-global", &["CRP274"]),
    // Control Tower's Sid with a cut-off list.
    (
        "blog2026-control-tower-enable-global",
        &["CRP208", "CRP274"],
    ),
    ("blog2025-conditional-region-block", &[]),
    // All of Bedrock is left out, and held by a statement of its own.
    ("blog2026-nz-three-statements", &[]),
    ("aws-samples-region-deny-with-cris", &["CRP221", "CRP237"]),
    ("innovation-sandbox-issue-74", &["CRP237"]),
    ("repost-require-application-profiles", &["CRP270"]),
];

#[test]
fn samples_on_inference_are_told_their_holes_and_nothing_else() {
    let samples: Value = serde_json::from_str(include_str!("data/scp-samples.json")).unwrap();
    let samples = samples["samples"].as_array().unwrap();
    assert_eq!(samples.len(), SAMPLES.len());
    for (sample, (id, expected)) in samples.iter().zip(SAMPLES) {
        assert_eq!(sample["id"], id);
        let document = json!({"Version": "2012-10-17", "Statement": sample["statements"]});
        assert_eq!(codes(&document), expected, "{id}");
    }
}

/// What is said of each Region deny that AWS published or deployed, once it lists Regions.
const REGION_DENIES: [(&str, &[&str]); 7] = [
    ("ct-multiservice-pv1", &[]),
    ("deployed-lz4", &[]),
    ("docs-2021-12", &["CRP208"]),
    ("docs-2022-02", &["CRP208"]),
    ("docs-2022-09", &["CRP208"]),
    ("docs-2023-03", &["CRP208"]),
    ("docs-current", &[]),
];

#[test]
fn control_tower_s_own_texts_are_told_their_age_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cfct-templates/baselines");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), REGION_DENIES.len());
    for (name, expected) in REGION_DENIES {
        let text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        let mut document: Value = serde_json::from_str(&text).unwrap();
        let regions =
            &mut document["Statement"][0]["Condition"]["StringNotEquals"]["aws:RequestedRegion"];
        *regions = json!(["eu-central-1", "eu-west-1"]);
        assert_eq!(codes(&document), expected, "{name}");
    }
    let edited: Value = serde_json::from_str(include_str!("data/region-deny-edited.json")).unwrap();
    assert_eq!(codes(&edited), ["CRP208"]);
}
