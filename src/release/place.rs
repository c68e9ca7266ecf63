use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use crate::diagnostic::Diagnostic;

use super::files::Files;
use super::owned::{Owner, owner};
use super::rules::{cannot_write, not_a_folder, not_a_release, would_lose_input};

/// Where a release goes.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The release folder.
    pub folder: &'a Path,
    /// Replace a folder that is no release of ours, or that somebody changed.
    pub force: bool,
    /// Paths that must survive: the inputs and the working directory. A folder that holds one is never replaced.
    pub keep: &'a [PathBuf],
}

/// Writes a release: into a temporary folder beside it, synced, and put in its place in one step.
///
/// Whoever looks at the folder sees the old release or the new one, never half of one; if anything fails, the old one is untouched.
///
/// # Errors
/// The folder can't be written, or must not be replaced.
pub fn place(files: &Files, place: Place<'_>) -> Result<(), Box<Diagnostic>> {
    let shown = place.folder.display().to_string();
    let failed = |error: &io::Error| Box::new(cannot_write::finding(&shown, error));
    let folder = resolved(place.folder).map_err(|error| failed(&error))?;
    // Two builds at once take turns, from the look at what is there until it is replaced.
    let turn = folder.parent().and_then(|parent| take_turn(parent).ok());
    let mut exists = check_folder(&folder, &shown, place)?;
    let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
        return Err(Box::new(not_a_release::finding(&shown, None)));
    };
    let turn = match turn {
        Some(turn) => turn,
        None => {
            fs::create_dir_all(parent).map_err(|error| failed(&error))?;
            let turn = take_turn(parent).map_err(|error| failed(&error))?;
            exists = check_folder(&folder, &shown, place)?;
            turn
        }
    };

    let mut temporary_name = OsString::from(".");
    temporary_name.push(name);
    temporary_name.push(".crispack-new");
    let temporary = parent.join(temporary_name);
    clear_leftover(&temporary).map_err(|error| failed(&error))?;
    let written = write_all(files, &temporary)
        .and_then(|()| exchange(&temporary, &folder, exists))
        .and_then(|()| turn.sync_all());
    // Now the old release, or what there is of a new one that failed; marked, should we be killed before it is gone.
    if temporary.exists() {
        let _ = remove(&temporary);
    }
    written.map_err(|error| failed(&error))
}

/// Writes a file in one step: whoever looks at it sees the old text or the new one.
///
/// # Errors
/// The file can't be written; the old one is untouched then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".crispack-new");
    let temporary = path.with_file_name(name);
    // Two writers take turns, or one would rename what the other is writing.
    let _turn = path.parent().map(|parent| {
        if parent.as_os_str().is_empty() {
            take_turn(Path::new("."))
        } else {
            take_turn(parent)
        }
    });
    let mut file = File::create(&temporary)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Waits until no other build is at work beside the folder. Where a file system has no locks, the exchange is still one step.
fn take_turn(parent: &Path) -> io::Result<File> {
    let turn = File::open(parent)?;
    let _ = turn.lock();
    Ok(turn)
}

/// The folder itself, not a link to it; what doesn't exist yet is resolved as far as it does.
fn resolved(folder: &Path) -> io::Result<PathBuf> {
    match folder.canonicalize() {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => std::path::absolute(folder),
        Err(error) => Err(error),
    }
}

/// Is there a folder, and may it be replaced?
fn check_folder(folder: &Path, shown: &str, place: Place<'_>) -> Result<bool, Box<Diagnostic>> {
    let failed = |error: &io::Error| Box::new(cannot_write::finding(shown, error));
    let metadata = match fs::symlink_metadata(folder) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(failed(&error)),
    };
    if !metadata.is_dir() {
        return Err(Box::new(not_a_folder::finding(shown)));
    }
    let holds = |path: &&PathBuf| {
        path.canonicalize()
            .is_ok_and(|path| path.starts_with(folder))
    };
    if let Some(kept) = place.keep.iter().find(holds) {
        return Err(Box::new(would_lose_input::finding(
            shown,
            &kept.display().to_string(),
        )));
    }
    let changed = match owner(folder).map_err(|error| failed(&error))? {
        Owner::Nobody | Owner::Us => return Ok(true),
        Owner::UsChanged(path) => Some(path),
        Owner::Others => None,
    };
    if place.force {
        return Ok(true);
    }
    Err(Box::new(not_a_release::finding(shown, changed.as_deref())))
}

/// In a folder that is being written.
const MARKER: &str = ".crispack-writing";

/// Writes the files into a new folder and waits until they are on the disk.
fn write_all(files: &Files, folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    let marker = folder.join(MARKER);
    File::create_new(&marker)?;
    for (path, bytes) in files.iter() {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        File::create_new(path)?.write_all(bytes)?;
    }
    fs::remove_file(marker)?;
    sync(folder)
}

/// Removes what a killed build left behind; anything else of that name is somebody's, and stays.
fn clear_leftover(folder: &Path) -> io::Result<()> {
    let metadata = match fs::symlink_metadata(folder) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let ours = metadata.is_dir()
        && (folder.join(MARKER).exists() || matches!(owner(folder)?, Owner::Us | Owner::Nobody));
    if ours {
        return remove(folder);
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        format!("{} is in the way, and not from crispack", folder.display()),
    ))
}

/// Removes a folder of ours. It is marked until nothing else is in it: a build that is killed here leaves something that the next one knows as left behind.
fn remove(folder: &Path) -> io::Result<()> {
    let marker = folder.join(MARKER);
    File::create(&marker)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if entry.path() != marker {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_file(marker)?;
    fs::remove_dir(folder)
}

/// Waits until every file and folder below is on the disk.
fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sync(&path)?;
        } else {
            File::open(path)?.sync_all()?;
        }
    }
    File::open(folder)?.sync_all()
}

/// Puts the new folder in its place; if there was an old one, it is where the new one was.
fn exchange(new: &Path, folder: &Path, exists: bool) -> io::Result<()> {
    if !exists {
        return match renameat_with(CWD, new, CWD, folder, RenameFlags::NOREPLACE) {
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => fs::rename(new, folder),
            result => Ok(result?),
        };
    }
    match renameat_with(CWD, new, CWD, folder, RenameFlags::EXCHANGE) {
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => in_two_steps(new, folder),
        result => Ok(result?),
    }
}

/// For file systems that cannot exchange: between the two steps there is no release, and if the second fails the old one comes back.
fn in_two_steps(new: &Path, folder: &Path) -> io::Result<()> {
    let old = new.with_extension("crispack-old");
    fs::rename(folder, &old)?;
    if let Err(error) = fs::rename(new, folder) {
        fs::rename(&old, folder)?;
        return Err(error);
    }
    fs::rename(&old, new)
}

#[cfg(test)]
mod tests;
