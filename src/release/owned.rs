use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::text::sha256;

use super::files::{CHECKSUMS, PROVENANCE};
use super::provenance::BUILD_TYPE;

/// What is known of a folder that a release would replace.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nothing is in it.
    Nobody,
    /// A release of ours, every file as it was written.
    Us,
    /// A release of ours with something added, changed or taken away; the path.
    UsChanged(String),
    /// Something else.
    Others,
}

/// Whose folder is it? Reads every file that the release lists, so that no note scribbled into a runbook is lost.
pub(super) fn owner(folder: &Path) -> io::Result<Owner> {
    if fs::read_dir(folder)?.next().is_none() {
        return Ok(Owner::Nobody);
    }
    let provenance = fs::read(folder.join(PROVENANCE)).unwrap_or_default();
    let ours = String::from_utf8_lossy(&provenance).contains(BUILD_TYPE);
    let Ok(list) = fs::read_to_string(folder.join(CHECKSUMS)) else {
        return Ok(Owner::Others);
    };
    if !ours {
        return Ok(Owner::Others);
    }
    let mut listed: BTreeMap<String, &str> = list
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, path)| (path.to_owned(), hash))
        .collect();
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    for path in found {
        if path == CHECKSUMS {
            continue;
        }
        let same = match listed.remove(&path) {
            Some(hash) => sha256(&fs::read(folder.join(&path))?) == hash,
            None => false,
        };
        if !same {
            return Ok(Owner::UsChanged(path));
        }
    }
    Ok(match listed.into_keys().next() {
        Some(gone) => Owner::UsChanged(gone),
        None => Owner::Us,
    })
}

/// Every file, link or other thing below a folder that is no folder itself, by its path.
fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
