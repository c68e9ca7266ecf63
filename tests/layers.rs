//! The house has one staircase: a room imports only from rooms below it, and composer and promise never meet.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests; clippy excuses only the tests themselves"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From the top of the house to its ground, as `src/lib.rs` lists them.
const ROOMS: [&str; 21] = [
    "cli",
    "release",
    "render",
    "check",
    "drift",
    "proof",
    "compose",
    "promise",
    "observe",
    "evidence",
    "iam",
    "simulate",
    "cfct",
    "catalogue",
    "org",
    "spec",
    "control_tower",
    "bedrock",
    "policy",
    "text",
    "diagnostic",
];

/// Rooms that are on one floor, and so import neither way.
const APART: [(&str, &str); 1] = [("compose", "promise")];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The rooms that a source names behind `crate::`, alone or in a list in braces.
fn imported(source: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for line in source.split("crate::").skip(1) {
        let names = match line.strip_prefix('{') {
            Some(list) => top_level(list),
            None => vec![line],
        };
        for name in names {
            let name: String = name
                .trim_start()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            rooms.insert(name);
        }
    }
    rooms
}

/// The entries of a list in braces, those of lists within it left out.
fn top_level(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut start = 0;
    let mut entries = Vec::new();
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                entries.push(&list[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                entries.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    entries
}

/// The rooms that a source reaches by climbing out of its own with `super::`; `depth` is how many modules deep it lies.
fn climbed(source: &str, depth: usize) -> BTreeSet<String> {
    let chain = "super::".repeat(depth);
    source
        .match_indices(&chain)
        .filter(|(at, _)| !source[..*at].ends_with("super::"))
        .map(|(at, _)| &source[at + chain.len()..])
        .filter(|rest| !rest.starts_with("super::"))
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

fn level(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

#[test]
fn every_import_runs_down_the_house() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = BTreeSet::new();
    for file in sources(&src) {
        let path = file.strip_prefix(&src).unwrap();
        let Some(room) = path
            .components()
            .next()
            .and_then(|c| c.as_os_str().to_str())
            .filter(|room| level(room).is_some())
        else {
            assert!(
                path == Path::new("main.rs") || path == Path::new("lib.rs"),
                "{path:?} is in no room"
            );
            continue;
        };
        seen.insert(room.to_owned());
        let source = fs::read_to_string(&file).unwrap();
        let is_mod = path.ends_with("mod.rs");
        let depth = path.components().count() - usize::from(is_mod);
        let rooms = imported(&source).into_iter().chain(climbed(&source, depth));
        for other in rooms {
            let Some(below) = level(&other) else { continue };
            assert!(
                below >= level(room).unwrap(),
                "{path:?} imports `{other}`, which is above `{room}`"
            );
            let pair = |a: &str, b: &str| (room == a && other == b) || (room == b && other == a);
            assert!(
                !APART.iter().any(|(a, b)| pair(a, b)),
                "{path:?} imports `{other}`"
            );
        }
    }
    assert_eq!(seen, ROOMS.iter().map(|room| (*room).to_owned()).collect());
}

#[test]
fn the_house_is_listed_from_top_to_ground() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let listed: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(listed, ROOMS);
}

#[test]
fn a_list_of_imports_is_understood() {
    let source = "use crate::{cfct, text::{json, yaml}, spec};\nuse crate::policy::Policy;";
    let expected: BTreeSet<String> = ["cfct", "text", "spec", "policy"].map(str::to_owned).into();
    assert_eq!(imported(source), expected);
}

#[test]
fn climbing_out_of_a_room_is_seen() {
    assert_eq!(
        climbed("use super::super::compose::x;", 2),
        BTreeSet::from(["compose".to_owned()])
    );
    assert!(climbed("use super::compose::x;", 2).is_empty());
}
