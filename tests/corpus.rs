//! Packages with mistakes, each made from a fact about `CfCT` or AWS, have exactly the findings that they must have; good ones have none.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use common::corpus::{Case, cases, line};
use common::place::Place;
use crispack::check::fixed;
use crispack::diagnostic::{Diagnostic, Severity};

mod common;

fn lines(found: &[Diagnostic], root: &str) -> Vec<String> {
    found.iter().map(|finding| line(finding, root)).collect()
}

/// In a folder and in a zip, the same is found at the same places.
fn assert_expected(case: &Case) {
    let place = Place::new(&format!("corpus-{}", case.name));
    let folder = case.write(&place);
    let found = case.in_folder(&folder);
    let root = format!("{}/", folder.display());
    assert_eq!(
        lines(&found, &root),
        case.expected,
        "{}: {found:#?}",
        case.name
    );
    let zipped = case.in_zip();
    assert_eq!(
        lines(&zipped, "x.zip!"),
        case.expected,
        "{} in a zip",
        case.name
    );
}

#[test]
fn each_mistake_is_found_where_it_is_and_nothing_else() {
    let broken = cases("broken");
    assert!(broken.len() >= 60, "{}", broken.len());
    for case in &broken {
        assert!(!case.expected.is_empty(), "{}", case.name);
        assert!(case.fact.len() > 20, "{}: from what fact?", case.name);
        assert_expected(case);
    }
}

#[test]
fn good_packages_are_not_complained_about() {
    let good = cases("good");
    assert!(good.len() >= 30, "{}", good.len());
    for case in &good {
        let complaints = case.expected.iter().filter(|line| !line.contains(" note "));
        assert_eq!(complaints.count(), 0, "{}", case.name);
        assert_expected(case);
    }
}

#[test]
fn every_finding_says_what_would_have_happened_and_what_to_do() {
    for case in cases("broken") {
        for finding in case.in_zip() {
            if finding.severity() == Severity::Note {
                continue;
            }
            assert!(finding.help.is_some(), "{}: {finding:#?}", case.name);
            assert!(!finding.notes.is_empty(), "{}: {finding:#?}", case.name);
        }
    }
}

/// Mending takes the findings away that it says it mends, and brings no new ones.
#[test]
fn what_is_mended_is_found_no_more() {
    let mut mended = BTreeSet::new();
    for kind in ["broken", "good"] {
        for case in cases(kind) {
            let place = Place::new(&format!("mend-{}", case.name));
            let folder = case.write(&place);
            let before = case.in_folder(&folder);
            let fixes = fixed(&before);
            for fix in &fixes {
                std::fs::write(&fix.before.name, &fix.after).unwrap();
                mended.extend(&fix.codes);
            }
            let after: Vec<&str> = case
                .in_folder(&folder)
                .iter()
                .map(|own| own.rule.code)
                .collect();
            let kept: BTreeSet<&str> = before
                .iter()
                .filter(|own| !own.is_fixable())
                .map(|own| own.rule.code)
                .collect();
            // A text that was too long only since it was not compact fits then, if not into the old quota.
            let is_kept = |code: &&&str| !kept.contains(**code) && **code != "CRP150";
            assert_eq!(
                after.iter().filter(is_kept).count(),
                0,
                "{}: {after:?}",
                case.name
            );
        }
    }
    let expected = [
        "CRP180", "CRP181", "CRP183", "CRP189", "CRP192", "CRP195", "CRP233", "CRP240", "CRP260",
    ];
    assert_eq!(mended, BTreeSet::from(expected));
}
