//! The corpus as the readers see it that `CfCT` uses: what they refuse is an error of ours, and what is good they take.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use common::corpus::{Case, cases, is_error};
use common::place::Place;
use common::python::python;
use serde_json::Value;

mod common;

const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/read_manifest.py");

/// What the readers see of each case's manifest, in the order of the cases; `None` where there is none.
fn seen(cases: &[Case], place: &Place) -> Option<Vec<Option<Value>>> {
    let python = python("the readers of the corpus")?;
    let mut names = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        let top = "custom-control-tower-configuration/manifest.yaml";
        let manifest = case
            .files
            .get("manifest.yaml")
            .or_else(|| case.files.get(top));
        names.push(manifest.map(|bytes| {
            let name = format!("{at:04}.yaml");
            place.write(&name, bytes);
            name
        }));
    }
    let output = python.run(READER, &[place.path()]);
    let read: Value = serde_json::from_str(&output).unwrap();
    let of = |name: &String| read.get(name).cloned().unwrap();
    Some(names.iter().map(|name| name.as_ref().map(of)).collect())
}

/// What a reader or Build's check of lines refuses; empty if nothing.
fn refused(case: &Case, seen: &Value) -> Vec<String> {
    let mut why = Vec::new();
    if seen["pyyaml"].get("error").is_some() {
        why.push(format!("loader: {}", seen["pyyaml"]));
    }
    // The schema of the former format is another one.
    let is_former = case.files["manifest.yaml"]
        .windows(10)
        .any(|own| own == b"2020-01-01");
    if !is_former
        && seen["schema"]
            .as_array()
            .is_some_and(|found| !found.is_empty())
    {
        why.push(format!("schema: {}", seen["schema"]));
    }
    for word in seen["files"].as_array().unwrap() {
        let word = word.as_str().unwrap();
        let is_address = word.starts_with("s3://") || word.starts_with("https://");
        let path = word.strip_prefix("./").unwrap_or(word);
        if !is_address && !case.files.contains_key(path) {
            why.push(format!("no file `{word}`"));
        }
    }
    why
}

#[test]
fn what_the_pipeline_s_readers_refuse_is_an_error_of_ours() {
    let broken = cases("broken");
    let place = Place::new("corpus-broken-readers");
    let Some(seen) = seen(&broken, &place) else {
        return;
    };
    let mut refusals = 0;
    for (case, seen) in broken.iter().zip(&seen) {
        let Some(seen) = seen else { continue };
        let why = refused(case, seen);
        if !why.is_empty() {
            refusals += 1;
            assert!(case.in_zip().iter().any(is_error), "{}: {why:?}", case.name);
        }
    }
    assert!(refusals >= 25, "{refusals}");
}

#[test]
fn what_is_good_the_readers_take_and_read_alike() {
    let good = cases("good");
    let place = Place::new("corpus-good-readers");
    let Some(seen) = seen(&good, &place) else {
        return;
    };
    for (case, seen) in good.iter().zip(&seen) {
        let Some(seen) = seen else { continue };
        if !case.files.contains_key("manifest.yaml") || case.name.starts_with("ignored") {
            continue;
        }
        assert_eq!(refused(case, seen), [""; 0], "{}", case.name);
        let one = &seen["pyyaml"]["resources"];
        assert_eq!(one, &seen["ruamel"]["resources"], "{}", case.name);
    }
}
