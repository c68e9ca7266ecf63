use std::fs::{self, ReadDir};
use std::io;
use std::path::{Path, PathBuf};

/// How logs are named, and what others write of them.
const ENDS: [&str; 8] = [
    ".json",
    ".json.gz",
    ".jsonl",
    ".jsonl.gz",
    ".ndjson",
    ".ndjson.gz",
    ".csv",
    ".csv.gz",
];

/// The folder of CloudTrail's digests, beside that of its logs (AWS CloudTrail User Guide, "Digest file structure", read 2026-11-26).
const DIGESTS: &str = "CloudTrail-Digest";

/// Stands for standard input.
pub(super) const STDIN: &str = "-";

/// One step of a walk.
pub(super) enum Step {
    /// A file to read.
    File(PathBuf),
    /// A digest.
    Digest,
    /// A file of a folder that no log is named like.
    NamedOtherwise,
    /// What cannot be looked at.
    Unreadable(PathBuf, String),
}

/// Files, folders and globs, one file after the other: however many there are, only the folders that are open are in memory.
pub(super) struct Walk {
    /// What was given, the last first.
    given: Vec<PathBuf>,
    globs: Vec<glob::Paths>,
    open: Vec<ReadDir>,
}

impl Walk {
    /// A walk through paths, in their order.
    pub(super) fn new(paths: &[PathBuf]) -> Self {
        Self {
            given: paths.iter().rev().cloned().collect(),
            globs: Vec::new(),
            open: Vec::new(),
        }
    }

    fn given(&mut self, path: PathBuf) -> Option<Step> {
        if path == Path::new(STDIN) {
            return Some(Step::File(path));
        }
        match fs::metadata(&path) {
            Ok(data) if data.is_dir() => self.folder(path),
            Ok(_) => Some(Step::File(path)),
            Err(error) => {
                let pattern = path.to_string_lossy();
                let is_glob =
                    error.kind() == io::ErrorKind::NotFound && pattern.contains(['*', '?', '[']);
                match glob::glob(&pattern) {
                    Ok(paths) if is_glob => {
                        self.globs.push(paths);
                        None
                    }
                    _ => Some(Step::Unreadable(path, error.to_string())),
                }
            }
        }
    }

    fn folder(&mut self, path: PathBuf) -> Option<Step> {
        match fs::read_dir(&path) {
            Ok(open) => {
                self.open.push(open);
                None
            }
            Err(error) => Some(Step::Unreadable(path, error.to_string())),
        }
    }

    /// An entry of a folder. Folders behind symbolic links are not entered, since they may lead back.
    fn entry(&mut self, entry: &fs::DirEntry) -> Option<Step> {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => self.folder(path),
            Ok(_) => Some(kind_of(path)),
            Err(error) => Some(Step::Unreadable(path, error.to_string())),
        }
    }
}

impl Iterator for Walk {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            let step = if let Some(open) = self.open.last_mut() {
                match open.next() {
                    None => {
                        self.open.pop();
                        None
                    }
                    Some(Ok(entry)) => self.entry(&entry),
                    Some(Err(error)) => Some(Step::Unreadable(
                        PathBuf::from("a folder"),
                        error.to_string(),
                    )),
                }
            } else if let Some(paths) = self.globs.last_mut() {
                match paths.next() {
                    None => {
                        self.globs.pop();
                        None
                    }
                    Some(Ok(path)) if path.is_dir() => self.folder(path),
                    Some(Ok(path)) => Some(kind_of(path)),
                    Some(Err(error)) => {
                        Some(Step::Unreadable(error.path().to_owned(), error.to_string()))
                    }
                }
            } else {
                let path = self.given.pop()?;
                self.given(path)
            };
            if step.is_some() {
                return step;
            }
        }
    }
}

fn kind_of(path: PathBuf) -> Step {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase());
    let is_log = name.is_some_and(|name| ENDS.iter().any(|end| name.ends_with(end)));
    if path.components().any(|part| part.as_os_str() == DIGESTS) {
        Step::Digest
    } else if is_log {
        Step::File(path)
    } else {
        Step::NamedOtherwise
    }
}

/// Bytes of all files of a walk, as they lie there.
pub(super) fn size(paths: &[PathBuf]) -> u64 {
    let files = Walk::new(paths).filter_map(|step| match step {
        Step::File(path) => Some(size_of(&path)),
        _ => None,
    });
    files.sum()
}

pub(super) fn size_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}
