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
use crispack::bedrock::{Catalogue, Feature, routes};
use crispack::control_tower::{Baseline, OuControl, builtin};
use crispack::diagnostic::Diagnostic;
use crispack::policy::Request;
use crispack::promise::{Exemptions, Promise, Reference};
use crispack::spec::{self, Day, Facts, Mode, Strategy};
use crispack::{diagnostic::Source, text};
use serde_json::{Value, json};

const REGIONS: &[&str] = common::expected::ATLANTIC.list;

/// An organization that meets its Region deny in one way.
struct Case {
    strategy: &'static str,
    kind: Strategy,
    working: &'static [&'static str],
    inference_only: &'static [&'static str],
}

const ADDITIVE: Case = Case {
    strategy: "additive",
    kind: Strategy::Additive,
    working: REGIONS,
    inference_only: &[],
};

/// Most destinations lie beyond the working Regions.
const FEW: &[&str] = &["eu-central-1", "us-east-1"];

impl Case {
    /// The modes that are put above and below one another.
    fn modes(&self) -> Vec<Value> {
        if self.kind == Strategy::Additive {
            return modes();
        }
        let globals: &[&str] = match self.kind {
            Strategy::Extend => &["deny"],
            _ => &["deny", "allow"],
        };
        let mut modes = Vec::new();
        for global in globals {
            for geographies in [
                json!("none"),
                json!("any"),
                json!(["eu"]),
                json!(["us"]),
                json!(["eu", "us"]),
            ] {
                for destinations in ["governed", "by-profile", "pinned"] {
                    // A named family without a route is refused for itself.
                    if destinations == "governed" && geographies.is_array() {
                        continue;
                    }
                    for profiles in [json!(null), json!(["anthropic.*"])] {
                        for (application_profiles, prompt_routers) in
                            [("by-destination", "allow"), ("deny", "deny")]
                        {
                            modes.push(json!({
                                "global": global,
                                "geographies": geographies,
                                "destinations": destinations,
                                "profiles": profiles,
                                "application_profiles": application_profiles,
                                "prompt_routers": prompt_routers,
                            }));
                        }
                    }
                }
            }
        }
        // With other features of Bedrock: of them it counts which Regions the mode routes to.
        for (geographies, destinations, profiles, also) in [
            (
                json!("any"),
                "by-profile",
                json!(null),
                json!(["batch", "guardrails", "data-automation"]),
            ),
            (
                json!("any"),
                "pinned",
                json!(["anthropic.*"]),
                json!(["batch"]),
            ),
            (json!(["eu"]), "by-profile", json!(null), json!(["batch"])),
            (
                json!(["eu"]),
                "pinned",
                json!(null),
                json!(["guardrails", "data-automation"]),
            ),
            (
                json!(["us"]),
                "by-profile",
                json!(["anthropic.*"]),
                json!(["guardrails"]),
            ),
            (
                json!(["us"]),
                "pinned",
                json!(["anthropic.claude-sonnet-4-5*"]),
                json!(["data-automation"]),
            ),
            (
                json!(["eu", "us"]),
                "by-profile",
                json!(null),
                json!(["data-automation", "batch"]),
            ),
        ] {
            modes.push(json!({
                "global": "deny",
                "geographies": geographies,
                "destinations": destinations,
                "profiles": profiles,
                "also": also,
            }));
        }
        modes
    }

    /// The codes of the errors, and the modes that were read.
    fn validated(&self, modes: &Value, targets: &Value) -> (BTreeSet<&'static str>, Vec<Mode>) {
        let all = targets.as_array().unwrap().iter();
        let top: BTreeSet<&str> = all
            .map(|target| target["ou"].as_str().unwrap().split(':').next().unwrap())
            .collect();
        let keeps = matches!(self.kind, Strategy::Additive | Strategy::Extend);
        let top = if keeps { BTreeSet::new() } else { top };
        let spec = json!({
            "version": 1,
            "organization": {"home_region": "us-east-1", "governed_regions": self.working},
            "region_deny": {"baseline": "builtin:current", "strategy": self.strategy, "inference_only_regions": self.inference_only, "covered_ous": top},
            "modes": modes,
            "targets": targets,
        });
        let document = text::json(&Source::new("spec", spec.to_string())).unwrap();
        let (raw, origin) = spec::read(document, &mut Vec::new()).unwrap();
        let baseline =
            Baseline::from_builtin("builtin:current", builtin("current").unwrap()).unwrap();
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
    fn denied(&self, mode: &Mode, grid: &[Request]) -> Vec<bool> {
        let owned =
            |list: &[&str]| -> Vec<String> { list.iter().map(|code| (*code).to_owned()).collect() };
        let working: BTreeSet<String> = owned(self.working).into_iter().collect();
        let reference = match self.kind {
            Strategy::OuControl => OuControl {
                allowed_regions: owned(self.working),
                exempted_actions: owned(&[
                    "bedrock:InvokeModel",
                    "bedrock:InvokeModelWithResponseStream",
                ]),
                exempted_principals: Vec::new(),
            }
            .statement(),
            _ => {
                let baseline =
                    Baseline::from_builtin("builtin:current", builtin("current").unwrap()).unwrap();
                baseline.with_regions(&[owned(self.working), owned(self.inference_only)].concat())
            }
        };
        let promise = Promise {
            strategy: self.kind,
            mode: mode.clone(),
            features: Feature::ALL.to_vec(),
            inference_only: owned(self.inference_only).into_iter().collect(),
            destinations: routes(Catalogue::builtin(), &mode.allowed_ids(), &working)
                .iter()
                .flat_map(|route| route.destinations.iter().cloned())
                .collect(),
            working,
            reference: Reference::new(reference).unwrap(),
            declared: Exemptions::new(&[], &[]).unwrap(),
        };
        grid.iter().map(|request| promise.denied(request)).collect()
    }
}

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

/// The grid, and calls through every family of models that tell the patterns above apart.
fn all_requests(regions: &[&str]) -> Vec<Request<'static>> {
    let mut all = requests(regions);
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

/// Every pair of the case's modes, one above the other.
fn every_pair(case: &Case, grid: &[Request]) {
    let all = case.modes();
    let named: serde_json::Map<String, Value> = all
        .iter()
        .enumerate()
        .map(|(i, mode)| (format!("m{i}"), mode.clone()))
        .collect();
    let apart: Vec<Value> = (0..all.len())
        .map(|i| json!({"ou": format!("OU {i}"), "mode": format!("m{i}")}))
        .collect();
    let (codes, modes) = case.validated(&Value::Object(named.clone()), &Value::Array(apart));
    assert!(codes.is_empty(), "{codes:?}");
    let verdicts: Vec<Vec<bool>> = modes.iter().map(|mode| case.denied(mode, grid)).collect();
    let (mut refused, mut built) = (0, 0);
    for (parent, parent_denies) in verdicts.iter().enumerate() {
        for (child, child_denies) in verdicts.iter().enumerate() {
            let looser = parent_denies
                .iter()
                .zip(child_denies)
                .any(|(above, own)| *above && !own);
            let pair = json!({"p": named[&format!("m{parent}")], "c": named[&format!("m{child}")]});
            let targets = json!([{"ou": "A", "mode": "p"}, {"ou": "A:B:C", "mode": "c"}]);
            let (codes, _) = case.validated(&pair, &targets);
            if looser {
                assert_eq!(
                    codes,
                    BTreeSet::from(["CRP104"]),
                    "{} {pair:#}",
                    case.strategy
                );
                refused += 1;
            } else {
                built += usize::from(codes.is_empty());
                assert!(codes.is_empty(), "{codes:?} {} {pair:#}", case.strategy);
            }
        }
    }
    assert!(refused > 300 && built > 300, "{refused} {built}");
}

#[test]
fn under_additive_a_child_is_refused_exactly_when_its_parent_denies_what_it_does_not() {
    every_pair(&ADDITIVE, &all_requests(&["eu-central-1"]));
}

#[test]
fn under_extend_a_child_is_refused_exactly_when_its_parent_denies_what_it_does_not() {
    let case = Case {
        strategy: "extend",
        kind: Strategy::Extend,
        working: FEW,
        inference_only: &[
            "eu-west-1",
            "eu-west-3",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "us-east-2",
            "us-west-2",
        ],
    };
    every_pair(
        &case,
        &all_requests(&["eu-central-1", "eu-west-3", "us-west-2"]),
    );
}

#[test]
fn under_replace_a_child_is_refused_exactly_when_its_parent_denies_what_it_does_not() {
    let case = Case {
        strategy: "replace",
        kind: Strategy::Replace,
        working: FEW,
        inference_only: &[],
    };
    every_pair(
        &case,
        &all_requests(&["eu-central-1", "eu-west-3", "us-west-2", "us-west-1"]),
    );
}

#[test]
fn under_ou_control_a_child_is_refused_exactly_when_its_parent_denies_what_it_does_not() {
    let case = Case {
        strategy: "ou-control",
        kind: Strategy::OuControl,
        working: FEW,
        inference_only: &[],
    };
    every_pair(
        &case,
        &all_requests(&["eu-central-1", "eu-west-3", "us-west-2", "us-west-1"]),
    );
}
