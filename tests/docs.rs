//! The pages under `docs/`: their links lead somewhere, their specs build, their pictures are those of the runbook, and the glossary is in order.
//!
//! `OVERWRITE=1 cargo test --test docs` writes the pictures of `docs/strategies/` anew.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use common::docs::{anchor, blocks, overwrite, pages, prose};
use common::place::Place;
use common::run::succeed;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A page's headings.
fn headings(text: &str) -> Vec<String> {
    let text = prose(text);
    let lines = text.lines();
    let titles = lines.filter_map(|line| {
        line.trim_start_matches('#')
            .strip_prefix(' ')
            .filter(|_| line.starts_with('#'))
    });
    titles.map(str::to_owned).collect()
}

/// Where a page's relative links lead, as they are written. Code is no link.
fn links(text: &str) -> Vec<String> {
    let prose = prose(text);
    let mut found = Vec::new();
    for (at, _) in prose.match_indices("](") {
        let (before, after) = prose.split_at(at);
        let begun = before.rsplit('\n').next().unwrap_or_default();
        // Inside a code span the number of ticks before it on the line is odd, unless the text of a link is one.
        let is_code = begun.matches('`').count() % 2 == 1;
        let Some((link, _)) = after
            .strip_prefix("](")
            .and_then(|rest| rest.split_once(')'))
        else {
            continue;
        };
        if !is_code && !link.contains("://") {
            found.push(link.to_owned());
        }
    }
    found
}

/// `docs/a/../b.md` is `docs/b.md`.
fn plain(path: &Path) -> PathBuf {
    let mut kept = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                kept.pop();
            }
            Component::CurDir => {}
            other => kept.push(other),
        }
    }
    kept
}

/// What is wrong with a page's links.
fn dead_links(name: &str, text: &str) -> Vec<String> {
    let mut dead = Vec::new();
    for link in links(text) {
        let (path, fragment) = link
            .split_once('#')
            .map_or((link.as_str(), None), |(path, own)| (path, Some(own)));
        let target = if path.is_empty() {
            PathBuf::from(name)
        } else {
            plain(&Path::new(name).parent().unwrap().join(path))
        };
        let file = Path::new(ROOT).join(&target);
        if !file.exists() {
            dead.push(format!("{name}: {link}: no such file"));
            continue;
        }
        let Some(fragment) = fragment else { continue };
        let there = fs::read_to_string(&file).unwrap_or_default();
        if !headings(&there).iter().any(|own| anchor(own) == fragment) {
            dead.push(format!("{name}: {link}: no such heading"));
        }
    }
    dead
}

#[test]
fn every_link_leads_somewhere() {
    let mut count = 0;
    let mut dead = Vec::new();
    for (name, text) in pages() {
        count += links(&text).len();
        dead.extend(dead_links(&name, &text));
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
    assert!(count > 100, "{count} links were found");
}

#[test]
fn a_dead_link_is_found() {
    let text = "[a](nothing.md) [b](glossary.md#nothing) [c](#nothing) [d](glossary.md#hop) `[e](nothing.md)` [`f`](../README.md)\n```\n[g](nothing.md)\n```\n";
    assert_eq!(
        dead_links("docs/page.md", text),
        [
            "docs/page.md: nothing.md: no such file",
            "docs/page.md: glossary.md#nothing: no such heading",
            "docs/page.md: #nothing: no such file",
        ]
    );
}

#[test]
fn every_page_is_in_the_index() {
    let all = pages();
    let index = all.get("docs/README.md").unwrap();
    let linked: BTreeSet<PathBuf> = links(index)
        .iter()
        .map(|link| plain(&Path::new("docs").join(link.split('#').next().unwrap())))
        .collect();
    for name in all.keys() {
        assert!(
            name == "docs/README.md" || linked.contains(Path::new(name)),
            "{name} is not in docs/README.md"
        );
    }
}

#[test]
fn the_glossary_is_sorted_and_short() {
    let all = pages();
    let glossary = all.get("docs/glossary.md").unwrap();
    let entries: Vec<(&str, &str)> = glossary
        .split("\n### ")
        .skip(1)
        .map(|entry| entry.split_once("\n\n").unwrap())
        .collect();
    let key = |title: &str| title.trim_matches('`').to_lowercase();
    for pair in entries.windows(2) {
        let [(before, _), (after, _)] = pair else {
            continue;
        };
        assert!(key(before) < key(after), "{before} stands before {after}");
    }
    for (title, text) in &entries {
        assert_eq!(text.trim().lines().count(), 1, "{title}: one paragraph");
        let sentences = text.matches(". ").count() + 1;
        assert!(sentences <= 3, "{title}: {sentences} sentences");
    }
    // The words of the report and of the pages that a reader cannot know.
    for word in [
        "application inference profile",
        "baseline",
        "catalogue",
        "certificate",
        "class",
        "coverage",
        "covered OU",
        "destination Region",
        "drift",
        "family",
        "floor",
        "Global",
        "governed Region",
        "home Region",
        "hop",
        "inference profile",
        "inference-only Region",
        "lock",
        "mode",
        "OU control",
        "pack",
        "promise",
        "rectangle",
        "reference",
        "release",
        "slot",
        "snapshot",
        "source Region",
        "strategy",
        "target",
        "tombstone",
        "unspecified",
        "witness",
        "world",
    ] {
        assert!(
            entries
                .iter()
                .any(|(title, _)| key(title) == word.to_lowercase()),
            "{word} is not in the glossary"
        );
    }
}

/// Who does not see the tree reads the same questions.
#[test]
fn the_questions_of_the_tree_stand_in_the_text() {
    let all = pages();
    let page = all.get("docs/which-strategy.md").unwrap();
    let tree = blocks(page, "mermaid").remove(0);
    let asked = tree.lines().filter(|line| line.ends_with(":::question"));
    let asked: Vec<&str> = asked.map(|line| line.split('"').nth(1).unwrap()).collect();
    let text = prose(page);
    let written = text.lines().filter_map(|line| {
        line.split_once("**")
            .filter(|(number, _)| number.ends_with(". "))
    });
    let written: Vec<String> = written
        .map(|(number, rest)| format!("{number}{}", rest.split("**").next().unwrap()))
        .collect();
    assert_eq!(asked, written);
}

const BEGIN: &str = "<!-- order: begin -->\n";
const END: &str = "<!-- order: end -->";

/// A strategy's page: its specs build, and its picture is that of their runbook.
#[test]
fn a_strategys_page_builds_and_shows_the_order_of_the_runbook() {
    for strategy in ["additive", "extend", "replace", "ou-control"] {
        let path = Path::new(ROOT).join(format!("docs/strategies/{strategy}.md"));
        let page = fs::read_to_string(&path).unwrap();
        let mut picture = None;
        let specs = blocks(&page, "yaml");
        assert!(!specs.is_empty(), "{strategy}: no spec");
        for spec in specs {
            assert!(spec.contains(&format!("strategy: {strategy}\n")), "{spec}");
            let place = Place::new(&format!("docs-{strategy}"));
            place.write("crispack.yaml", spec);
            succeed(place.path(), &["build", "--quiet"]);
            let runbook = fs::read_to_string(place.path().join("release/RUNBOOK.md")).unwrap();
            let drawn = blocks(&runbook, "mermaid").remove(0);
            picture.get_or_insert(drawn);
        }
        let (before, rest) = page.split_once(BEGIN).unwrap();
        let (_, after) = rest.split_once(END).unwrap();
        let fresh = format!(
            "{before}{BEGIN}<!-- From the runbook of the spec below, by `OVERWRITE=1 cargo test --test docs`; do not edit. -->\n\n```mermaid\n{}```\n\n{END}{after}",
            picture.unwrap()
        );
        if overwrite() {
            fs::write(&path, &fresh).unwrap();
        }
        assert!(
            fs::read_to_string(&path).unwrap() == fresh,
            "{strategy}: refresh it: OVERWRITE=1 cargo test --test docs"
        );
    }
}
