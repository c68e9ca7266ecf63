//! Every runbook is made of steps that can be followed: whatever is built, each command belongs to a numbered step, and each step says who does it, which answer is the right one, and what to do
//! with another.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::place::Place;
use common::run::{crispack, outcome};
use common::steps::{Section, Step, sections};
use serde_json::json;

const STRATEGIES: [&str; 4] = ["additive", "extend", "replace", "ou-control"];

/// A spec of two OUs; `more` is about the organization, `of_region_deny` about the Region deny, `end` is what follows.
struct Spec<'a> {
    strategy: &'a str,
    more: &'a str,
    regions: &'a str,
    baseline: &'a str,
    targets: &'a str,
    end: &'a str,
}

const TWO: &str = "  - {ou: A, mode: m, slot: a}\n  - {ou: B, mode: m, slot: b}\n";

impl Default for Spec<'_> {
    fn default() -> Self {
        Self {
            strategy: "additive",
            more: "",
            regions: "us-east-1, us-west-2",
            baseline: "builtin:current",
            targets: TWO,
            end: "",
        }
    }
}

impl Spec<'_> {
    fn text(&self) -> String {
        let own = match self.strategy {
            "extend" => ", inference_only_regions: [us-east-2]",
            "replace" if self.targets.contains("Root") => ", covered_ous: [Root]",
            "replace" | "ou-control" => ", covered_ous: [A, B]",
            _ => "",
        };
        let regions = if self.baseline.starts_with("builtin") {
            ", governed_regions: [REGIONS]"
        } else {
            ""
        };
        format!(
            "version: 1\norganization: {{home_region: us-east-1{regions}{}}}\nregion_deny: {{baseline: '{}', strategy: {}{own}}}\n\
             modes:\n  m: {{global: deny, geographies: any}}\ntargets:\n{}{}",
            self.more, self.baseline, self.strategy, self.targets, self.end
        )
        .replace("REGIONS", self.regions)
    }
}

/// An organization in which the OU control is on `A` with parameters of somebody's.
fn snapshot(place: &Place) {
    let snapshot = json!({
        "schema": "crispack.snapshot/1",
        "organization": {"id": "o-exampleorg1", "management_account": "111122223333", "root_id": "r-ab12"},
        "organizational_units": [{"path": "A", "id": "ou-ab12-aaaaaaaa"}, {"path": "B", "id": "ou-ab12-bbbbbbbb"}],
        "policies": [{"name": "FullAWSAccess", "aws_managed": true, "attached_to": ["Root", "A", "B"],
            "content": r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#}],
        "control_tower": {"enabled_controls": [{
            "control": "arn:aws:controlcatalog:::control/ka8e3pkqefnjsxuyc26ji580", "ou": "A", "status": "SUCCEEDED", "drift": "IN_SYNC",
            "parameters": {"AllowedRegions": ["us-east-1"], "ExemptedActions": []},
        }]},
    });
    place.write("org.json", snapshot.to_string());
}

fn build(place: &Place, arguments: &[&str]) {
    let said = outcome(
        crispack(place.path())
            .args(["build", "--quiet"])
            .args(arguments),
    );
    assert_eq!(said.code, Some(0), "{arguments:?}\n{}", said.stderr);
}

/// Builds `release` from a spec, and holds its runbook to be what it must.
fn made(place: &Place, spec: &Spec<'_>, arguments: &[&str]) -> Vec<Section> {
    place.write("crispack.yaml", spec.text());
    let mut all = vec!["--out", "release"];
    all.extend(arguments);
    build(place, &all);
    followed(place, "release")
}

/// What changes something, and the role that may.
const CHANGES: [(&str, &str); 9] = [
    ("aws s3 cp \"$BACKUP\"", "uploader"),
    ("aws s3 cp rollback/", "uploader"),
    (
        "aws s3 cp custom-control-tower-configuration.zip s3:",
        "uploader",
    ),
    ("aws s3 rm", "uploader"),
    ("detach-policy", "remover of policies"),
    ("delete-policy", "remover of policies"),
    (" enable-control ", "administrator of controls"),
    (" disable-control ", "administrator of controls"),
    ("update-enabled-control", "administrator of controls"),
];

/// Reads a runbook with its script, and looks whether it can be followed.
fn followed(place: &Place, release: &str) -> Vec<Section> {
    let read = |name: &str| fs::read_to_string(place.path().join(release).join(name)).unwrap();
    let (runbook, script) = (read("RUNBOOK.md"), read("runbook.sh"));
    let control = |c: char| c.is_control() && c != '\n';
    assert!(!runbook.contains(control), "a name without its number");
    let sections = sections(&runbook);
    for (at, section) in (1..).zip(&sections) {
        assert_eq!(section.number, at, "{}", section.title);
        assert!(!section.steps.is_empty(), "{}", section.title);
        for (step_at, step) in (1..).zip(&section.steps) {
            assert_eq!(step.number, format!("{at}.{step_at}"), "{}", step.title);
        }
    }
    let steps: Vec<&Step> = sections.iter().flat_map(|section| &section.steps).collect();
    let fences = runbook.lines().filter(|line| line.starts_with("```sh"));
    let commanded = steps.iter().filter(|step| !step.commands.is_empty());
    assert_eq!(fences.count(), commanded.count());
    let undone = overview(&runbook, &steps);
    refer(&runbook, &sections);
    for step in &steps {
        let commands = called(step, &script);
        for (words, who) in CHANGES {
            if commands.contains(words) {
                assert!(!undone[&step.number].is_empty(), "{} changes", step.title);
                assert_eq!(step.who, who, "{}", step.title);
            }
        }
    }
    sections
}

/// The commands of a step with the functions that its lines call by name alone. They are there.
fn called(step: &Step, script: &str) -> String {
    let mut commands = step.commands.clone();
    for line in step.commands.lines() {
        let name = line.split(' ').next().unwrap();
        let defined = script.split(&format!("\n{name}() {{")).nth(1);
        let known = [
            "aws",
            "bash",
            "crispack",
            "for",
            "sha256sum",
            "targets",
            ".",
            "echo",
        ];
        let is_known = known.contains(&name) || line.starts_with("zone=");
        assert!(is_known || defined.is_some(), "{}: {line}", step.title);
        if !is_known {
            commands += defined.unwrap().split("\n}\n").next().unwrap();
        }
    }
    commands
}

/// The table at the top has the steps and no other, and the roles that they need; what undoes a step, by its number.
fn overview(runbook: &str, steps: &[&Step]) -> BTreeMap<String, String> {
    let (_, rest) = runbook.split_once("\n## Overview\n").unwrap();
    let text = rest.split("\n## ").next().unwrap();
    let tables = text.split("\n\n").filter(|part| part.starts_with("| "));
    let rows = |table: &str| -> Vec<Vec<String>> {
        let cells = |line: &str| {
            let line = line.strip_prefix("| ").unwrap().strip_suffix(" |").unwrap();
            line.split(" | ").map(str::to_owned).collect()
        };
        table.lines().skip(2).map(cells).collect()
    };
    let mut tables: Vec<_> = tables.map(rows).collect();
    let roles = tables.pop().unwrap();
    // The rollout, and the way back where there is one.
    let listed = tables.concat();
    assert_eq!(listed.len(), steps.len());
    for (row, step) in listed.iter().zip(steps) {
        assert_eq!(row[..3], [&*step.number, &*step.title, &*step.who]);
    }
    let needed: BTreeSet<&str> = steps.iter().map(|step| step.who.as_str()).collect();
    let told: Vec<&str> = roles.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(told.len(), needed.len(), "{told:?}");
    assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), needed);
    let undone = listed.into_iter();
    undone
        .map(|row| (row[0].clone(), row[4].trim().to_owned()))
        .collect()
}

/// Whatever is referred to is there.
fn refer(runbook: &str, sections: &[Section]) {
    let mut there: BTreeSet<String> = BTreeSet::new();
    for section in sections {
        there.insert(section.number.to_string());
        there.extend(section.steps.iter().map(|step| step.number.clone()));
    }
    let mut found = 0;
    for kind in ["ection ", "ections ", "tep ", "teps "] {
        for (at, _) in runbook.match_indices(kind) {
            let rest = &runbook[at + kind.len()..];
            let line = rest.lines().next().unwrap();
            let number: String = line
                .chars()
                .take_while(|c| c.is_ascii_digit() || *c == '.')
                .collect();
            let number = number.trim_end_matches('.');
            if number.is_empty() {
                continue;
            }
            found += 1;
            assert!(there.contains(number), "{kind}{line}");
            assert_eq!(number.contains('.'), kind.starts_with('t'), "{kind}{line}");
        }
    }
    assert!(found > 3, "{found} references");
}

/// The titles of the sections.
fn titles(sections: &[Section]) -> Vec<&str> {
    sections.iter().map(|own| own.title.as_str()).collect()
}

/// The step with this title.
fn step<'s>(sections: &'s [Section], title: &str) -> &'s Step {
    let mut steps = sections.iter().flat_map(|section| &section.steps);
    let found = steps.find(|step| step.title == title);
    found.unwrap_or_else(|| panic!("no step {title}"))
}

#[test]
fn every_runbook_of_every_strategy_can_be_followed() {
    for strategy in STRATEGIES {
        for before in [None].into_iter().chain(STRATEGIES.map(Some)) {
            for is_known in [false, true] {
                let place = Place::new("steps");
                snapshot(&place);
                let mut arguments = Vec::new();
                if is_known {
                    arguments.extend(["--snapshot", "org.json"]);
                }
                if let Some(strategy) = before {
                    let spec = Spec {
                        strategy,
                        ..Spec::default()
                    };
                    place.write("crispack.yaml", spec.text());
                    build(&place, &["--out", "before"]);
                    arguments.extend(["--previous", "before"]);
                }
                let spec = Spec {
                    strategy,
                    ..Spec::default()
                };
                let sections = made(&place, &spec, &arguments);
                let titles = titles(&sections);
                assert_eq!(titles[..4], ["Before", "Upload", "Pipeline", "Verify"]);
                assert!(titles.contains(&"The way back"));
                let switches = matches!(strategy, "replace" | "ou-control");
                let off = titles.contains(&"Switch the landing-zone Region deny off");
                assert_eq!(off, switches, "{strategy}");
            }
        }
    }
}

/// The OU control as the Region deny that is given.
#[test]
fn every_runbook_on_the_ou_control_can_be_followed() {
    for strategy in STRATEGIES {
        let place = Place::new("steps-control");
        let text = fs::read_to_string("cfct-templates/baselines/ct-multiservice-pv1.json").unwrap();
        let mut given: serde_json::Value = serde_json::from_str(&text).unwrap();
        let regions = if strategy == "extend" {
            json!(["us-east-1", "us-west-2", "us-east-2"])
        } else {
            json!(["us-east-1", "us-west-2"])
        };
        for region in [regions, json!(["us-east-1", "us-west-2"])] {
            given["Statement"][0]["Condition"]["StringNotEquals"]["aws:RequestedRegion"] = region;
            place.write("control.json", given.to_string());
            let spec = Spec {
                strategy,
                baseline: "control.json",
                ..Spec::default()
            };
            made(&place, &spec, &[]);
        }
    }
}

#[test]
fn what_else_a_release_may_have_is_in_its_steps() {
    let place = Place::new("steps-more");
    let plain = Spec::default();
    made(&place, &plain, &[]);
    // Identity policies that CfCT deploys: their names, their instances, and what stays of them.
    let iam = Spec {
        regions: "us-east-1, us-east-2, us-west-2",
        end: "iam: {emit: [geographic], models: ['amazon.nova-lite-v1:0'], deliver: stack_set}\n",
        ..Spec::default()
    };
    let sections = made(&place, &iam, &[]);
    for (title, words) in [
        (
            "The names of identity policies are free",
            "aws iam list-policies ",
        ),
        (
            "The stack sets of identity policies are in every account",
            "list-stack-instances",
        ),
        (
            "Stack sets of identity policies that stay",
            "list-stack-sets",
        ),
    ] {
        let step = step(&sections, title);
        assert!(step.commands.contains(words), "{}", step.commands);
        assert!(step.if_not.contains("iam/README.md"), "{}", step.if_not);
    }
    let page = fs::read_to_string(place.path().join("release/iam/README.md")).unwrap();
    for title in [
        "The names of identity policies are free",
        "The stack sets of identity policies are in every account",
    ] {
        assert!(page.contains(&step(&sections, title).commands), "{page}");
    }

    // A slot that goes, and the root covered.
    let less = Spec {
        targets: "  - {ou: A, mode: m, slot: a}\n",
        ..Spec::default()
    };
    let place = Place::new("steps-retired");
    made(&place, &plain, &[]);
    let sections = made(&place, &less, &["--retire", "b"]);
    assert_eq!(
        step(&sections, "Delete what is retired").commands,
        "retire cris-b\n"
    );
    let place = Place::new("steps-root");
    let root = Spec {
        strategy: "replace",
        targets: "  - {ou: Root, mode: m, slot: r}\n",
        ..Spec::default()
    };
    let sections = made(&place, &root, &[]);
    let look = step(&sections, "What takes its place holds, once more");
    assert_eq!(look.commands, "verify\n");

    // GovCloud has a step of its own.
    let place = Place::new("steps-gov");
    let arguments = "--out release --mode disable-global --strategy ou-control --partition aws-us-gov --home-region us-gov-west-1 --governed-region us-gov-west-1 --baseline builtin:current --ou A";
    build(&place, &arguments.split(' ').collect::<Vec<_>>());
    let sections = followed(&place, "release");
    step(
        &sections,
        "The control's identifier is the same in GovCloud",
    );
}

const THEIRS: &str = "\
region: us-east-1
version: 2021-03-15
resources:
  - name: network
    description: The network
    resource_file: policies/network.json
    deploy_method: scp
    deployment_targets:
      organizational_units: [A]
";

#[test]
fn merged_put_back_and_taken_out_can_be_followed() {
    for (now, then) in [
        ("additive", "additive"),
        ("additive", "replace"),
        ("replace", "additive"),
        ("replace", "replace"),
        ("ou-control", "additive"),
        ("ou-control", "ou-control"),
    ] {
        let place = Place::new("steps-back");
        let spec = |strategy| Spec {
            strategy,
            ..Spec::default()
        };
        let name = format!("from {now} to {then}");
        made(&place, &spec(then), &[]);
        fs::rename(place.path().join("release"), place.path().join("then")).unwrap();
        made(&place, &spec(now), &[]);
        build(&place, &["--restore", "then", "--out", "back"]);
        let sections = followed(&place, "back");
        let titles = titles(&sections);
        let on = now != "additive" && then == "additive";
        let switched = sections[0]
            .steps
            .iter()
            .any(|step| step.title == "Switch Control Tower's Region deny on");
        assert_eq!(switched, on, "{name}");
        assert_eq!(
            titles.contains(&"Go on"),
            now == "additive" && then == "replace",
            "{name}"
        );
    }

    let place = Place::new("steps-merged");
    place.write("pack/manifest.yaml", THEIRS);
    place.write(
        "pack/policies/network.json",
        r#"{"Version":"2012-10-17","Statement":[{"Sid":"Net","Effect":"Deny","Action":"ec2:CreateVpc","Resource":"*"}]}"#,
    );
    for strategy in ["additive", "replace"] {
        let spec = Spec {
            strategy,
            ..Spec::default()
        };
        let sections = made(&place, &spec, &["--into", "pack"]);
        step(
            &sections,
            "The configuration is the one that this release was merged into",
        );
        build(
            &place,
            &["--remove", "--into", "release/package", "--out", "out"],
        );
        let sections = followed(&place, "out");
        let gone = step(&sections, "Detach and delete what is left over");
        assert_eq!(gone.commands, "take_away cris-a\ntake_away cris-b\n");
    }
}
