//! Writes what mends findings, where it can be written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::check::Fixed;
use crate::cli::talk::Talk;

/// Writes each file that lies in a folder, whole or not at all; says which were written and which cannot be.
///
/// # Errors
/// The message of the first file that could not be written.
pub(super) fn write(fixes: &[Fixed], talk: &Talk) -> Result<(), String> {
    for fixed in fixes {
        let name = &fixed.before.name;
        match file(name) {
            Some(path) => {
                replace(&path, &fixed.after)
                    .map_err(|error| format!("cannot write {name}: {error}"))?;
                talk.note(&format!("mended {name}: {}", fixed.codes.join(", ")));
            }
            None => talk.note(&not_written(name)),
        }
    }
    Ok(())
}

/// Says of a diff what can be done with it.
pub(super) fn say(fixes: &[Fixed], talk: &Talk) {
    for fixed in fixes
        .iter()
        .filter(|fixed| file(&fixed.before.name).is_none())
    {
        talk.note(&not_written(&fixed.before.name));
    }
    match fixes.len() {
        0 => talk.note("nothing can be mended safely"),
        1 => talk.note("1 file could be mended; nothing was written, --write writes it"),
        many => talk.note(&format!(
            "{many} files could be mended; nothing was written, --write writes them"
        )),
    }
}

fn not_written(name: &str) -> String {
    format!("{name} lies in no folder: unpack it, mend the folder, and pack it again")
}

/// The file of a name in messages, if there is one.
fn file(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    path.is_file().then(|| path.to_owned())
}

/// Through a file beside it, so that one that is there stays whole whatever happens; mode kept.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    // A link is followed, and stays one.
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(std::io::Error::other("it is read-only"));
    }
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let beside = path.with_file_name(format!(".{name}.crispack-new"));
    fs::write(&beside, text)?;
    fs::set_permissions(&beside, permissions)?;
    fs::rename(&beside, &path)
}
