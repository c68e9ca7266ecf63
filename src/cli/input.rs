use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::control_tower::{self, Baseline, rules::unknown_builtin};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::text::{self, rules};

/// The name under which a spec is found.
pub(super) const SPEC: &str = "crispack.yaml";

/// What `-` means, and how it is called in messages.
const STDIN: &str = "-";
const STDIN_NAME: &str = "<stdin>";

/// A file that was read.
pub(super) struct Input {
    /// Its text under the name that the user gave it.
    pub(super) source: Arc<Source>,
    /// Its path; `None` for standard input and built-ins.
    pub(super) path: Option<PathBuf>,
}

/// How a path is called in messages.
pub(super) fn shown(path: &Path) -> String {
    if path == Path::new(STDIN) {
        return STDIN_NAME.to_owned();
    }
    let shown = path.display().to_string();
    shown
        .strip_prefix("./")
        .map_or(shown.clone(), str::to_owned)
}

/// The bytes of a file, or of standard input for `-`, up to the size that a spec or policy can have.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Vec<Diagnostic>> {
    bytes_up_to(path, text::MAX_BYTES)
}

/// The bytes of a file of ours that grows with the organization.
pub(super) fn bytes_of_ours(path: &Path) -> Result<Vec<u8>, Vec<Diagnostic>> {
    bytes_up_to(path, text::MAX_LARGE_BYTES)
}

fn bytes_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let bytes = if path == Path::new(STDIN) {
        capped(io::stdin().lock(), most)
    } else {
        File::open(path).and_then(|file| capped(file, most))
    };
    let name = shown(path);
    let bytes = bytes.map_err(|error| {
        vec![rules::unreadable_file::unreadable(
            &name,
            &error.to_string(),
        )]
    })?;
    if bytes.len() as u64 > most {
        return Err(vec![rules::too_large::too_large(&name, most)]);
    }
    Ok(bytes)
}

/// Reads a file, or standard input for `-`, up to the size that a spec or policy can have.
pub(super) fn read(path: &Path) -> Result<Input, Vec<Diagnostic>> {
    of_bytes(path, bytes(path)?)
}

/// The same of a file of ours that grows with the organization: a snapshot, or the record of slots.
pub(super) fn read_large(path: &Path) -> Result<Input, Vec<Diagnostic>> {
    of_bytes(path, bytes_up_to(path, text::MAX_LARGE_BYTES)?)
}

fn of_bytes(path: &Path, bytes: Vec<u8>) -> Result<Input, Vec<Diagnostic>> {
    let stdin = path == Path::new(STDIN);
    let source = text::source_up_to(&shown(path), bytes, text::MAX_LARGE_BYTES)
        .map_err(|finding| vec![*finding])?;
    Ok(Input {
        source,
        path: (!stdin).then(|| path.to_owned()),
    })
}

/// The last part of a path: what a record may say without telling where a file lay.
pub(super) fn file_name(path: &str) -> String {
    Path::new(path).file_name().map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// At most one byte more than is allowed, so that a file of a gigabyte costs nothing.
fn capped(reader: impl io::Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The nearest spec, from a directory upward.
pub(super) fn discover(from: &Path) -> Option<PathBuf> {
    let found = from
        .ancestors()
        .map(|dir| dir.join(SPEC))
        .find(|path| path.is_file())?;
    // The name by which a user would call it.
    Some(
        found
            .strip_prefix(from)
            .map_or(found.clone(), Path::to_path_buf),
    )
}

/// The baseline of a spec: a built-in, or a file relative to `base`.
pub(super) fn baseline(
    named: &str,
    base: &Path,
    place: Option<Place>,
    findings: &mut Vec<Diagnostic>,
) -> Result<(Baseline, Option<PathBuf>), Vec<Diagnostic>> {
    if let Some(label) = named.strip_prefix("builtin:") {
        let Some(builtin) = control_tower::builtin(label) else {
            return Err(vec![unknown_builtin::finding(label, place)]);
        };
        return Ok((Baseline::from_builtin(named, builtin)?, None));
    }
    let path = if named == STDIN {
        PathBuf::from(named)
    } else {
        base.join(named)
    };
    let input = read(&path).map_err(|found| at(found, place.as_ref()))?;
    let baseline = Baseline::read(&input.source, findings)?;
    Ok((baseline, input.path))
}

/// A file that cannot be opened has no place of its own: the one that names it does.
pub(super) fn at(found: Vec<Diagnostic>, place: Option<&Place>) -> Vec<Diagnostic> {
    found
        .into_iter()
        .map(|finding| {
            if finding.labels.is_empty() {
                finding.at(place.cloned(), "named here")
            } else {
                finding
            }
        })
        .collect()
}
