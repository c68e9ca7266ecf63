//! Changes in time: what is refused because it would be open in between, and what is not because the order of the runbook makes it safe.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use common::place::Place;
use common::run::{Outcome, crispack, outcome};

mod common;

fn spec(region_deny: &str, targets: &str) -> String {
    format!(
        "version: 1\norganization: {{home_region: eu-central-1, governed_regions: [eu-central-1, eu-west-1, us-east-1]}}\n\
         region_deny: {{baseline: 'builtin:current', {region_deny}}}\n\
         modes:\n  any: {{global: deny, geographies: any, destinations: governed}}\n  sealed: {{global: deny, geographies: none, application_profiles: deny}}\n\
         default_mode: sealed\ntargets:\n{targets}"
    )
}

fn build(place: &Place, name: &str, text: &str, previous: Option<&str>) -> Outcome {
    let file = format!("{name}.yaml");
    place.write(&file, text);
    let mut arguments = vec!["build", file.as_str(), "--out", name];
    arguments.extend(
        previous
            .into_iter()
            .flat_map(|previous| ["--previous", previous]),
    );
    outcome(crispack(place.path()).args(arguments))
}

const ONE: &str = "  - {ou: A, mode: sealed}\n";

#[test]
fn steps_between_strategies_are_not_refused_for_what_the_runbook_orders() {
    let place = Place::new("in-time-strategies");
    let kinds = [
        ("additive", "strategy: additive"),
        (
            "extend",
            "strategy: extend, inference_only_regions: [eu-north-1]",
        ),
        (
            "extend2",
            "strategy: extend, inference_only_regions: [eu-north-1, eu-west-3]",
        ),
        ("replace", "strategy: replace, covered_ous: [A]"),
        ("control", "strategy: ou-control, covered_ous: [A]"),
    ];
    for (name, region_deny) in kinds {
        let said = build(&place, name, &spec(region_deny, ONE), None);
        assert_eq!(said.code, Some(0), "{name}: {}", said.stderr);
    }
    for (from, _) in kinds {
        for (to, region_deny) in kinds {
            let said = build(
                &place,
                &format!("{from}-{to}"),
                &spec(region_deny, ONE),
                Some(from),
            );
            assert!(
                !said.stderr.contains("CRP421"),
                "{from} to {to}: {}",
                said.stderr
            );
        }
    }
}

#[test]
fn a_deny_that_moves_from_child_to_parent_takes_two_releases() {
    let place = Place::new("in-time-move");
    // The Region deny of A is to be the root's.
    let child = spec("strategy: replace, covered_ous: [A]", ONE);
    let both = spec("strategy: replace, covered_ous: [A], floor: any", ONE);
    let parent = spec(
        "strategy: replace, covered_ous: [Root]",
        "  - {ou: Root, mode: any}\n  - {ou: A, mode: sealed}\n",
    );
    assert_eq!(build(&place, "child", &child, None).code, Some(0));
    let said = build(&place, "at-once", &parent, Some("child"));
    assert_eq!(said.code, Some(1), "{}", said.stderr);
    assert!(
        said.stderr.contains("CRP421")
            && said
                .stderr
                .contains("make it in two releases: first one in which `cris-root"),
        "{}",
        said.stderr
    );
    assert!(!place.path().join("at-once").exists());
    // The two releases that it names.
    assert_eq!(build(&place, "both", &both, Some("child")).code, Some(0));
    let said = build(&place, "then", &parent, Some("both"));
    assert_eq!(said.code, Some(0), "{}", said.stderr);
}

#[test]
fn a_release_that_leaves_other_actions_open_at_unspecified_says_what_it_rests_on() {
    let place = Place::new("in-time-a5");
    let published = spec(
        "strategy: replace, covered_ous: [A]",
        "  - {ou: A, mode: open}\n",
    )
    .replace(
        "  any:",
        "  open: {global: allow, geographies: any, form: published}\n  any:",
    );
    let said = build(&place, "open", &published, None);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let report = std::fs::read_to_string(place.path().join("open/REPORT.md")).unwrap();
    assert!(report.contains("**this release rests on it.**"), "{report}");
    assert!(
        report.contains("nothing proved") && report.contains("A1 to A4: nothing was proved"),
        "{report}"
    );
    // The same again changes nothing, and rests on it as before.
    assert_eq!(
        build(&place, "again", &published, Some("open")).code,
        Some(0)
    );
    let report = std::fs::read_to_string(place.path().join("again/REPORT.md")).unwrap();
    assert!(
        report.contains("nothing changed") && report.contains("**this release rests on it.**"),
        "{report}"
    );
}
