//! A release takes the place of another in one step: whoever looks sees one of the two, whole.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use common::place::{Place, tree};
use common::run::{SPEC, crispack, succeed};

mod common;

type Files = BTreeMap<String, Vec<u8>>;

/// A place with two specs, and the release of each.
fn place(name: &str) -> (Place, Files, Files) {
    let place = Place::new(name);
    place.write("one.yaml", SPEC);
    place.write("two.yaml", SPEC.replace("Sandbox", "Sandpit"));
    for (spec, out) in [("one.yaml", "one"), ("two.yaml", "two")] {
        succeed(place.path(), &["build", spec, "--out", out, "--quiet"]);
    }
    let one = tree(&place.path().join("one"));
    let two = tree(&place.path().join("two"));
    assert!(one != two);
    (place, one, two)
}

fn start(place: &Place, spec: &str, out: &str) -> Child {
    let mut command = crispack(place.path());
    command
        .args(["build", spec, "--out", out, "--quiet"])
        .stdout(Stdio::null());
    command.spawn().unwrap()
}

/// What is beside the folders that a test knows of.
fn left_behind(place: &Place) -> Vec<String> {
    let known = [
        "one/", "two/", "release/", "one.yaml", "two.yaml", "one.lock", "two.lock",
    ];
    let is_known = |name: &String| known.iter().any(|known| name.starts_with(known));
    place
        .tree()
        .into_keys()
        .filter(|name| !is_known(name))
        .collect()
}

#[test]
fn builds_at_the_same_time_end_in_one_whole_release() {
    let (place, one, two) = place("at-once");
    // Into a folder that is there, and into one whose parent is not.
    for out in ["release", "release/below/out"] {
        let builds: Vec<Child> = ["one.yaml", "two.yaml"]
            .repeat(6)
            .into_iter()
            .map(|spec| start(&place, spec, out))
            .collect();
        for mut build in builds {
            assert!(build.wait().unwrap().success());
        }
        let release = tree(&place.path().join(out));
        assert!(release == one || release == two);
        assert_eq!(left_behind(&place), Vec::<String>::new());
        fs::remove_dir_all(place.path().join("release")).unwrap();
    }
}

#[test]
fn a_build_that_is_killed_leaves_one_of_the_two_whole() {
    let (place, one, two) = place("killed");
    succeed(place.path(), &["build", "one.yaml", "--quiet"]);
    // Several times each: what a kill meets differs from run to run.
    for pause in (0..25).cycle().take(200) {
        let mut build = start(&place, "two.yaml", "release");
        sleep(Duration::from_millis(pause));
        build.kill().unwrap();
        build.wait().unwrap();
        let release = tree(&place.path().join("release"));
        assert!(release == one || release == two, "after {pause} ms");
        succeed(place.path(), &["check", "release", "--quiet"]);
        // The record of slots is whole as well: whoever builds next can read it.
        let lock = fs::read(place.path().join("two.lock")).unwrap();
        serde_json::from_slice::<serde_json::Value>(&lock).unwrap();
    }
    // What a killed build left is gone after one that was not.
    succeed(place.path(), &["build", "two.yaml", "--quiet"]);
    assert!(tree(&place.path().join("release")) == two);
    assert_eq!(left_behind(&place), Vec::<String>::new());
}

#[test]
fn a_release_behind_a_link_is_replaced_and_the_link_stays() {
    let (place, _, two) = place("linked");
    fs::rename(place.path().join("one"), place.path().join("release")).unwrap();
    std::os::unix::fs::symlink("release", place.path().join("one")).unwrap();
    succeed(
        place.path(),
        &["build", "two.yaml", "--out", "one", "--quiet"],
    );
    assert!(place.path().join("one").is_symlink());
    assert!(tree(&place.path().join("release")) == two);
}
