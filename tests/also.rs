//! What else of Bedrock crosses Regions: off by default, opened where a mode names it and routes, and told where it does nothing.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::fs;

use common::place::Place;
use common::run::{Outcome, crispack, outcome, succeed};
use serde_json::Value;

/// Most destinations of `us` are not governed.
fn spec(strategy: &str, modes: &str, targets: &str) -> String {
    format!(
        "version: 1\norganization: {{home_region: us-east-1, governed_regions: [us-east-1, eu-central-1]}}\nregion_deny:\n  baseline: builtin:current\n  strategy: {strategy}\nmodes:\n{modes}targets:\n{targets}"
    )
}

const REPLACE: &str = "replace\n  covered_ous: [Workloads]";
const EXTEND: &str = "extend\n  inference_only_regions: [us-east-2, us-west-2, us-west-1]";
const ONE: &str = "  - {ou: Workloads, mode: m}\n";

fn build(place: &Place, text: &str, arguments: &[&str]) -> Outcome {
    place.write("crispack.yaml", text);
    outcome(crispack(place.path()).arg("build").args(arguments))
}

fn statement(place: &Place, release: &str, policy: &str, sid: &str) -> Option<Value> {
    let folder = place.path().join(release).join("package/policies");
    let file = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with(policy)
        })
        .unwrap();
    let policy: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let statements = policy["Statement"].as_array().unwrap();
    statements.iter().find(|own| own["Sid"] == sid).cloned()
}

#[test]
fn a_word_that_is_none_is_refused_with_the_one_that_was_meant() {
    let place = Place::new("also-word");
    let modes = "  m: {global: deny, geographies: [us], also: [batch, data-automaton]}\n";
    let said = build(&place, &spec(REPLACE, modes, ONE), &[]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.stderr.contains("error[CRP100]: `modes.m.also[1]`"),
        "{}",
        said.stderr
    );
    assert!(
        said.stderr.contains("did you mean `data-automation`?"),
        "{}",
        said.stderr
    );
    assert!(!place.path().join("release").exists());
}

#[test]
fn a_word_twice_is_that_word_and_an_empty_list_is_none() {
    let place = Place::new("also-twice");
    let text = |also: &str| {
        let mode = format!("  m: {{global: deny, geographies: [us]{also}}}\n");
        let said = build(&place, &spec(REPLACE, &mode, ONE), &["--quiet"]);
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        fs::read_to_string(place.path().join("release/SHA256SUMS")).unwrap()
    };
    let policies = |sums: String| -> Vec<String> {
        let of_policies = sums
            .lines()
            .filter(|line| line.contains("package/policies"));
        of_policies.map(str::to_owned).collect()
    };
    let twice = policies(text(", also: [guardrails, batch, guardrails]"));
    assert_eq!(twice, policies(text(", also: [batch, guardrails]")));
    let empty = policies(text(", also: []"));
    assert_eq!(empty, policies(text("")));
    assert_ne!(empty, twice);
}

#[test]
fn what_opens_nothing_is_told_and_changes_no_policy() {
    let also = ", also: [batch, guardrails]";
    let cases = [
        (
            "additive",
            "global: deny, geographies: any",
            "no SCP can lift that",
        ),
        (
            REPLACE,
            "global: allow, geographies: none",
            "no destination Regions",
        ),
        (
            REPLACE,
            "global: deny, geographies: any",
            "within the governed Regions only",
        ),
        (
            "replace\n  covered_ous: [Workloads]\n  exempt_actions: ['bedrock:*']",
            "global: deny, geographies: [us]",
            "the Region deny leaves its actions out already",
        ),
        (
            "ou-control\n  covered_ous: [Workloads]\n  exempt_actions: ['bedrock:Create*', 'bedrock:applyguardrail']",
            "global: deny, geographies: [us]",
            "the Region deny leaves its actions out already",
        ),
        (
            "extend\n  inference_only_regions: [us-east-2, us-west-2, us-west-1]",
            "global: deny, geographies: any",
            "within the governed Regions only",
        ),
        (
            "extend\n  inference_only_regions: [ap-south-1]",
            "global: deny, geographies: any, destinations: pinned",
            "stays closed by the managed Region deny",
        ),
    ];
    for (number, (strategy, mode, why)) in cases.into_iter().enumerate() {
        let place = Place::new(&format!("also-nothing-{number}"));
        let said = |also: &str, out: &str| {
            let mode = format!("  m: {{{mode}{also}}}\n");
            let said = build(&place, &spec(strategy, &mode, ONE), &["--out", out]);
            assert_eq!(said.code, Some(0), "{}", said.stderr);
            said.stderr
        };
        let without = said("", "without");
        let with = said(also, "with");
        assert!(
            !without.contains("CRP171") && with.contains("warning[CRP171]"),
            "{with}"
        );
        assert!(with.contains(why), "{with}");
        let zip = |out: &str| {
            fs::read(
                place
                    .path()
                    .join(out)
                    .join("custom-control-tower-configuration.zip"),
            )
            .unwrap()
        };
        assert!(zip("without") == zip("with"), "{strategy}");
    }
}

#[test]
fn aws_published_no_statement_with_it() {
    let place = Place::new("also-published");
    for (strategy, global) in [(REPLACE, "allow"), ("additive", "deny")] {
        let mode = format!(
            "  m: {{form: published, global: {global}, geographies: any, also: [batch]}}\n"
        );
        let said = build(&place, &spec(strategy, &mode, ONE), &[]);
        assert_eq!(said.code, Some(1));
        assert!(said.stderr.contains("error[CRP160]"), "{}", said.stderr);
    }
}

#[test]
fn a_child_opens_no_more_than_the_ou_above_it() {
    let place = Place::new("also-child");
    let modes = "  closed: {global: deny, geographies: [us]}\n  open: {global: deny, geographies: [us], also: [guardrails]}\n";
    let targets = "  - {ou: Workloads, mode: closed}\n  - {ou: 'Workloads:A', mode: open}\n";
    for strategy in [REPLACE, EXTEND] {
        let said = build(&place, &spec(strategy, modes, targets), &[]);
        assert_eq!(said.code, Some(1));
        assert!(said.stderr.contains("error[CRP104]"), "{}", said.stderr);
        assert!(
            said.stderr
                .contains("is to be open for `also: [guardrails]`"),
            "{}",
            said.stderr
        );
    }
}

#[test]
fn the_flag_says_what_the_field_says() {
    let place = Place::new("also-flag");
    let flags = "build --mode geographic --geo us --ou Workloads --home-region us-east-1 --baseline builtin:current --governed-region us-east-1 --strategy replace --also data-automation --also batch --quiet";
    succeed(place.path(), &flags.split(' ').collect::<Vec<_>>());
    let region_deny = statement(&place, "release", "cris-", "DenyOutsideRegions").unwrap();
    let left_out = region_deny["NotAction"].as_array().unwrap();
    assert_eq!(
        left_out[left_out.len() - 5..],
        [
            "bedrock:CreateModelInvocationJob",
            "bedrock:InvokeDataAutomation",
            "bedrock:InvokeDataAutomationAsync",
            "bedrock:InvokeBlueprintOptimizationAsync",
            "bedrock:InvokeBlueprintRecommendationAsync",
        ]
    );
    let own = "DenyDirectDataAutomationElsewhere";
    let direct = statement(&place, "release", "cris-", own).unwrap();
    assert_eq!(
        direct["NotResource"],
        "arn:*:bedrock:*:*:data-automation-profile/*"
    );
    assert!(!direct["Action"].to_string().contains("Job"));
    let unknown = "build --mode geographic --also global";
    let said = outcome(crispack(place.path()).args(unknown.split(' ')));
    assert_eq!(said.code, Some(64));
}

/// A parent whose child does not open what the parent opens.
const BEFORE: &str = "  m: {global: deny, geographies: [us]}\n  tight: {global: deny, geographies: [us], destinations: pinned, profiles: ['anthropic.*']}\n";
const OPENER: &str = "  opener: {global: deny, geographies: [us], also: [batch, guardrails]}\n";

#[test]
fn it_is_opened_and_closed_in_two_releases_and_never_in_one() {
    let below = "  - {ou: 'Workloads:Regulated', mode: tight, slot: reg}\n";
    let closed = format!("  - {{ou: Workloads, mode: m, slot: wl}}\n{below}");
    let open = format!("  - {{ou: Workloads, mode: opener, slot: wl}}\n{below}");
    for (name, strategy) in [
        ("replace", REPLACE),
        ("ou-control", "ou-control\n  covered_ous: [Workloads]"),
    ] {
        let place = Place::new(&format!("also-time-{name}"));
        let both = format!("{BEFORE}{OPENER}");
        let step = |modes: &str, targets: &str, from: Option<&str>, to: &str| {
            let mut arguments = vec!["--out", to];
            arguments.extend(from.into_iter().flat_map(|from| ["--previous", from]));
            let said = build(&place, &spec(strategy, modes, targets), &arguments);
            (said.code, said.stderr)
        };
        assert_eq!(step(BEFORE, &closed, None, "r0").0, Some(0));
        // The OU control lets go of it when ours are live and verified, so it may be opened at once there.
        let (code, said) = step(&both, &open, Some("r0"), "no");
        let at_once = name == "ou-control";
        assert_eq!(code, Some(i32::from(!at_once)), "{said}");
        assert_eq!(said.contains("error[CRP421]"), !at_once, "{said}");
        assert_eq!(
            said.contains("in `also` and that no target has makes the first of two releases"),
            !at_once,
            "{said}"
        );
        for (modes, targets, from, to) in [
            (both.as_str(), &closed, "r0", "r1"),
            (both.as_str(), &open, "r1", "r2"),
            (both.as_str(), &closed, "r2", "r3"),
            (BEFORE, &closed, "r3", "r4"),
        ] {
            let (code, said) = step(modes, targets, Some(from), to);
            assert_eq!(code, Some(0), "{to} {said}");
        }
        assert_eq!(step(BEFORE, &closed, Some("r2"), "no").0, Some(1));
        // The first of the two opens nothing: it says of these actions what the Region deny says.
        let own = statement(&place, "r1", "cris-reg", "DenyOtherFeaturesElsewhere").unwrap();
        let regions = &own["Condition"]["StringNotEquals"]["aws:RequestedRegion"];
        assert_eq!(regions.to_string(), r#"["eu-central-1","us-east-1"]"#);
        let parent = |release| statement(&place, release, "cris-wl", "DenyOtherFeaturesElsewhere");
        assert_eq!(parent("r1").is_some(), name == "ou-control");
        assert!(parent("r2").is_none());
        let named = statement(&place, "r2", "cris-wl", "DenyNamedFeaturesElsewhere").unwrap();
        assert!(named.to_string().contains("us-west-2"));
        for (release, exempt) in [("r1", false), ("r2", true)] {
            let control = place
                .path()
                .join(release)
                .join("control-tower/parameters.json");
            let Ok(control) = fs::read_to_string(control) else {
                continue;
            };
            assert_eq!(
                control.contains("bedrock:ApplyGuardrail"),
                exempt,
                "{release}"
            );
            let runbook =
                fs::read_to_string(place.path().join(release).join("runbook.sh")).unwrap();
            let asked = "bedrock:InvokeModelWithResponseStream bedrock:CreateModelInvocationJob bedrock:ApplyGuardrail | cut";
            assert_eq!(runbook.contains(asked), exempt, "{release}");
        }
        for policies in ["r0", "r4"] {
            assert!(
                statement(&place, policies, "cris-reg", "DenyOtherFeaturesElsewhere").is_none()
            );
        }
        // Back by the release itself, and the change is found again.
        let back = outcome(crispack(place.path()).args([
            "build",
            "--restore",
            "r1",
            "--previous",
            "r2",
            "--out",
            "back",
        ]));
        assert_eq!(back.code, Some(0), "{}", back.stderr);
        let diff = succeed(place.path(), &["diff", "r1", "back"]).stdout;
        assert!(diff.contains("equal"), "{diff}");
        let diff = succeed(place.path(), &["diff", "r1", "r2"]).stdout;
        assert!(diff.contains("bedrock:CreateModelInvocationJob"), "{diff}");
    }
}

#[test]
fn what_the_region_deny_does_not_hold_is_not_said_to_be_held() {
    let place = Place::new("also-loose");
    let strategy = format!("{REPLACE}\n  exempt_actions: ['bedrock:InvokeData*']");
    let modes = "  m: {global: deny, geographies: [us], also: [data-automation]}\n";
    let said = build(&place, &spec(&strategy, modes, ONE), &["--quiet"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let report = fs::read_to_string(place.path().join("release/REPORT.md")).unwrap();
    let rows: Vec<&str> = report
        .lines()
        .filter(|line| line.starts_with("| `data-automation` |"))
        .collect();
    let [held, loose] = rows[..] else {
        panic!("{rows:?}")
    };
    assert!(
        held.contains("Blueprint") && !held.contains("InvokeDataAutomation"),
        "{held}"
    );
    assert!(
        loose.contains("`bedrock:InvokeDataAutomation`") && loose.contains("in every Region"),
        "{loose}"
    );
}

#[test]
fn the_report_says_what_holds_for_each_and_what_nobody_tried() {
    let opened = format!("{BEFORE}{OPENER}");
    let nested = "  - {ou: Workloads, mode: opener}\n  - {ou: 'Workloads:A', mode: tight}\n";
    for (name, strategy, modes, targets, batch) in [
        (
            "opened",
            REPLACE,
            opened.as_str(),
            nested,
            "in mode `opener` in the governed Regions and `us-east-2`, `us-west-1`, `us-west-2`; in the others as under the Region deny",
        ),
        (
            "none",
            "additive",
            "  m: {global: deny, geographies: any}\n",
            ONE,
            "as under the Region deny",
        ),
    ] {
        let place = Place::new(&format!("also-report-{name}"));
        let said = build(&place, &spec(strategy, modes, targets), &["--quiet"]);
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        let report = fs::read_to_string(place.path().join("release/REPORT.md")).unwrap();
        let row = format!("| `batch` | `bedrock:CreateModelInvocationJob` | {batch} |");
        assert!(report.contains(&row), "{report}");
        assert!(
            report.contains("InvokeBlueprintRecommendationAsync` | as under the Region deny |")
        );
        assert!(report.contains("Not tried on a live AWS organization: on which resource"));
        assert!(report.contains("`CreateGuardrail` and `UpdateGuardrail`"));
        assert_eq!(report.contains("no catalogue here knows"), name == "opened");
    }
}

#[test]
fn a_denial_of_it_is_explained_by_its_statement() {
    let place = Place::new("also-explain");
    let modes = format!("{BEFORE}{OPENER}");
    let targets = "  - {ou: Workloads, mode: opener}\n  - {ou: 'Workloads:A', mode: tight}\n";
    place.write("crispack.yaml", spec(REPLACE, &modes, targets));
    succeed(place.path(), &["build", "--quiet"]);
    let explained = |region: &str, resource: &str, ou: &str| {
        let message = format!(
            "User: arn:aws:sts::111122223333:assumed-role/App/s is not authorized to perform: bedrock:ApplyGuardrail on resource: arn:aws:bedrock:{region}:111122223333:{resource} with an explicit deny in a service control policy"
        );
        succeed(
            place.path(),
            &["explain", &message, "--release", "release", "--ou", ou],
        )
        .stdout
    };
    let profile = "guardrail-profile/us.guardrail.v1:0";
    for (region, resource, ou, sid, advice) in [
        (
            "eu-west-1",
            profile,
            "Workloads",
            "DenyNamedFeaturesElsewhere",
            "a family in `geographies`",
        ),
        (
            "us-west-2",
            "guardrail/a1",
            "Workloads",
            "DenyDirectGuardrailsElsewhere",
            "by their profiles only",
        ),
        (
            "us-west-2",
            profile,
            "Workloads:A",
            "DenyOtherFeaturesElsewhere",
            "`also` of the mode",
        ),
    ] {
        let said = explained(region, resource, ou);
        assert!(said.contains(sid) && said.contains(advice), "{said}");
    }
}
