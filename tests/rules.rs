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

/// The rules whose pages have an example: those that `check` holds packages and policies against.
fn of_packages() -> Vec<&'static Rule> {
    let rooms = [
        crispack::cfct::rules::ALL,
        crispack::bedrock::rules::ALL,
        crispack::org::rules::ALL,
        crispack::check::rules::ALL,
    ];
    rooms.into_iter().flatten().copied().collect()
}

#[test]
fn the_document_of_all_rules_is_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rules = all();
    rules.sort_by_key(|rule| rule.code);
    let document = fs::read_to_string(root.join("docs/rules.md")).unwrap();
    assert!(
        document == crispack::render::rules_document(&rules),
        "refresh it: cargo run -- generate rules > docs/rules.md"
    );
}

#[test]
fn the_schema_of_a_check_has_every_code_and_no_other() {
    let schema = include_str!("../manifest/schema/crispack.check.1.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let listed = schema["$defs"]["code"]["enum"].as_array().unwrap();
    let listed: BTreeSet<&str> = listed.iter().map(|code| code.as_str().unwrap()).collect();
    let codes: BTreeSet<&str> = all().iter().map(|rule| rule.code).collect();
    assert_eq!(listed, codes);
}

#[test]
fn rules_of_packages_have_an_example_on_their_page() {
    for rule in of_packages() {
        assert!(rule.page.contains("## Example\n"), "{}", rule.code);
    }
}

/// Every rule has a case that fires: in the corpus, in a transcript of the command line, or in a test that names it. Quiet they all are on the good corpus and
/// the examples.
#[test]
fn every_rule_has_a_case_that_fires() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = String::new();
    for folder in ["tests/corpus/broken", "tests/cmd", "tests", "src"] {
        shown(&root.join(folder), &mut texts);
    }
    let quiet: Vec<&str> = all()
        .iter()
        .map(|rule| rule.code)
        .filter(|code| !texts.contains(code))
        .collect();
    assert_eq!(quiet, [""; 0]);
    // Those of packages are in the corpus, but for what is about archives, snapshots and silencing.
    let mut corpus = String::new();
    shown(&root.join("tests/corpus/broken"), &mut corpus);
    let elsewhere = ["CRP250", "CRP251", "CRP252", "CRP253", "CRP254", "CRP290"];
    for rule in of_packages() {
        let is_there = corpus.contains(&format!("expect: {} ", rule.code))
            || corpus.contains(&format!("{} {}", rule.code, rule.severity));
        assert!(is_there || elsewhere.contains(&rule.code), "{}", rule.code);
    }
}

/// The texts of cases: expected findings, transcripts, and tests; not what declares the rules, nor lists them all.
fn shown(folder: &Path, texts: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            shown(&path, texts);
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let extension = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let shown = match extension.as_str() {
            "txt" => {
                for line in text
                    .lines()
                    .filter_map(|line| line.strip_prefix("expect: "))
                {
                    texts.push_str(line);
                    texts.push('\n');
                }
                ""
            }
            "stdout" | "stderr" | "trycmd" if name != "all-codes.stdout" => text.as_str(),
            "rs" if path.starts_with(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")) => {
                text.as_str()
            }
            // Of a source, the tests in it.
            "rs" if name == "tests.rs"
                || path.components().any(|part| part.as_os_str() == "tests") =>
            {
                text.as_str()
            }
            "rs" => text
                .split_once("#[cfg(test)]")
                .map_or("", |(_, tests)| tests),
            _ => "",
        };
        texts.push_str(shown);
        texts.push('\n');
    }
}
