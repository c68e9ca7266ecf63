//! The registry of rules: complete, unique, and every page worth reading.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crispack::diagnostic::Rule;

fn all() -> Vec<&'static Rule> {
    let mut rules = crispack::check::rules();
    rules.extend(crispack::release::rules::ALL);
    rules
}

/// Every `RULE` in the source, by the name of its file.
fn in_source(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            in_source(&path, found);
        } else if fs::read_to_string(&path)
            .is_ok_and(|text| text.contains("pub static RULE: Rule = Rule {"))
        {
            found.insert(
                path.file_stem()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('_', "-"),
            );
        }
    }
}

#[test]
fn every_rule_of_the_source_is_registered_once_under_its_file_name() {
    let mut files = BTreeSet::new();
    in_source(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    let names: Vec<String> = all().iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(names.iter().cloned().collect::<BTreeSet<_>>(), files);
    assert_eq!(names.len(), files.len(), "a rule is registered twice");
}

#[test]
fn codes_are_unique_and_shaped() {
    let codes: BTreeSet<&str> = all().iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), all().len());
    for code in codes {
        let digits = code.strip_prefix("CRP").unwrap();
        assert!(
            digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit()),
            "{code}"
        );
    }
}

#[test]
fn every_page_says_what_why_and_what_to_do() {
    for rule in all() {
        for heading in ["## What it is\n", "## Why it matters\n", "## What to do\n"] {
            let (_, rest) = rule
                .page
                .split_once(heading)
                .unwrap_or_else(|| panic!("{}: no {heading}", rule.code));
            assert!(
                rest.lines().next().is_some_and(|line| line.len() > 15),
                "{}: {heading}",
                rule.code
            );
        }
        assert!(
            !rule.summary.ends_with('.') && !rule.summary.is_empty(),
            "{}",
            rule.code
        );
    }
}
