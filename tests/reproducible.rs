//! The same inputs give the same bytes, and the files of a release say the same of each other.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use common::place::{Place, skipped, tree};
use common::run::{SPEC, crispack, limited, outcome};
use crispack::text::sha256;
use zip::ZipArchive;

mod common;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/manifest/examples/three-modes");
const ZIP: &str = "custom-control-tower-configuration.zip";

/// A place with the example's inputs in a folder.
fn place(name: &str, folder: &str) -> Place {
    let place = Place::new(name);
    for file in ["crispack.yaml", "inputs/region-deny.json"] {
        let content = fs::read(Path::new(EXAMPLE).join(file)).unwrap();
        place.write(&format!("{folder}/{file}"), content);
    }
    place
}

fn built(command: &mut Command) {
    let outcome = outcome(command);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
}

/// The example's release, and the place that it was built in.
fn example(name: &str) -> (Place, BTreeMap<String, Vec<u8>>) {
    let place = place(name, "spec");
    built(crispack(place.path()).args(["build", "spec/crispack.yaml"]));
    let files = tree(&place.path().join("release"));
    (place, files)
}

#[test]
fn neither_day_nor_time_zone_nor_folder_nor_user_is_in_a_release() {
    let (_place, first) = example("same-first");
    let second = place("same-second", "somewhere/else");
    second.write("home/.config/crispack.yaml", "version: 7\n");
    let working = second.path().join("somewhere/else");
    let mut command = limited(&working, "umask 077");
    command
        .args([
            "build",
            "--today",
            "2031-12-31",
            "--verbose",
            "--out",
            "../../new/folder/out",
        ])
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("HOME", second.path().join("home"))
        .env("SOURCE_DATE_EPOCH", "1");
    built(&mut command);
    let second = tree(&second.path().join("new/folder/out"));
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        second.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &first {
        assert!(second.get(name) == Some(bytes), "{name} differs");
    }
}

#[test]
fn a_build_by_flags_is_as_repeatable() {
    let release = |name: &str, zone: &str, today: &str| {
        let place = Place::new(name);
        let flags = "build --mode geographic --geo us --ou Workloads --home-region us-east-1 --baseline builtin:current \
            --governed-region us-east-1 --governed-region us-east-2 --governed-region us-west-2";
        let mut command = crispack(place.path());
        built(
            command
                .args(flags.split_whitespace())
                .args(["--today", today])
                .env("TZ", zone),
        );
        tree(&place.path().join("release"))
    };
    let first = release("flags-first", "UTC", "2026-01-01");
    assert!(first == release("flags-second", "America/Caracas", "2029-02-28"));
}

#[test]
fn a_second_build_over_the_first_changes_no_byte() {
    let (place, first) = example("again");
    built(crispack(place.path()).args(["build", "spec/crispack.yaml"]));
    assert!(tree(&place.path().join("release")) == first);
    let names: Vec<String> = tree(place.path())
        .into_keys()
        .filter(|name| !name.starts_with("release/") && !name.starts_with("spec/"))
        .collect();
    assert!(names.is_empty(), "left behind: {names:?}");
}

#[test]
fn the_zip_holds_the_package_with_the_manifest_at_its_root() {
    let (place, files) = example("zip");
    let file = File::open(place.path().join("release").join(ZIP)).unwrap();
    let mut zip = ZipArchive::new(file).unwrap();
    let mut zipped = BTreeMap::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        assert!(
            !entry.is_dir() && !name.starts_with('/') && !name.contains(".."),
            "{name}"
        );
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        assert!(zipped.insert(name.clone(), bytes).is_none(), "{name} twice");
    }
    assert!(zipped.contains_key("manifest.yaml"));
    let package: BTreeMap<String, Vec<u8>> = files
        .iter()
        .filter(|(name, _)| !name.ends_with('/'))
        .filter_map(|(name, bytes)| {
            Some((name.strip_prefix("package/")?.to_owned(), bytes.clone()))
        })
        .collect();
    assert_eq!(package.len(), 1 + 5);
    assert!(zipped == package);
}

#[test]
fn the_checksums_are_those_of_every_other_file() {
    let (_place, files) = example("checksums");
    let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    let own: Vec<String> = files
        .iter()
        .filter(|(name, _)| !name.ends_with('/') && *name != "SHA256SUMS")
        .map(|(name, bytes)| format!("{}  {name}", sha256(bytes)))
        .collect();
    assert_eq!(sums.lines().collect::<Vec<_>>(), own);
}

#[test]
fn sha256sum_agrees() {
    let (place, _files) = example("sha256sum");
    let mut command = Command::new("sha256sum");
    command.args(["--check", "--strict", "--quiet", "SHA256SUMS"]);
    match command.current_dir(place.path().join("release")).output() {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        ),
        Err(error) => skipped("sha256sum_agrees", &error.to_string()),
    }
}

#[test]
fn no_file_of_a_release_names_the_folders_that_it_came_from() {
    let (place, mut files) = example("paths");
    let absolute = place.path().join("spec/crispack.yaml");
    let out = place.path().join("by-path");
    built(
        crispack(place.path())
            .arg("build")
            .arg(&absolute)
            .arg("--out")
            .arg(&out),
    );
    let by_path = tree(&out);
    assert!(by_path == files, "how a file is called leaves a trace");
    files.extend(
        by_path
            .into_iter()
            .map(|(name, bytes)| (format!("by-path/{name}"), bytes)),
    );
    let traces = [
        place.path().to_str().unwrap(),
        env!("CARGO_MANIFEST_DIR"),
        "/home/",
        "/tmp/",
    ];
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for trace in traces {
            assert!(!text.contains(trace), "{trace} in {name}");
        }
    }
}

#[test]
fn another_input_is_another_release() {
    // Otherwise the tests above would also hold for a program that ignores its input.
    let place = Place::new("another");
    place.write("crispack.yaml", SPEC);
    built(crispack(place.path()).arg("build"));
    let first = tree(&place.path().join("release"));
    place.write("crispack.yaml", SPEC.replace("Sandbox", "Sandpit"));
    // The record of slots would refuse that, and so would the release in the same place: the policy of the one OU would be left behind.
    fs::remove_file(place.path().join("crispack.lock")).unwrap();
    built(crispack(place.path()).args(["build", "--out", "second"]));
    let second = tree(&place.path().join("second"));
    for name in [
        ZIP,
        "SHA256SUMS",
        "REPORT.md",
        "inputs.lock",
        "provenance.json",
    ] {
        assert!(first[name] != second[name], "{name} is the same");
    }
}
