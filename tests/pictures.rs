//! The pictures of runbooks and pages: each agrees with the text that it stands in, and Mermaid reads and draws it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use common::docs::{blocks, pages};
use common::mermaid::mermaid;
use common::place::Place;
use common::run::succeed;

const STRATEGIES: [&str; 4] = ["additive", "extend", "replace", "ou-control"];

const GOVERNED: &str = "[us-east-1, us-west-2]";

const THEIRS: &str = "\
region: us-east-1
version: 2021-03-15
resources:
  - name: network
    description: The network
    resource_file: policies/network.json
    deploy_method: scp
    deployment_targets:
      organizational_units: [Workloads]
";

/// A spec for two OUs; under `extend` one Region more is for inference only.
fn spec(strategy: &str, baseline: &str, ous: &[&str]) -> String {
    let more = match strategy {
        "extend" => ", inference_only_regions: [us-east-2]".to_owned(),
        "additive" => String::new(),
        _ => format!(", covered_ous: [{}]", ous.join(", ")),
    };
    let targets = ous
        .iter()
        .map(|ou| format!("  - {{ou: {ou}, mode: m, slot: {}}}\n", ou.to_lowercase()));
    format!(
        "version: 1\norganization: {{home_region: us-east-1, governed_regions: {GOVERNED}}}\n\
         region_deny: {{baseline: '{baseline}', strategy: {strategy}{more}}}\n\
         modes:\n  m: {{global: deny, geographies: any}}\ntargets:\n{}",
        targets.collect::<String>()
    )
}

/// The Region deny of the OU control, as `describe-policy` would have it.
fn ou_control(place: &Place) -> String {
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("cfct-templates/baselines/deployed-lz4.json"),
    )
    .unwrap();
    let mut policy: serde_json::Value = serde_json::from_str(&text).unwrap();
    let statement = &mut policy["Statement"][0];
    statement["Sid"] = "CTMULTISERVICEPV1".into();
    statement["Condition"]["StringNotEquals"]["aws:RequestedRegion"] =
        serde_json::json!(["us-east-1", "us-west-2"]);
    place.write("control.json", policy.to_string());
    "control.json".to_owned()
}

/// Every runbook that has an order of its own, by a name: each strategy, from nothing and after each other one, with the OU control as what is there, with a slot that was retired; back, and out.
fn runbooks() -> &'static BTreeMap<String, String> {
    static ALL: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    ALL.get_or_init(|| built(&Place::new("pictures")))
}

fn built(place: &Place) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut keep = |name: String| {
        let path = place.path().join(&name).join("RUNBOOK.md");
        found.insert(name, fs::read_to_string(path).unwrap());
    };
    let build = |name: &str, text: String, more: &[&str]| {
        place.write("crispack.yaml", text);
        let _ = fs::remove_file(place.path().join("crispack.lock"));
        let all = [&["build", "--quiet", "--out", name], more].concat();
        succeed(place.path(), &all);
    };
    let builtin = "builtin:current";
    let control = ou_control(place);
    for strategy in STRATEGIES {
        build(
            strategy,
            spec(strategy, builtin, &["Workloads", "Sandbox"]),
            &[],
        );
        keep(strategy.to_owned());
        let name = format!("{strategy}-on-control");
        build(
            &name,
            spec(strategy, &control, &["Workloads", "Sandbox"]),
            &[],
        );
        keep(name);
    }
    for before in STRATEGIES {
        for strategy in STRATEGIES {
            let name = format!("{strategy}-after-{before}");
            build(
                &name,
                spec(strategy, builtin, &["Workloads", "Sandbox"]),
                &["--previous", before],
            );
            keep(name);
        }
    }
    build(
        "retires",
        spec("additive", builtin, &["Workloads"]),
        &["--previous", "additive", "--retire", "sandbox"],
    );
    keep("retires".to_owned());
    let restore = |name: &str, release: &str, live: &str| {
        let all = [
            "build",
            "--quiet",
            "--restore",
            release,
            "--previous",
            live,
            "--out",
            name,
        ];
        succeed(place.path(), &all);
    };
    for (name, release, live) in [
        ("back", "additive", "retires"),
        ("back-from-replace", "additive", "replace-after-additive"),
        ("back-to-replace", "replace", "replace-after-replace"),
    ] {
        restore(name, release, live);
        keep(name.to_owned());
    }
    // Ours in a package of others, and out of it again.
    place.write("base/manifest.yaml", THEIRS);
    place.write(
        "base/policies/network.json",
        r#"{"Version":"2012-10-17","Statement":[{"Sid":"N","Effect":"Deny","Action":"ec2:X","Resource":"*"}]}"#,
    );
    for (name, strategy) in [("out", "additive"), ("out-of-replace", "replace")] {
        let merged = format!("merged-{strategy}");
        let text = spec(strategy, builtin, &["Workloads", "Sandbox"]);
        build(&merged, text, &["--into", "base"]);
        let zip = format!("{merged}/custom-control-tower-configuration.zip");
        let into = ["build", "--quiet", "--remove", "--into", &zip];
        succeed(
            place.path(),
            &[&into[..], &["--previous", &merged, "--out", name]].concat(),
        );
        keep(name.to_owned());
    }
    found
}

/// The only chart of a text.
fn chart(runbook: &str) -> String {
    let charts = blocks(runbook, "mermaid");
    assert_eq!(charts.len(), 1, "one picture in each runbook");
    charts.into_iter().next().unwrap()
}

/// The nodes of a chart with a class: their labels, in order.
fn labels(chart: &str, class: &str) -> Vec<String> {
    let end = format!(":::{class}");
    let nodes = chart.lines().filter(|line| line.ends_with(&end));
    nodes
        .map(|line| line.split('"').nth(1).unwrap().to_owned())
        .collect()
}

#[test]
fn a_picture_has_the_sections_and_checks_of_its_runbook() {
    for (name, runbook) in runbooks() {
        let chart = chart(runbook);
        let titles: Vec<&str> = runbook
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .filter(|title| !["Overview", "Rehearsal", "Afterwards"].contains(title))
            .collect();
        let sections = labels(&chart, "section");
        let drawn: Vec<&str> = sections
            .iter()
            .map(|label| label.split("<br/>").next().unwrap())
            .collect();
        let (forth, back) = titles.split_at_checked(drawn.len()).unwrap();
        assert_eq!(drawn, forth, "{name}");
        // What comes after them is the way back, drawn from its first section on.
        let first_back = labels(&chart, "back").first().cloned();
        let number = |title: &str| title.split_once(". ").unwrap().0.to_owned();
        assert_eq!(
            first_back.as_deref().map(number),
            back.first().map(|title| number(title)),
            "{name}"
        );
        if let ([only], Some(first)) = (back, &first_back) {
            assert_eq!(first, only, "{name}");
        }
        // What a check asks is what the text expects.
        let plain = runbook.replace('`', "");
        for gate in labels(&chart, "gate") {
            let asked = gate.trim_end_matches('?');
            assert!(
                asked.starts_with("does every") || plain.contains(asked),
                "{name}: {asked}"
            );
        }
        // A first step in Control Tower is drawn iff the text has one.
        let (before, _) = runbook.split_once("\n## 2. ").unwrap();
        let is_first = sections[0].contains("<br/>first:");
        let first_in_text = [
            "**it must be on again before anything else**",
            "does not.** Take them out",
            "**Control Tower's Region deny first.**",
        ];
        assert_eq!(
            is_first,
            first_in_text.iter().any(|words| before.contains(words)),
            "{name}"
        );
        // Nothing ends a label early.
        for line in chart.lines().filter(|line| line.contains(":::")) {
            assert_eq!(line.matches('"').count(), 2, "{name}: {line}");
        }
    }
}

#[test]
fn a_picture_says_what_is_in_force_at_each_stage() {
    let runbooks = runbooks();
    let stages = |name: &str| labels(&chart(&runbooks[name]), "inforce");
    assert_eq!(
        stages("additive"),
        [
            "In force: Region deny on · ours not there",
            "In force: Region deny on · ours live"
        ]
    );
    assert_eq!(
        stages("extend"),
        [
            "In force: Region deny on · inference-only Regions closed · ours not there",
            "In force: Region deny on · inference-only Regions closed · ours live",
            "In force: Region deny on · inference-only Regions open to inference only · ours live"
        ]
    );
    assert_eq!(
        stages("replace"),
        [
            "In force: Region deny on · ours not there",
            "In force: Region deny on · ours live",
            "In force: Region deny off · ours live"
        ]
    );
    assert_eq!(
        stages("ou-control"),
        [
            "In force: Region deny on · OU control off · ours not there",
            "In force: Region deny on · OU control off · ours live",
            "In force: Region deny on · OU control on · ours live",
            "In force: Region deny off · OU control on · ours live"
        ]
    );
    assert_eq!(
        stages("additive-after-ou-control"),
        [
            "In force: Region deny off · OU control on · ours of the release before",
            "In force: Region deny on · OU control on · ours of the release before",
            "In force: Region deny on · OU control on · ours live",
            "In force: Region deny on · OU control off · ours live"
        ]
    );
    assert_eq!(
        stages("back-from-replace"),
        [
            "In force: Region deny off or on · ours as they are",
            "In force: Region deny on · ours as they are",
            "In force: Region deny on · ours of the earlier release"
        ]
    );
    assert_eq!(
        stages("out"),
        [
            "In force: Region deny as it is · ours as they are",
            "In force: Region deny as it is · ours attached and in the package no more",
            "In force: Region deny as it is · ours gone"
        ]
    );
    // Nowhere is there a moment at which neither Control Tower's Region deny nor ours hold.
    for (name, runbook) in runbooks {
        for stage in labels(&chart(runbook), "inforce") {
            let deny_off = stage.contains("Region deny off ·") && !stage.contains("OU control on");
            assert!(
                !(deny_off && stage.contains("ours not there")),
                "{name}: {stage}"
            );
        }
    }
}

#[test]
fn mermaid_reads_and_draws_every_chart() {
    let Some(mermaid) = mermaid("the pictures of runbooks and pages") else {
        return;
    };
    let place = Place::new("pictures-drawn");
    let mut charts: BTreeMap<String, String> = runbooks()
        .iter()
        .map(|(name, runbook)| (name.clone(), chart(runbook)))
        .collect();
    for (name, text) in pages() {
        for (number, chart) in blocks(&text, "mermaid").into_iter().enumerate() {
            charts.insert(format!("{name}#{number}"), chart);
        }
    }
    let asked = charts.len();
    charts.insert(
        "no chart".to_owned(),
        "flowchart TD\n  a[\"one\" --> b".to_owned(),
    );
    let mut answers = mermaid.draw(place.path(), &charts);
    let refused = answers.remove("no chart").unwrap();
    assert!(
        refused["error"].is_string(),
        "a broken chart is refused: {refused}"
    );
    assert_eq!(answers.len(), asked);
    for (name, answer) in answers {
        assert!(answer["error"].is_null(), "{name}: {answer}");
        assert_eq!(answer["type"], "flowchart-v2", "{name}");
        assert!(
            !answer["title"].as_str().unwrap().is_empty(),
            "{name} has no title"
        );
        assert!(answer["nodes"].as_u64().unwrap() > 2, "{name}: {answer}");
        assert!(answer["width"].as_u64().unwrap() > 100, "{name}: {answer}");
        assert_eq!(
            answer["cut"],
            serde_json::json!([]),
            "{name}: labels are cut off"
        );
    }
}
