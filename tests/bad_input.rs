//! Input that no snapshot can hold: what is too large, too deep, no text, or no file at all.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs::{self, File};

use common::place::Place;
use common::run::{Outcome, SPEC, limited, outcome, succeed};

mod common;

/// Much more than a build needs, much less than a file of a gigabyte does.
const LITTLE_MEMORY: &str = "ulimit -v 524288";

/// A folder with a release in it, and a file that is not fit to be input.
fn place(name: &str, file: &str, content: impl AsRef<[u8]>) -> Place {
    let place = Place::new(name);
    place.write("good.yaml", SPEC);
    succeed(place.path(), &["build", "good.yaml", "--quiet"]);
    place.write(file, content);
    place
}

/// Runs a build over the release that is there, and demands: exit 1, the code, a word on what to do, and not a byte changed anywhere.
fn refused(place: &Place, arguments: &[&str], code: &str) -> Outcome {
    let before = place.tree();
    let outcome = outcome(limited(place.path(), LITTLE_MEMORY).args(arguments));
    assert_eq!(outcome.code, Some(1), "{arguments:?}\n{}", outcome.stderr);
    let error = format!("error[{code}]");
    assert!(outcome.stderr.contains(&error), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("= help: "), "{}", outcome.stderr);
    assert_eq!(outcome.stdout, "");
    assert!(outcome.stderr.len() < 50_000, "{}", outcome.stderr.len());
    assert!(place.tree() == before, "the folder has changed");
    outcome
}

fn refused_spec(name: &str, content: impl AsRef<[u8]>, code: &str) -> Outcome {
    let place = place(name, "spec.yaml", content);
    let outcome = refused(&place, &["build", "spec.yaml"], code);
    assert!(outcome.stderr.contains("spec.yaml"), "{}", outcome.stderr);
    outcome
}

fn refused_baseline(name: &str, content: impl AsRef<[u8]>, code: &str) -> Outcome {
    let place = place(name, "deny.json", content);
    let outcome = refused(&place, &flags("deny.json"), code);
    assert!(outcome.stderr.contains("deny.json"), "{}", outcome.stderr);
    outcome
}

fn flags(baseline: &str) -> Vec<&str> {
    let mut arguments = vec!["build", "--mode", "disable-global", "--ou", "Sandbox"];
    arguments.extend(["--home-region", "us-east-1", "--baseline", baseline]);
    arguments
}

const DEEP: usize = 100_000;

#[test]
fn a_hundred_thousand_brackets_are_too_deep_for_json() {
    refused_baseline("json-lists", "[".repeat(DEEP), "CRP008");
    refused_baseline("json-objects", "{\"a\":".repeat(DEEP), "CRP008");
    let closed = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    refused_baseline("json-closed", closed, "CRP008");
}

#[test]
fn a_hundred_thousand_brackets_are_too_deep_inside_an_escaped_policy() {
    let content = format!("{{\"Policy\":{{\"Content\":\"{}\"}}}}", "[".repeat(DEEP));
    refused_baseline("escaped-lists", content, "CRP008");
}

#[test]
fn a_hundred_thousand_brackets_are_too_deep_for_yaml() {
    refused_spec("yaml-lists", "[".repeat(DEEP), "CRP008");
    refused_spec("yaml-maps", "{a: ".repeat(DEEP), "CRP008");
    refused_spec("yaml-blocks", format!("{}x\n", "- ".repeat(DEEP)), "CRP008");
}

#[test]
fn an_alias_bomb_is_refused_by_its_first_anchor() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(bomb, "a{level}: &a{level} [{aliases}]");
    }
    let outcome = refused_spec("alias-bomb", bomb, "CRP009");
    assert!(
        outcome.stderr.contains("spec.yaml:1:5"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn text_that_is_not_utf8_is_refused_with_its_line() {
    let latin1 = b"# first\nversion: 1\nname: caf\xe9\n";
    let outcome = refused_spec("latin1", latin1, "CRP003");
    assert!(
        outcome.stderr.contains("spec.yaml:3:10"),
        "{}",
        outcome.stderr
    );
    let utf16: Vec<u8> = "{\"Version\": 1}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    refused_baseline(
        "utf16-marked",
        [b"\xff\xfe".to_vec(), utf16.clone()].concat(),
        "CRP003",
    );
    refused_baseline("utf16", utf16, "CRP004");
}

#[test]
fn a_nul_is_refused_with_its_place() {
    let outcome = refused_spec("nul", "version: 1\nmodes: a\0b\n", "CRP004");
    assert!(
        outcome.stderr.contains("spec.yaml:2:9"),
        "{}",
        outcome.stderr
    );
    refused_baseline("nul-json", "{\"Statement\": \"\0\"}", "CRP004");
}

#[test]
fn a_file_of_a_gigabyte_is_refused_unread() {
    for (name, file) in [("huge-spec", "spec.yaml"), ("huge-baseline", "deny.json")] {
        let place = place(name, file, "");
        // Sparse: it takes no room on the disk.
        let huge = File::options().write(true).open(place.path().join(file));
        huge.unwrap().set_len(1 << 30).unwrap();
        match file {
            "spec.yaml" => refused(&place, &["build", file], "CRP002"),
            _ => refused(&place, &flags(file), "CRP002"),
        };
    }
}

#[test]
fn a_file_without_an_end_is_refused() {
    let place = place("endless", "unused", "");
    refused(&place, &["build", "/dev/zero"], "CRP002");
    refused(&place, &flags("/dev/zero"), "CRP002");
}

#[test]
fn a_folder_is_no_spec_and_no_baseline() {
    let place = place("folder", "folder/file", "");
    refused(&place, &["build", "folder"], "CRP001");
    refused(&place, &flags("folder"), "CRP001");
}

#[test]
fn what_is_not_there_is_named() {
    let place = place("nothing", "unused", "");
    let outcome = refused(&place, &["build", "no/spec.yaml"], "CRP001");
    assert!(
        outcome.stderr.contains("`no/spec.yaml`"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_spec_that_a_link_points_to_itself_is_refused() {
    let place = place("loop", "unused", "");
    std::os::unix::fs::symlink("loop.yaml", place.path().join("loop.yaml")).unwrap();
    let before = fs::read_link(place.path().join("loop.yaml")).unwrap();
    let outcome = outcome(limited(place.path(), LITTLE_MEMORY).args(["build", "loop.yaml"]));
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("error[CRP001]"),
        "{}",
        outcome.stderr
    );
    assert_eq!(
        fs::read_link(place.path().join("loop.yaml")).unwrap(),
        before
    );
}
