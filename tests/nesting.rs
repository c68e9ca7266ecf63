//! A child is refused exactly when the OU above it denies something that the child's own promise does not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::BTreeSet;

use common::grid::requests;
use crispack::bedrock::Catalogue;
use crispack::control_tower::{Baseline, builtin};
use crispack::diagnostic::Diagnostic;
use crispack::policy::Request;
use crispack::promise::{Exemptions, Promise, Reference};
use crispack::spec::{self, Day, Facts, Mode, Strategy};
use crispack::{diagnostic::Source, text};
use serde_json::{Value, json};

const REGIONS: &[&str] = common::expected::ATLANTIC.list;

fn modes() -> Vec<Value> {
    let mut modes = Vec::new();
    for geographies in [
        json!("none"),
        json!("any"),
        json!(["eu"]),
        json!(["us"]),
        json!(["eu", "us", "zz"]),
    ] {
        for profiles in [
            json!(null),
            json!(["anthropic.*"]),
            json!(["anthropic.claude-*", "amazon.nova-*"]),
        ] {
            for (application_profiles, prompt_routers) in [
                ("by-destination", "allow"),
                ("deny", "deny"),
                ("by-destination", "deny"),
            ] {
                modes.push(json!({
                    "global": "deny",
                    "geographies": geographies,
                    "profiles": profiles,
                    "application_profiles": application_profiles,
                    "prompt_routers": prompt_routers,
                }));
            }
        }
    }
    modes
}

/// The codes of the errors, and the modes that were read.
fn validated(modes: &Value, targets: &Value) -> (BTreeSet<&'static str>, Vec<Mode>) {
    let spec = json!({
        "version": 1,
        "organization": {"home_region": "us-east-1", "governed_regions": REGIONS},
        "region_deny": {"baseline": "builtin:current"},
        "modes": modes,
        "targets": targets,
    });
    let document = text::json(&Source::new("spec", spec.to_string())).unwrap();
    let (raw, origin) = spec::read(document, &mut Vec::new()).unwrap();
    let baseline = Baseline::from_builtin("builtin:current", builtin("current").unwrap()).unwrap();
    let facts = Facts {
        baseline: Some(&baseline),
        catalogue: Catalogue::builtin(),
        today: Day::parse("2026-11-23").unwrap(),
    };
    let mut findings: Vec<Diagnostic> = Vec::new();
    let spec = spec::validate(&raw, &origin, facts, &mut findings);
    let codes = findings
        .iter()
        .filter(|f| f.rule.severity == crispack::diagnostic::Severity::Error)
        .map(|f| f.rule.code);
    let modes = spec.map_or_else(Vec::new, |spec| {
        spec.targets.iter().map(|t| (*t.mode).clone()).collect()
    });
    (codes.collect(), modes)
}

/// What a mode's promise denies of a grid.
fn denied(mode: &Mode, grid: &[Request]) -> Vec<bool> {
    let baseline = Baseline::from_builtin("builtin:current", builtin("current").unwrap()).unwrap();
    let regions: Vec<String> = REGIONS.iter().map(|code| (*code).to_owned()).collect();
    let promise = Promise {
        strategy: Strategy::Additive,
        mode: mode.clone(),
        working: regions.iter().cloned().collect(),
        inference_only: BTreeSet::new(),
        destinations: BTreeSet::new(),
        reference: Reference::new(baseline.with_regions(&regions)).unwrap(),
        declared: Exemptions::new(&[], &[]).unwrap(),
    };
    grid.iter().map(|request| promise.denied(request)).collect()
}

/// The grid, and calls through every family of models that tell the patterns above apart.
fn all_requests() -> Vec<Request> {
    let mut all = requests(&["eu-central-1"]);
    for family in common::grid::FAMILIES {
        for model in [
            "anthropic.other-v1",
            "amazon.titan-v1",
            "meta.llama-v1",
            "anthropic.claude-x",
            "amazon.nova-x",
        ] {
            let profile = format!(
                "arn:aws:bedrock:eu-central-1:111122223333:inference-profile/{family}.{model}"
            );
            let model = format!("arn:aws:bedrock:eu-central-1::foundation-model/{model}");
            all.push(
                Request::new("bedrock:InvokeModel", model)
                    .with("aws:RequestedRegion", "eu-central-1")
                    .with("bedrock:InferenceProfileArn", profile)
                    .with(
                        "aws:PrincipalArn",
                        "arn:aws:iam::111122223333:role/developer",
                    ),
            );
        }
    }
    all
}

#[test]
fn a_child_is_refused_exactly_when_its_parent_denies_what_it_does_not() {
    let all = modes();
    let named: serde_json::Map<String, Value> = all
        .iter()
        .enumerate()
        .map(|(i, mode)| (format!("m{i}"), mode.clone()))
        .collect();
    let apart: Vec<Value> = (0..all.len())
        .map(|i| json!({"ou": format!("OU {i}"), "mode": format!("m{i}")}))
        .collect();
    let (codes, modes) = validated(&Value::Object(named.clone()), &Value::Array(apart));
    assert!(codes.is_empty(), "{codes:?}");
    let grid = all_requests();
    let verdicts: Vec<Vec<bool>> = modes.iter().map(|mode| denied(mode, &grid)).collect();
    let (mut refused, mut built) = (0, 0);
    for (parent, parent_denies) in verdicts.iter().enumerate() {
        for (child, child_denies) in verdicts.iter().enumerate() {
            let looser = parent_denies
                .iter()
                .zip(child_denies)
                .any(|(above, own)| *above && !own);
            let pair = json!({"p": named[&format!("m{parent}")], "c": named[&format!("m{child}")]});
            let targets = json!([{"ou": "A", "mode": "p"}, {"ou": "A:B:C", "mode": "c"}]);
            let (codes, _) = validated(&pair, &targets);
            if looser {
                assert_eq!(codes, BTreeSet::from(["CRP104"]), "{pair:#}");
                refused += 1;
            } else {
                built += usize::from(codes.is_empty());
                assert!(codes.is_empty(), "{codes:?} {pair:#}");
            }
        }
    }
    assert!(refused > 500 && built > 500, "{refused} {built}");
}
