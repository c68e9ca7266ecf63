//! Packages of npm under `target/node/`, for tests that need data or a program of one.
//!
//! Installed once, under a lock, where `CI=true` or `CRISPACK_E2E=1`; elsewhere a package is used if it is there. `cargo test` alone
//! needs no Node: a test that gets no package says `skipped` and passes.
#![allow(
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and the environment says whether npm is wanted"
)]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder of a package of npm, or `None` after a loud word that the test is skipped.
///
/// Where it was asked for and can't be had, the test fails: a check that silently does not run is none.
pub(crate) fn package(test: &str, name: &str, version: &str) -> Option<PathBuf> {
    match installed(name, version) {
        Ok(folder) => Some(folder),
        Err(reason) if is_wanted() => panic!("{test}: no {name} of npm: {reason}"),
        Err(reason) => {
            skip(test, &reason);
            None
        }
    }
}

/// Says that a test is skipped, past the capture of the test harness, which would swallow it.
pub(crate) fn skip(test: &str, reason: &str) {
    let _ = writeln!(
        std::io::stderr(),
        "skipped: {test}: {reason} (set CRISPACK_E2E=1)"
    );
}

/// Is everything to be tried, whatever it takes?
pub(crate) fn is_wanted() -> bool {
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    is("CI", "true") || is("CRISPACK_E2E", "1")
}

fn installed(name: &str, version: &str) -> Result<PathBuf, String> {
    // `target/tmp` is the one folder of the build that Cargo names to a test.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .ok_or("the build has no target folder")?;
    let text = |error: std::io::Error| error.to_string();
    let prefix = target.join("node").join(format!("{name}-{version}"));
    let folder = prefix.join("node_modules").join(name);
    fs::create_dir_all(&prefix).map_err(text)?;
    // Test files run side by side, each in a process of its own; the lock goes with the process.
    let lock = File::create(prefix.join("lock")).map_err(text)?;
    lock.lock().map_err(text)?;
    // Last, so that it vouches for the whole package.
    let stamp = prefix.join("installed");
    if stamp.exists() {
        return Ok(folder);
    }
    if !is_wanted() {
        return Err(format!("there is no target/node/{name}-{version}"));
    }
    let output = Command::new("npm")
        // No code of a package runs while it is installed.
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
        .args(["--no-package-lock", "--no-save", "--prefix"])
        .arg(&prefix)
        .arg(format!("{name}@{version}"))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("npm: {error}"))?;
    if !output.status.success() {
        return Err(format!("npm: {}", String::from_utf8_lossy(&output.stderr)));
    }
    File::create(&stamp).map_err(text)?;
    Ok(folder)
}
