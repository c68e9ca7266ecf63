//! The seeds of the fuzz targets, and what fuzzing found, replayed without a fuzzer.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

#[path = "../fuzz/bodies.rs"]
mod bodies;

fn replay(target: &str, body: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let mut seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        body(&bytes);
        // Cut in the middle, as a fuzzer would first.
        for end in (0..bytes.len()).step_by(bytes.len() / 50 + 1) {
            body(bytes.get(..end).unwrap());
        }
        seeds += 1;
    }
    assert!(seeds >= 5, "{target}: {seeds} seeds");
}

#[test]
fn policies() {
    replay("policy", bodies::policy);
}

#[test]
fn batches() {
    replay("batch", bodies::batch);
}

#[test]
fn messages() {
    replay("message", bodies::message);
}

#[test]
fn manifests() {
    replay("manifest", bodies::manifest);
}

#[test]
fn policies_of_packages() {
    replay("checked_policy", bodies::checked_policy);
}

#[test]
fn trails() {
    replay("trail", bodies::trail);
}

#[test]
fn archives() {
    replay("archive", bodies::archive);
}
