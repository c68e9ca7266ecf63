//! What is composed keeps what is promised: policies and promise, which know nothing of each other, agree on every request of a grid, under every strategy.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use common::grid::requests;
use crispack::bedrock::{Catalogue, Feature};
use crispack::compose::{Basis, Composition, SlotPolicy, compose};
use crispack::control_tower::{Baseline, builtin, labels};
use crispack::diagnostic::{Severity, Source};
use crispack::policy::naive::Supported;
use crispack::policy::{Request, Statement, parse};
use crispack::promise::{Exemptions, Promise, Reference, path_denied};
use crispack::spec::{self, Day, Facts, Geographies, Mode, Spec, Strategy};
use crispack::text;
use serde_json::{Value, json};

const REGIONS: &[&str] = common::expected::ATLANTIC.list;
const BREAK_GLASS: &str = "arn:aws:iam::*:role/break-glass";

/// An organization that meets its Region deny in one way.
struct Case {
    strategy: &'static str,
    working: Vec<&'static str>,
    inference_only: Vec<&'static str>,
    /// The Region deny as it would be exported.
    baseline: Value,
    exempt_actions: Vec<&'static str>,
    /// Role names.
    exempt_principals: Vec<&'static str>,
}

impl Case {
    fn new(strategy: &'static str, label: &str) -> Self {
        let (working, inference_only) = match strategy {
            "extend" => (REGIONS[..7].to_vec(), REGIONS[7..].to_vec()),
            _ => (REGIONS.to_vec(), Vec::new()),
        };
        let mut baseline: Value = serde_json::from_str(builtin(label).unwrap().text).unwrap();
        *regions_of(&mut baseline) = json!(REGIONS);
        Self {
            strategy,
            working,
            inference_only,
            baseline,
            exempt_actions: vec!["pricing:*", "ec2:Run*", "bedrock:CreateInferenceProfile"],
            exempt_principals: vec![BREAK_GLASS],
        }
    }

    fn edited(mut self, edit: impl Fn(&mut Value)) -> Self {
        edit(&mut self.baseline["Statement"][0]);
        self
    }

    fn read(&self) -> Baseline {
        let source = Source::new("baseline.json", self.baseline.to_string());
        Baseline::read(&source, &mut Vec::new()).unwrap()
    }

    /// The Region deny after the rollout, ours left out, written down here and not taken from the program; `exempt` is what it leaves out for the modes' sake, under
    /// `ou-control`.
    fn reference(&self, exempt: &[&str]) -> Statement {
        let mut policy = if self.strategy == "ou-control" {
            let text = include_str!("../cfct-templates/baselines/ct-multiservice-pv1.json");
            let mut policy: Value = serde_json::from_str(text).unwrap();
            let statement = &mut policy["Statement"][0];
            let actions = statement["NotAction"].as_array_mut().unwrap();
            actions.extend(self.exempt_actions.iter().map(|action| json!(action)));
            actions.extend(exempt.iter().map(|action| json!(action)));
            let roles = &mut statement["Condition"]["ArnNotLike"]["aws:PrincipalARN"];
            let roles = roles.as_array_mut().unwrap();
            roles.extend(self.exempt_principals.iter().map(|role| json!(role)));
            policy
        } else {
            self.baseline.clone()
        };
        let opened = regions_of(&mut policy).as_array().unwrap();
        let opened = opened.contains(&json!("unspecified"));
        let mut regions: Vec<&str> = self.working.clone();
        regions.extend(&self.inference_only);
        regions.extend(opened.then_some("unspecified"));
        *regions_of(&mut policy) = json!(regions);
        shipped(&policy.to_string())[0].statement().clone()
    }

    /// A spec with these modes and targets; every top-level OU is covered where the managed deny goes.
    fn spec(&self, modes: &Value, targets: &[(String, String)], baseline: &Baseline) -> Spec {
        let listed: Vec<Value> = targets
            .iter()
            .map(|(ou, mode)| json!({"ou": ou, "mode": mode}))
            .collect();
        let mut document = json!({
            "version": 1,
            "organization": {"home_region": "eu-central-1", "governed_regions": self.working},
            "region_deny": {
                "baseline": "baseline.json",
                "strategy": self.strategy,
                "exempt_principals": self.exempt_principals,
                "exempt_actions": self.exempt_actions,
                "inference_only_regions": self.inference_only,
            },
            "modes": modes,
            "targets": listed,
        });
        if matches!(self.strategy, "replace" | "ou-control") {
            let top: Vec<&String> = targets
                .iter()
                .map(|(ou, _)| ou)
                .filter(|ou| !ou.contains(':') && *ou != "Root")
                .collect();
            document["region_deny"]["covered_ous"] = json!(top);
        }
        let document = text::json(&Source::new("spec", document.to_string())).unwrap();
        let (raw, origin) = spec::read(document, &mut Vec::new()).unwrap();
        let facts = Facts {
            baseline: Some(baseline),
            catalogue: Catalogue::builtin(),
            today: Day::parse("2026-11-25").unwrap(),
        };
        let mut findings = Vec::new();
        let spec = spec::validate(&raw, &origin, facts, &mut findings);
        findings.retain(|finding| finding.severity() == Severity::Error);
        spec.unwrap_or_else(|| panic!("{findings:#?}"))
    }

    /// The promise of a mode in a spec whose modes name these features.
    fn promise(&self, mode: &Mode, features: &[Feature]) -> Promise {
        let set = |list: &[&str]| -> BTreeSet<String> {
            list.iter().map(|code| (*code).to_owned()).collect()
        };
        let owned = |list: &[&str]| -> Vec<String> { set(list).into_iter().collect() };
        let working = set(&self.working);
        let destinations = destinations(mode, &self.working);
        Promise {
            strategy: match self.strategy {
                "additive" => Strategy::Additive,
                "extend" => Strategy::Extend,
                "replace" => Strategy::Replace,
                _ => Strategy::OuControl,
            },
            mode: mode.clone(),
            inference_only: set(&self.inference_only),
            destinations,
            working,
            features: features.to_vec(),
            reference: Reference::new(self.reference(&[])).unwrap(),
            declared: Exemptions::new(
                &owned(&self.exempt_actions),
                &owned(&self.exempt_principals),
            )
            .unwrap(),
        }
    }
}

/// D, from the published routes themselves: where what a mode allows leads to from the working Regions.
fn destinations(mode: &Mode, working: &[&str]) -> BTreeSet<String> {
    static ROUTES: LazyLock<Value> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../src/bedrock/data/inference-profiles.json")).unwrap()
    });
    let mut destinations = BTreeSet::new();
    for profile in ROUTES["profiles"].as_array().unwrap() {
        let (family, model) = profile["id"].as_str().unwrap().split_once('.').unwrap();
        let is_named = match &mode.geographies {
            Geographies::None => false,
            Geographies::Any => true,
            Geographies::List(list) => list.iter().any(|named| named == family),
        };
        let fits = |pattern: &String| {
            let (head, tail) = pattern.split_once('*').unwrap();
            let head = head.replace('?', "a").replace("late", "lite");
            model.starts_with(&head) && model.ends_with(tail)
        };
        let fits = mode.profiles.is_empty() || mode.profiles.iter().any(fits);
        // Gone from the newest list: offered no more.
        let is_gone = profile["gone"] == true;
        if !is_named || !fits || is_gone || family == "global" {
            continue;
        }
        for (source, list) in profile["routes"].as_object().unwrap() {
            if working.contains(&source.as_str()) {
                let list = list.as_array().unwrap().iter();
                destinations.extend(list.map(|code| code.as_str().unwrap().to_owned()));
            }
        }
    }
    destinations
}

fn regions_of(policy: &mut Value) -> &mut Value {
    &mut policy["Statement"][0]["Condition"]["StringNotEquals"]["aws:RequestedRegion"]
}

/// Every combination of the fields of a mode that the strategy takes.
fn every_mode(global: &[&str]) -> Vec<Value> {
    let mut modes = Vec::new();
    for global in global {
        for geographies in [
            json!("none"),
            json!("any"),
            json!(["eu"]),
            json!(["us"]),
            json!(["eu", "us"]),
            json!(["us", "zz"]),
        ] {
            for destinations in ["governed", "by-profile", "pinned"] {
                for profiles in [
                    json!(null),
                    json!(["anthropic.*"]),
                    json!(["amazon.nova-l?te-*", "anthropic.claude-sonnet-4-5*"]),
                ] {
                    for application_profiles in ["by-destination", "deny"] {
                        for prompt_routers in ["allow", "deny"] {
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
    }
    modes
}

/// Under names of their own.
fn named(modes: impl IntoIterator<Item = Value>) -> Value {
    let modes = modes.into_iter().enumerate();
    modes
        .map(|(index, mode)| (format!("mode-{index}"), mode))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Part `part` of `of`, so that two processors share the work.
fn part(modes: Vec<Value>, part: usize, of: usize) -> Value {
    named(modes.into_iter().skip(part).step_by(of))
}

/// The statements of a policy as Organizations reads them: from the text that is uploaded.
fn shipped(text: &str) -> Vec<Supported> {
    let document = text::json(&Source::new("policy", text)).unwrap();
    let statements = parse::statements(&document).unwrap();
    statements
        .iter()
        .map(|node| Supported::new(parse::statement(node).unwrap()).unwrap())
        .collect()
}

fn composed(spec: &Spec, baseline: &Baseline) -> Composition {
    let mut findings = Vec::new();
    let basis = Basis {
        spec,
        baseline,
        catalogue: Catalogue::builtin(),
    };
    let composition = compose(basis, &mut findings);
    findings.retain(|finding| finding.severity() == Severity::Error);
    assert_eq!(findings, [], "sizes");
    composition
}

/// The actions that the OU control leaves out for the sake of modes that name these features.
fn left_to_modes(features: &[Feature]) -> Vec<&'static str> {
    let mut all = vec![
        "bedrock:InvokeModel",
        "bedrock:InvokeModelWithResponseStream",
    ];
    for feature in features {
        all.extend(match feature {
            Feature::Batch => &["bedrock:CreateModelInvocationJob"][..],
            Feature::Guardrails => &["bedrock:ApplyGuardrail"],
            Feature::DataAutomation => &[
                "bedrock:InvokeDataAutomation",
                "bedrock:InvokeDataAutomationAsync",
                "bedrock:InvokeBlueprintOptimizationAsync",
                "bedrock:InvokeBlueprintRecommendationAsync",
            ],
        });
    }
    all
}

/// What Control Tower denies of the grid after the rollout: nothing under `replace`.
fn managed(case: &Case, requests: &[Request], features: &[Feature]) -> Vec<bool> {
    let in_force = Supported::new(case.reference(&left_to_modes(features))).unwrap();
    requests
        .iter()
        .map(|request| case.strategy != "replace" && in_force.matches(request))
        .collect()
}

/// The features that modes of targets name.
fn used(spec: &Spec) -> Vec<Feature> {
    let modes = spec.modes.iter().flat_map(|mode| mode.also.clone());
    modes.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Judges each mode of a spec, on an OU of its own, by its policy and by its promise.
fn agree(case: &Case, modes: &Value, requests: &[Request]) {
    let names = modes.as_object().unwrap().keys();
    let targets: Vec<_> = names
        .map(|mode| (format!("Team {mode}"), mode.clone()))
        .collect();
    let baseline = case.read();
    let spec = case.spec(modes, &targets, &baseline);
    let used = used(&spec);
    let managed = managed(case, requests, &used);
    assert_eq!(managed.contains(&true), case.strategy != "replace");
    same_reference(
        &spec.reference(&baseline),
        &case.reference(&left_to_modes(&used)),
    );
    let composition = composed(&spec, &baseline);
    assert_eq!(composition.policies.len(), targets.len());
    for policy in &composition.policies {
        judge(case, &spec.features, &[policy], requests, &managed);
    }
}

/// The program's reference is the one written down here, in whatever order.
fn same_reference(ours: &Statement, theirs: &Statement) {
    let sorted = |list: &[String]| list.iter().cloned().collect::<BTreeSet<String>>();
    assert_eq!(
        sorted(ours.action.patterns()),
        sorted(theirs.action.patterns())
    );
    let conditions = |statement: &Statement| -> BTreeSet<_> {
        let of = statement.conditions.iter();
        of.filter(|condition| condition.key != "aws:PrincipalArn" || !condition.values.is_empty())
            .map(|condition| {
                (
                    condition.operator.clone(),
                    condition.key.to_lowercase(),
                    sorted(&condition.values),
                )
            })
            .collect()
    };
    assert_eq!(conditions(ours), conditions(theirs));
}

/// Judges the policies on the path to an OU against the promises on it.
fn judge(
    case: &Case,
    features: &[Feature],
    path: &[&SlotPolicy],
    requests: &[Request],
    managed: &[bool],
) {
    let promises: Vec<Promise> = path
        .iter()
        .map(|policy| case.promise(&policy.target.mode, features))
        .collect();
    let promises: Vec<&Promise> = promises.iter().collect();
    let statements: Vec<Supported> = path
        .iter()
        .flat_map(|policy| shipped(&policy.text))
        .collect();
    let written: usize = path
        .iter()
        .map(|policy| policy.policy.statements.len())
        .sum();
    assert_eq!(statements.len(), written);
    let mut ours = 0;
    for (request, managed) in requests.iter().zip(managed) {
        let by = statements
            .iter()
            .find(|statement| statement.matches(request));
        ours += usize::from(by.is_some());
        assert_eq!(
            *managed || by.is_some(),
            path_denied(&promises, request),
            "{} {request:#?}\n{:#?}\nstatement {:?}\nrows {:?}",
            case.strategy,
            path.last().map(|policy| &policy.target.mode),
            by.map(|statement| &statement.statement().sid),
            promises
                .iter()
                .map(|promise| promise.rows(request))
                .collect::<Vec<_>>(),
        );
    }
    assert!(ours > 0, "the policies deny something");
}

#[test]
fn every_mode_under_additive_keeps_its_promise() {
    let case = Case::new("additive", "current");
    agree(
        &case,
        &named(every_mode(&["deny"])),
        &requests(&["eu-central-1", "us-east-1"]),
    );
    let case = Case::new("additive", "docs-2021-12");
    agree(
        &case,
        &named(every_mode(&["deny"])),
        &requests(&["eu-west-1", "us-west-2"]),
    );
}

#[test]
fn every_mode_under_extend_keeps_its_promise() {
    // The grid meets a working Region and an inference-only one.
    let modes = every_mode(&["deny"]).into_iter().filter(|mode| {
        // Refused: no route of `us` alone works from Virginia when inference-only Regions do not count.
        !(mode["destinations"] == "governed" && mode["geographies"].to_string().contains("us"))
    });
    let case = Case::new("extend", "current");
    agree(&case, &named(modes), &requests(&["us-east-1", "us-west-2"]));
}

/// The modes whose named families have a route when hardly a destination is governed.
fn with_routes(modes: Vec<Value>) -> Vec<Value> {
    let has_route =
        |mode: &Value| mode["destinations"] != "governed" || mode["geographies"].is_string();
    modes.into_iter().filter(has_route).collect()
}

/// The whole list twice: where most destinations are governed, and where most lie beyond, which is what `pinned` and `by-profile` are for.
fn every_mode_in_two_organizations(strategy: &'static str, half: usize) {
    let case = Case::new(strategy, "current");
    let modes = every_mode(&["deny", "allow"]);
    agree(
        &case,
        &part(modes.clone(), half, 2),
        &requests(&["eu-central-1", "us-east-1"]),
    );
    let mut case = Case::new(strategy, "docs-2022-09");
    case.working = vec!["eu-central-1", "eu-west-1", "us-east-1"];
    agree(
        &case,
        &part(with_routes(modes), half, 2),
        &requests(&["eu-west-1", "us-west-2", "ca-central-1"]),
    );
}

#[test]
fn every_mode_under_replace_keeps_its_promise() {
    every_mode_in_two_organizations("replace", 0);
}

#[test]
fn every_other_mode_under_replace_keeps_its_promise() {
    every_mode_in_two_organizations("replace", 1);
}

#[test]
fn every_mode_under_ou_control_keeps_its_promise() {
    every_mode_in_two_organizations("ou-control", 0);
}

#[test]
fn every_other_mode_under_ou_control_keeps_its_promise() {
    every_mode_in_two_organizations("ou-control", 1);
}

/// Modes that every strategy takes, each of a different kind.
fn a_few(global: &str) -> Value {
    json!({
        "any": {"global": global, "geographies": "any"},
        "sealed": {"global": "deny", "geographies": "none", "application_profiles": "deny"},
        "eu-models": {"global": global, "geographies": ["eu"], "profiles": ["anthropic.*"], "destinations": "pinned"},
        "governed": {"global": "deny", "geographies": ["eu"], "destinations": "governed", "application_profiles": "deny"},
        "wherever": {"global": global, "geographies": "any", "destinations": "by-profile", "prompt_routers": "deny"},
        "any-models": {"global": global, "geographies": "any", "destinations": "pinned", "profiles": ["anthropic.*"]},
    })
}

#[test]
fn a_few_modes_with_every_baseline_keep_their_promise() {
    let requests = requests(&["eu-central-1"]);
    for strategy in ["additive", "extend", "replace", "ou-control"] {
        let global = match strategy {
            "replace" | "ou-control" => "allow",
            _ => "deny",
        };
        for label in labels() {
            agree(&Case::new(strategy, label), &a_few(global), &requests);
        }
        // Edited by hand: Bedrock left out of the Region deny, and `unspecified` let in, as AWS's own article does.
        let case = Case::new(strategy, "current").edited(|statement| {
            let actions = statement["NotAction"].as_array_mut().unwrap();
            actions.push(json!("bedrock:Invoke*"));
            let regions = &mut statement["Condition"]["StringNotEquals"]["aws:RequestedRegion"];
            regions.as_array_mut().unwrap().push(json!("unspecified"));
        });
        agree(&case, &a_few(global), &requests);
        // Nobody exempt, or somebody else, and with the operator that means the same.
        let case = Case::new(strategy, "current").edited(|statement| {
            statement["Condition"]
                .as_object_mut()
                .unwrap()
                .remove("ArnNotLike");
        });
        agree(&case, &a_few(global), &requests);
        let case = Case::new(strategy, "current").edited(|statement| {
            let condition = statement["Condition"].as_object_mut().unwrap();
            condition.remove("ArnNotLike");
            condition.insert(
                "ArnNotEquals".to_owned(),
                json!({"AWS:principalarn": "arn:*:iam::*:role/dev*"}),
            );
        });
        agree(&case, &a_few(global), &requests);
        // Nothing declared exempt.
        let mut case = Case::new(strategy, "current");
        case.exempt_actions.clear();
        case.exempt_principals.clear();
        agree(&case, &a_few(global), &requests);
    }
}

#[test]
fn nested_targets_and_the_root_keep_the_promises_of_their_path() {
    let requests = requests(&["eu-central-1", "us-west-2"]);
    for strategy in ["additive", "extend", "replace", "ou-control"] {
        let global = match strategy {
            "replace" | "ou-control" => "allow",
            _ => "deny",
        };
        let case = Case::new(strategy, "current");
        let modes = json!({
            "open": {"global": global, "geographies": "any", "destinations": "by-profile", "prompt_routers": "allow"},
            "some": {"global": global, "geographies": ["eu", "us"], "destinations": "pinned"},
            "one": {"global": "deny", "geographies": ["eu"], "destinations": "pinned", "profiles": ["anthropic.*"]},
            "none": {"global": "deny", "geographies": "none", "application_profiles": "deny"},
        });
        let modes = Value::Object(
            modes
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, mode)| (format!("m-{name}"), mode.clone()))
                .collect(),
        );
        let targets = [
            ("Root", "m-open"),
            ("A", "m-open"),
            ("A:B", "m-some"),
            ("A:B:C", "m-one"),
            ("A:B:C:D", "m-none"),
            ("E", "m-none"),
        ];
        let targets = targets.map(|(ou, mode)| (ou.to_owned(), mode.to_owned()));
        keep_along_paths(&case, &modes, &targets, &requests);
    }
}

/// Judges what hangs on the path of each target against the promises on it.
fn keep_along_paths(
    case: &Case,
    modes: &Value,
    targets: &[(String, String)],
    requests: &[Request],
) {
    let baseline = case.read();
    let spec = case.spec(modes, targets, &baseline);
    let composition = composed(&spec, &baseline);
    let managed = managed(case, requests, &used(&spec));
    for policy in &composition.policies {
        let path: Vec<&SlotPolicy> = composition
            .policies
            .iter()
            .filter(|above| {
                above.target.ou == policy.target.ou
                    || above.target.ou.is_ancestor_of(&policy.target.ou)
            })
            .collect();
        assert!(policy.target.ou.is_root() || path.len() > 1);
        judge(case, &spec.features, &path, requests, &managed);
    }
}

/// Modes of one spec that name other features of Bedrock, or none: what one opens, the others keep closed.
fn with_features(global: &str) -> Value {
    json!({
        "all": {"global": global, "geographies": "any", "destinations": "by-profile", "also": ["data-automation", "batch", "guardrails", "batch"]},
        "batch": {"global": global, "geographies": ["eu", "us"], "destinations": "pinned", "also": ["batch"]},
        "guarded": {"global": "deny", "geographies": ["us"], "profiles": ["anthropic.*"], "also": ["guardrails"]},
        "plain": {"global": global, "geographies": ["eu", "us"], "destinations": "pinned"},
        "nowhere": {"global": "deny", "geographies": "any", "also": ["batch", "guardrails", "data-automation"]},
        "sealed": {"global": "deny", "geographies": "none", "application_profiles": "deny"},
    })
}

/// Most destinations lie beyond the working Regions, where the strategy can open them.
fn with_few_regions(strategy: &'static str, label: &str) -> Case {
    let mut case = Case::new(strategy, label);
    match strategy {
        "additive" => {}
        "extend" => {
            case.working = vec!["eu-central-1", "us-east-1", "us-east-2"];
            // One that nothing routes to, and not all that something does.
            case.inference_only = vec![
                "ap-south-1",
                "eu-north-1",
                "eu-west-1",
                "eu-west-3",
                "us-west-2",
            ];
            *regions_of(&mut case.baseline) =
                json!([&case.working[..], &case.inference_only[..]].concat());
        }
        _ => case.working = vec!["eu-central-1", "us-east-1"],
    }
    case
}

const FAR: [&str; 5] = [
    "eu-central-1",
    "eu-west-1",
    "us-west-2",
    "ap-south-1",
    "ca-central-1",
];

#[test]
fn other_features_are_served_where_their_mode_routes_and_nowhere_else() {
    let requests = requests(&FAR);
    for strategy in ["additive", "extend", "replace", "ou-control"] {
        let global = match strategy {
            "replace" | "ou-control" => "allow",
            _ => "deny",
        };
        agree(
            &with_few_regions(strategy, "current"),
            &with_features(global),
            &requests,
        );
        // Some of the actions are held to no Region anyway, by the list or because they are declared.
        let mut case = with_few_regions(strategy, "docs-2022-09").edited(|statement| {
            let actions = statement["NotAction"].as_array_mut().unwrap();
            actions.push(json!("bedrock:*Guardrail"));
            let regions = &mut statement["Condition"]["StringNotEquals"]["aws:RequestedRegion"];
            regions.as_array_mut().unwrap().push(json!("unspecified"));
        });
        case.exempt_actions = vec!["bedrock:InvokeBlueprint*", "bedrock:InvokeDataAutomation"];
        agree(&case, &with_features(global), &requests);
    }
}

#[test]
fn nested_targets_keep_closed_what_an_ou_above_them_opens() {
    let requests = requests(&FAR);
    for strategy in ["extend", "replace", "ou-control"] {
        let case = with_few_regions(strategy, "current");
        let modes = with_features("deny");
        let targets = [
            ("Root", "all"),
            ("A", "all"),
            ("A:B", "batch"),
            ("A:B:C", "plain"),
            ("A:D", "plain"),
            ("A:E", "guarded"),
            ("A:E:F", "sealed"),
            ("G", "plain"),
        ];
        let targets = targets.map(|(ou, mode)| (ou.to_owned(), mode.to_owned()));
        keep_along_paths(&case, &modes, &targets, &requests);
    }
}

#[test]
fn a_mode_without_other_features_is_composed_as_if_there_were_none() {
    let without =
        json!({"plain": {"global": "deny", "geographies": ["eu", "us"], "destinations": "pinned"}});
    let mut with = without.clone();
    with["open"] = with_features("deny")["all"].clone();
    for strategy in ["additive", "extend", "replace"] {
        let case = with_few_regions(strategy, "current");
        let baseline = case.read();
        let text = |modes: &Value, targets: &[(&str, &str)]| {
            let targets: Vec<_> = targets
                .iter()
                .map(|(ou, mode)| ((*ou).to_owned(), (*mode).to_owned()))
                .collect();
            let spec = case.spec(modes, &targets, &baseline);
            composed(&spec, &baseline).policies[0].text.clone()
        };
        let alone = text(&without, &[("A", "plain")]);
        assert_eq!(
            alone,
            text(&with, &[("A", "plain"), ("B", "open")]),
            "{strategy}"
        );
        assert!(!alone.contains("Feature") && !alone.contains("Guardrail"));
    }
}

#[test]
fn exactly_inference_and_what_is_declared_is_taken_out_of_the_region_deny() {
    for label in ["current", "docs-2021-12"] {
        let case = Case::new("replace", label);
        let modes = json!({"m": {"global": "allow", "geographies": "any"}});
        let baseline = case.read();
        let spec = case.spec(&modes, &[("A".to_owned(), "m".to_owned())], &baseline);
        let composition = composed(&spec, &baseline);
        let statements = shipped(&composition.policies[0].text);
        let ours = statements[0].statement().action.patterns();
        let (own, added) = ours.split_at(baseline.not_action().len());
        assert_eq!(own, baseline.not_action());
        // What the list has already is not repeated.
        let mut expected = vec![
            "bedrock:InvokeModel",
            "bedrock:InvokeModelWithResponseStream",
        ];
        let declared = case.exempt_actions.iter().copied();
        let is_new = |action: &&str| !own.iter().any(|own| own == action);
        expected.extend(declared.filter(is_new));
        assert_eq!(added, expected);
    }
}

#[test]
fn only_the_root_and_covered_ous_carry_the_region_deny_and_never_under_its_sid() {
    for strategy in ["additive", "extend", "replace", "ou-control"] {
        let case = Case::new(strategy, "current");
        let modes = json!({"m": {"global": "deny", "geographies": "any"}});
        let targets = ["Root", "A", "A:B"].map(|ou| (ou.to_owned(), "m".to_owned()));
        let baseline = case.read();
        let spec = case.spec(&modes, &targets, &baseline);
        for policy in composed(&spec, &baseline).policies {
            let is_nested = policy.target.ou.as_str() == "A:B";
            assert_eq!(
                policy.text.contains("\"a4b:*\""),
                strategy == "extend" || strategy == "replace" && !is_nested,
                "{strategy} {}",
                policy.target.ou
            );
            assert!(!policy.text.contains("GRREGIONDENY"));
        }
    }
}
