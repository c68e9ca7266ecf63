//! What several test files need.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "no test file needs all of it")]

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) mod baseline;
pub(crate) mod bedrock;
pub(crate) mod corpus;
pub(crate) mod disk;
pub(crate) mod docs;
pub(crate) mod emulation;
pub(crate) mod expected;
pub(crate) mod grid;
pub(crate) mod mermaid;
pub(crate) mod mode;
pub(crate) mod ou_names;
pub(crate) mod place;
pub(crate) mod python;
pub(crate) mod run;
pub(crate) mod steps;
pub(crate) mod trail;

/// A fresh folder with one file per text: `0000.yaml`, …
pub(crate) fn folder(name: &str, texts: impl Iterator<Item = String>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (at, text) in texts.enumerate() {
        fs::write(folder.join(format!("{at:04}.yaml")), text).unwrap();
    }
    folder
}
