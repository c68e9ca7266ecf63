//! `--previous`: what the release before held is kept for the way back, and what CfCT would leave behind of it is refused.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::place::{Place, tree};
use common::run::{Outcome, crispack, outcome, succeed};
use serde_json::Value;

const HEAD: &str = "version: 1\norganization: {home_region: us-east-1, governed_regions: [us-east-1, us-east-2, us-west-1, us-west-2]}\nmodes:\n  off: {global: deny, geographies: any}\n  sealed: {global: deny, geographies: none, application_profiles: deny}\n";

fn spec(deny: &str, targets: &[&str]) -> String {
    let targets: Vec<String> = targets
        .iter()
        .map(|target| format!("  - {{{target}}}\n"))
        .collect();
    format!(
        "{HEAD}region_deny: {{baseline: 'builtin:current'{deny}}}\ntargets:\n{}",
        targets.concat()
    )
}

fn build(place: &Place, text: &str, arguments: &[&str]) -> Outcome {
    place.write("crispack.yaml", text);
    let mut command = crispack(place.path());
    outcome(command.args(["build", "--format", "json"]).args(arguments))
}

/// The findings of a run by their codes.
fn findings(said: &Outcome) -> BTreeMap<String, Vec<String>> {
    let value: Value = serde_json::from_str(&said.stdout).unwrap();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in value["findings"].as_array().unwrap() {
        let text = format!("{} {}", finding["message"], finding["notes"]);
        found
            .entry(finding["code"].as_str().unwrap().to_owned())
            .or_default()
            .push(text);
    }
    found
}

const TWO: [&str; 2] = [
    "ou: Workloads, mode: off, slot: wl",
    "ou: Sandbox, mode: sealed, slot: sb",
];

/// A release `first` with two policies.
fn first(name: &str) -> Place {
    let place = Place::new(name);
    let said = build(&place, &spec("", &TWO), &["--out", "first"]);
    assert_eq!(said.code, Some(0), "{}", said.stdout);
    place
}

#[test]
fn the_content_of_the_release_before_goes_into_rollback() {
    let place = first("previous-content");
    let targets = [
        TWO[0],
        "ou: Sandbox, mode: off, slot: sb",
        "ou: \"Workloads:New\", mode: sealed, slot: new",
    ];
    let said = build(
        &place,
        &spec("", &targets),
        &["--previous", "first", "--out", "second"],
    );
    assert_eq!(said.code, Some(0), "{}", said.stdout);
    let (before, now) = (
        tree(&place.path().join("first")),
        tree(&place.path().join("second")),
    );
    let zip = "custom-control-tower-configuration.zip";
    assert_eq!(now[&format!("rollback/{zip}")], before[zip]);
    for (path, bytes) in before
        .iter()
        .filter(|(path, _)| path.starts_with("package/"))
    {
        assert_eq!(&now[&format!("rollback/{path}")], bytes, "{path}");
    }
    // What a step back does not take away by itself.
    assert_eq!(
        String::from_utf8_lossy(&now["rollback/detach.tsv"]),
        "cris-new\tWorkloads:New\n"
    );
    // It is an input like the others: recorded by its hash.
    let lock: Value = serde_json::from_slice(&now["inputs.lock"]).unwrap();
    assert_eq!(lock["inputs"][2]["role"], "previous");
    assert_eq!(lock["inputs"][2]["name"], "first");
    assert!(
        !now.keys()
            .any(|path| path.starts_with("rollback/control-tower/"))
    );
    // And the release that holds it can be a previous one in its turn.
    let said = build(
        &place,
        &spec("", &targets),
        &["--previous", "second", "--out", "third"],
    );
    assert_eq!(said.code, Some(0), "{}", said.stdout);
}

#[test]
fn without_one_every_policy_is_in_the_list_to_detach() {
    let place = first("previous-none");
    let now = tree(&place.path().join("first"));
    assert_eq!(
        String::from_utf8_lossy(&now["rollback/detach.tsv"]),
        "cris-wl\tWorkloads\ncris-sb\tSandbox\n"
    );
    assert!(!now.contains_key("rollback/package/"));
}

#[test]
fn what_cfct_would_leave_behind_is_refused_and_named() {
    let place = first("previous-left");
    for (targets, prefix, words) in [
        (vec![TWO[0]], "", "attached to `Sandbox`"),
        (
            vec![TWO[0], "ou: Sandbox, mode: sealed, slot: sandbox"],
            "",
            "would be `cris-sandbox`",
        ),
        (
            vec![TWO[0], "ou: Sandbox, mode: sealed"],
            "",
            "leave `cris-sb` attached beside it",
        ),
        (
            vec![TWO[0], "ou: Suspended, mode: sealed, slot: sb"],
            "",
            "leave it on `Sandbox`",
        ),
        (
            TWO.to_vec(),
            "package: {name_prefix: other}\n",
            "would be `other-",
        ),
    ] {
        let text = spec("", &targets) + prefix;
        let said = build(&place, &text, &["--previous", "first", "--out", "second"]);
        assert_eq!(said.code, Some(1), "{targets:?}");
        let found = findings(&said);
        assert!(
            found["CRP305"].iter().any(|text| text.contains(words)),
            "{words}: {found:#?}"
        );
        assert!(!place.path().join("second").exists());
    }
    // A mode may change, and targets may come.
    let targets = [
        "ou: Sandbox, mode: off, slot: sb",
        "ou: Workloads, mode: off, slot: wl",
        "ou: More, mode: off",
    ];
    let said = build(
        &place,
        &spec("", &targets),
        &["--previous", "first", "--out", "second"],
    );
    assert_eq!(said.code, Some(0), "{}", said.stdout);
}

#[test]
fn what_is_no_release_as_it_was_written_is_refused() {
    let place = first("previous-broken");
    let refused = |folder: &str| {
        let said = build(
            &place,
            &spec("", &TWO),
            &["--previous", folder, "--out", "second"],
        );
        assert_eq!(said.code, Some(1), "{folder}");
        assert!(findings(&said).contains_key("CRP304"), "{}", said.stdout);
        assert!(!place.path().join("second").exists());
    };
    refused("not-there");
    refused("crispack.yaml");
    place.write("other/file", "text");
    refused("other");
    place.write("first/RUNBOOK.md", "a note");
    refused("first");
}

#[test]
fn the_previous_release_is_never_replaced_by_the_one_that_follows_it() {
    let place = first("previous-kept");
    let before = tree(place.path());
    let said = build(
        &place,
        &spec("", &TWO),
        &["--previous", "first", "--out", "first"],
    );
    assert_eq!(said.code, Some(1));
    assert!(findings(&said).contains_key("CRP303"), "{}", said.stdout);
    assert_eq!(tree(place.path()), before);
}

#[test]
fn a_step_to_a_strategy_that_counts_on_the_managed_deny_is_told() {
    let place = Place::new("previous-step");
    let deny = |strategy: &str| match strategy {
        "replace" | "ou-control" => {
            format!(", strategy: {strategy}, covered_ous: [Workloads, Sandbox]")
        }
        "extend" => ", strategy: extend, inference_only_regions: [ca-central-1]".to_owned(),
        _ => String::new(),
    };
    let strategies = ["additive", "extend", "replace", "ou-control"];
    for strategy in strategies {
        let said = build(&place, &spec(&deny(strategy), &TWO), &["--out", strategy]);
        assert_eq!(said.code, Some(0), "{strategy} {}", said.stdout);
    }
    for before in strategies {
        for now in strategies {
            let said = build(
                &place,
                &spec(&deny(now), &TWO),
                &["--previous", before, "--out", "next"],
            );
            assert_eq!(said.code, Some(0), "{before} {now} {}", said.stdout);
            let opens = match before {
                "replace" => now != "replace",
                "ou-control" => matches!(now, "additive" | "extend"),
                _ => false,
            };
            assert_eq!(
                findings(&said).contains_key("CRP306"),
                opens,
                "{before} {now}"
            );
            // What `extend` closed would be open, unless a Region deny of ours closes it too.
            let left = before == "extend" && matches!(now, "additive" | "ou-control");
            assert_eq!(
                findings(&said).contains_key("CRP308"),
                left,
                "{before} {now}"
            );
            let runbook = fs::read_to_string(place.path().join("next/RUNBOOK.md")).unwrap();
            assert_eq!(
                runbook.contains("Switch it on again first"),
                opens,
                "{before} {now}"
            );
            let script = fs::read_to_string(place.path().join("next/runbook.sh")).unwrap();
            let upload = script.split("\nupload() {").nth(1).unwrap();
            let upload = upload.split("\n}\n").next().unwrap();
            assert_eq!(upload.contains("STOP:"), opens || left, "{before} {now}");
            assert!(runbook.contains("\nupload\n"));
            let report = fs::read_to_string(place.path().join("next/REPORT.md")).unwrap();
            assert_eq!(report.contains("Against the release before"), opens || left);
        }
    }
}

#[test]
fn the_same_previous_release_gives_the_same_bytes() {
    let place = first("previous-same");
    for out in ["one", "two"] {
        place.write("crispack.yaml", spec("", &TWO));
        succeed(
            place.path(),
            &["build", "--quiet", "--previous", "first", "--out", out],
        );
    }
    assert_eq!(
        tree(&place.path().join("one")),
        tree(&place.path().join("two"))
    );
}

#[test]
fn a_policy_that_carries_the_region_deny_keeps_it_until_the_root_has_it() {
    let place = Place::new("previous-carries");
    let replace = |covered: &str, floor: &str| {
        format!(", strategy: replace, covered_ous: [{covered}], floor: {floor}")
    };
    let targets = ["ou: A, mode: off", "ou: B, mode: off"];
    let with_root = [
        "ou: A, mode: off",
        "ou: B, mode: off",
        "ou: Root, mode: off",
    ];
    for (out, deny, targets) in [
        ("both", replace("A, B", "none"), &targets[..]),
        ("rooted", replace("A, B", "off"), &targets[..]),
    ] {
        let said = build(&place, &spec(&deny, targets), &["--out", out]);
        assert_eq!(said.code, Some(0), "{}", said.stdout);
    }
    // A and B would lose it in the run that is to give it to the root.
    let root_only = spec(&replace("Root", "none"), &with_root);
    let said = build(&place, &root_only, &["--previous", "both", "--out", "next"]);
    assert_eq!(said.code, Some(1));
    // One finding for both, since their policies are the same.
    assert_eq!(findings(&said)["CRP421"].len(), 1, "{}", said.stdout);
    assert!(said.stdout.contains("the same holds under `B`"));
    assert!(!place.path().join("next").exists());
    // Once the root has it, they may.
    let said = build(
        &place,
        &root_only,
        &["--previous", "rooted", "--out", "next"],
    );
    assert_eq!(said.code, Some(0), "{}", said.stdout);
    // The published forms carry one, too.
    let published = spec(&replace("A, B", "none"), &targets).replace(
        "off: {global: deny, geographies: any}",
        "off: {global: allow, geographies: any, form: published}",
    );
    // A record of its own: the root's slot is not in it.
    let own = ["--out", "published", "--lock", "other.lock"];
    let said = build(&place, &published, &own);
    assert_eq!(said.code, Some(0), "{}", said.stdout);
    let said = build(
        &place,
        &root_only,
        &["--previous", "published", "--out", "other"],
    );
    assert_eq!(findings(&said)["CRP421"].len(), 1, "{}", said.stdout);
}

#[test]
fn nobody_is_told_to_detach_what_may_be_all_that_holds_an_ou() {
    for (strategy, deny, detach) in [
        ("additive", "", true),
        (
            "replace",
            ", strategy: replace, covered_ous: [Workloads, Sandbox]",
            false,
        ),
        (
            "ou-control",
            ", strategy: ou-control, covered_ous: [Workloads, Sandbox]",
            false,
        ),
    ] {
        let place = Place::new(&format!("previous-detach-{strategy}"));
        assert_eq!(
            build(&place, &spec(deny, &TWO), &["--out", "first"]).code,
            Some(0)
        );
        let less = deny.replace(", Sandbox", "");
        let said = build(
            &place,
            &spec(&less, &TWO[..1]),
            &["--previous", "first", "--out", "second"],
        );
        assert_eq!(said.code, Some(1));
        let value: Value = serde_json::from_str(&said.stdout).unwrap();
        let help = value["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["code"] == "CRP305")
            .unwrap()["help"]
            .as_str()
            .unwrap();
        assert_eq!(help.contains("--forget sb"), detach, "{help}");
        assert_eq!(
            help.contains("only when Control Tower's Region deny is on again"),
            !detach,
            "{help}"
        );
    }
}
