//! A small file system of a test's own, where mounting is allowed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::place::skipped;

/// A file system of a few blocks, unmounted when the test is over.
#[derive(Debug)]
pub(crate) struct Disk(PathBuf);

impl Disk {
    /// `None`, after a word, where mounting is not allowed.
    pub(crate) fn mount(test: &str, path: PathBuf, options: &str) -> Option<Self> {
        fs::create_dir_all(&path).unwrap();
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(&path);
        match mount.output() {
            Ok(output) if output.status.success() => Some(Self(path)),
            Ok(output) => {
                skipped(test, String::from_utf8_lossy(&output.stderr).trim());
                None
            }
            Err(error) => {
                skipped(test, &error.to_string());
                None
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}
