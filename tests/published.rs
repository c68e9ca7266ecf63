//! The published forms are the four policies of AWS's article: the same statements, with the organization's own Regions and `NotAction` list where the article
//! has examples or cuts them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::BTreeSet;

use common::place::Place;
use common::run::succeed;
use crispack::diagnostic::Source;
use crispack::policy::naive::Supported;
use crispack::policy::{Request, parse};
use crispack::text;
use serde_json::{Value, json};

const ARTICLE: &str = include_str!("data/article-2026-01-13.json");
const NEWEST: &str = include_str!("../cfct-templates/baselines/deployed-lz4.json");

/// The statements that the article has under a name.
fn article(name: &str) -> Vec<Value> {
    let article: Value = serde_json::from_str(ARTICLE).unwrap();
    article["statements"][name].as_array().unwrap().clone()
}

/// The statements that are shipped for a mode.
fn shipped(name: &str, strategy: &str, regions: &[&str], mode: &str) -> Vec<Value> {
    let place = Place::new(name);
    let covered = if strategy == "replace" {
        "  covered_ous: [Workloads]\n"
    } else {
        ""
    };
    place.write(
        "crispack.yaml",
        format!(
            "version: 1\norganization: {{home_region: {}, governed_regions: {regions:?}}}\nregion_deny:\n  baseline: builtin:current\n  strategy: {strategy}\n{covered}modes:\n  m: {mode}\ntargets:\n  - {{ou: Workloads, mode: m, slot: w}}\n",
            regions[0]
        ),
    );
    succeed(place.path(), &["build", "--quiet"]);
    let text = std::fs::read_to_string(place.path().join("release/package/policies/cris-w.json"));
    let policy: Value = serde_json::from_str(&text.unwrap()).unwrap();
    assert_eq!(policy["Version"], "2012-10-17");
    policy["Statement"].as_array().unwrap().clone()
}

/// A statement in one spelling: a list for a single value, lists in order.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| {
                let is_list = key.ends_with("Action")
                    || key.starts_with("aws:")
                    || key.starts_with("bedrock:");
                let value = if is_list { list(value) } else { plain(value) };
                (key.clone(), value)
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

fn list(value: &Value) -> Value {
    let texts: BTreeSet<&str> = match value {
        Value::Array(items) => items.iter().map(|item| item.as_str().unwrap()).collect(),
        one => BTreeSet::from([one.as_str().unwrap()]),
    };
    json!(texts)
}

/// The article's statements, its cut lists taken as the organization's whole one.
fn completed(name: &str, extra: &[&str]) -> Vec<Value> {
    let newest: Value = serde_json::from_str(NEWEST).unwrap();
    let whole: BTreeSet<String> = newest["Statement"][0]["NotAction"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry.as_str().unwrap().to_owned())
        .chain(extra.iter().map(|entry| (*entry).to_owned()))
        .collect();
    let mut statements = article(name);
    for statement in &mut statements {
        if let Some(cut) = statement.get("NotAction") {
            let cut: Vec<&str> = cut
                .as_array()
                .unwrap()
                .iter()
                .map(|e| e.as_str().unwrap())
                .collect();
            assert!(
                cut.len() < whole.len() && cut.iter().all(|entry| whole.contains(*entry)),
                "{cut:?}"
            );
            statement["NotAction"] = json!(whole);
        }
    }
    statements
}

fn assert_same(ours: &[Value], theirs: &[Value]) {
    let plain =
        |statements: &[Value]| -> Vec<Value> { statements.iter().map(self::plain).collect() };
    assert_eq!(plain(ours), plain(theirs));
}

const SEVEN: [&str; 7] = [
    "us-east-1",
    "ap-northeast-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "us-east-2",
    "us-west-2",
];

#[test]
fn disable_global_is_the_articles() {
    let mode = "{global: deny, geographies: any, form: published}";
    let ours = shipped("published-disable", "additive", &SEVEN, mode);
    assert_same(&ours, &article("disable-global"));
}

#[test]
fn only_listed_families_is_the_articles() {
    let mode = "{global: deny, geographies: [us], form: published}";
    let ours = shipped("published-us", "additive", &SEVEN, mode);
    assert_same(&ours, &article("geo-us-only"));
    // Another list differs in the names alone.
    let regions = [&SEVEN[..], &["ap-northeast-3"]].concat();
    let mode = "{global: deny, geographies: [us, jp], form: published}";
    let ours = shipped("published-us-jp", "additive", &regions, mode);
    let mut theirs = article("geo-us-only");
    theirs[0]["Sid"] = json!("DenyNonUSJPGeographicCRIS");
    theirs[0]["Condition"]["ArnNotLike"]["bedrock:InferenceProfileArn"] = json!([
        "arn:aws:bedrock:*:*:inference-profile/us.*",
        "arn:aws:bedrock:*:*:inference-profile/jp.*"
    ]);
    assert_same(&ours, &theirs);
}

#[test]
fn enable_global_is_the_articles() {
    let mode = "{global: allow, geographies: any, form: published}";
    let ours = shipped("published-enable", "replace", &SEVEN, mode);
    assert_same(&ours, &completed("control-tower-enable-global", &[]));
}

#[test]
fn enable_global_in_two_statements_is_the_articles() {
    let mode = "{global: allow, geographies: any, form: published-split}";
    let regions = ["us-east-1", "ap-southeast-2", "us-west-2"];
    let ours = shipped("published-split", "replace", &regions, mode);
    assert_same(
        &ours,
        &completed("two-statement-enable-global", &["bedrock:*"]),
    );
}

#[test]
fn what_is_declared_exempt_joins_a_published_region_deny() {
    let place = Place::new("published-exempt");
    for (form, exempt) in [
        (
            "published",
            json!([
                "arn:*:iam::*:role/AWSControlTowerExecution",
                "arn:aws:iam::*:role/break-glass"
            ]),
        ),
        ("published-split", json!("arn:aws:iam::*:role/break-glass")),
    ] {
        place.write(
            "crispack.yaml",
            format!(
                "version: 1\norganization: {{home_region: us-east-1, governed_regions: [us-east-1]}}\nregion_deny:\n  baseline: builtin:current\n  strategy: replace\n  covered_ous: [Workloads]\n  exempt_principals: ['arn:aws:iam::*:role/break-glass']\n  exempt_actions: ['pricingplanmanager:*']\nmodes:\n  m: {{global: allow, geographies: any, form: {form}}}\ntargets:\n  - {{ou: Workloads, mode: m, slot: w}}\n"
            ),
        );
        succeed(place.path(), &["build", "--quiet"]);
        let text =
            std::fs::read_to_string(place.path().join("release/package/policies/cris-w.json"));
        let policy: Value = serde_json::from_str(&text.unwrap()).unwrap();
        for statement in policy["Statement"].as_array().unwrap() {
            let tests = statement["Condition"]["ArnNotLike"].as_object().unwrap();
            assert_eq!(tests.values().collect::<Vec<_>>(), [&exempt]);
        }
        assert!(
            policy["Statement"][0]["NotAction"]
                .as_array()
                .unwrap()
                .contains(&json!("pricingplanmanager:*"))
        );
        // The report claims nothing for it.
        let report = std::fs::read_to_string(place.path().join("release/REPORT.md")).unwrap();
        assert!(
            report.contains("no promise is claimed") && report.contains("CRP163"),
            "{report}"
        );
    }
}

/// Does a statement of these deny a request?
fn denies(statements: &[Value], request: &Request) -> bool {
    statements.iter().any(|statement| {
        let text = statement.to_string();
        let document = text::json(&Source::new("statement", text)).unwrap();
        let statement = parse::statement(&document).unwrap();
        Supported::new(statement).unwrap().matches(request)
    })
}

#[test]
fn the_holes_that_the_findings_name_are_there_and_the_strict_form_closes_them() {
    let at = |action: &str, region: &str| {
        Request::new(action, "arn:aws:bedrock:::foundation-model/acme.model")
            .with("aws:RequestedRegion", region)
            .with(
                "aws:PrincipalArn",
                "arn:aws:iam::111122223333:role/developer",
            )
    };
    let invoke = |region: &str, profile: &str| {
        let arn = format!("arn:aws:bedrock:us-east-1:111122223333:{profile}");
        at("bedrock:InvokeModel", region).with("bedrock:InferenceProfileArn", arn)
    };
    let copy = invoke("unspecified", "application-inference-profile/a1b2c3");
    let own = invoke("us-east-1", "application-inference-profile/a1b2c3");
    let elsewhere = at("ec2:RunInstances", "unspecified");
    let bedrock = at("bedrock:CreateGuardrail", "unspecified");
    let tower = at("ec2:RunInstances", "eu-west-1").with(
        "aws:PrincipalArn",
        "arn:aws:iam::111122223333:role/AWSControlTowerExecution",
    );
    for (name, strategy, mode, request, published, strict) in [
        // Global through a copy.
        (
            "hole-disable",
            "additive",
            "{global: deny, geographies: any, form: FORM}",
            &copy,
            false,
            true,
        ),
        // A copy made for cost tags, in a governed Region.
        (
            "hole-families",
            "additive",
            "{global: deny, geographies: [us], form: FORM}",
            &own,
            true,
            false,
        ),
        // Any service at `unspecified`.
        (
            "hole-enable",
            "replace",
            "{global: allow, geographies: any, form: FORM}",
            &elsewhere,
            false,
            true,
        ),
        (
            "hole-enable-2",
            "replace",
            "{global: allow, geographies: any, form: FORM}",
            &bedrock,
            false,
            true,
        ),
    ] {
        let statements = |form: &str| {
            shipped(
                &format!("{name}-{form}"),
                strategy,
                &SEVEN,
                &mode.replace("FORM", form),
            )
        };
        assert_eq!(
            denies(&statements("published"), request),
            published,
            "{name}"
        );
        assert_eq!(denies(&statements("strict"), request), strict, "{name}");
    }
    // In two statements, Control Tower's own role is bound.
    let mode = "{global: allow, geographies: any, form: published-split}";
    assert!(denies(
        &shipped("hole-split", "replace", &SEVEN, mode),
        &tower
    ));
    let mode = "{global: allow, geographies: any}";
    assert!(!denies(
        &shipped("hole-split-strict", "replace", &SEVEN, mode),
        &tower
    ));
}
