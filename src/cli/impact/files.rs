use std::fs::{self, ReadDir};
use std::io;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};
use indexmap::IndexSet;

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

/// What the files of a walk have to match.
struct Glob {
    given: PathBuf,
    pattern: Pattern,
    is_matched: bool,
}

impl Glob {
    fn matches(&self, path: &Path) -> bool {
        let options = MatchOptions {
            require_literal_separator: true,
            ..MatchOptions::new()
        };
        self.pattern.matches_path_with(path, options)
    }
}

/// Files, folders and globs, one file after the other: however many there are, only the folders that are open are in memory, and the numbers of what was met.
pub(super) struct Walk {
    /// What was given, the last first.
    given: Vec<PathBuf>,
    open: Vec<ReadDir>,
    /// The path at hand, if that is a glob.
    glob: Option<Glob>,
    /// The folders of the path at hand by device and inode: links may lead back.
    folders: IndexSet<(u64, u64)>,
    /// The files of all paths: they may name one twice.
    files: IndexSet<(u64, u64)>,
}

impl Walk {
    /// A walk through paths, in their order.
    pub(super) fn new(paths: &[PathBuf]) -> Self {
        Self {
            given: paths.iter().rev().cloned().collect(),
            open: Vec::new(),
            glob: None,
            folders: IndexSet::new(),
            files: IndexSet::new(),
        }
    }

    fn given(&mut self, path: PathBuf) -> Option<Step> {
        self.folders.clear();
        if path == Path::new(STDIN) {
            return Some(Step::File(path));
        }
        match fs::metadata(&path) {
            Ok(data) if data.is_dir() => self.folder(path, &data),
            // A pipe that is named is meant.
            Ok(data) if data.file_type().is_fifo() || self.is_new(&data) => Some(Step::File(path)),
            Ok(_) => None,
            Err(error) => {
                let pattern = Pattern::new(&plain(&path).to_string_lossy());
                let base = base(&path);
                match (pattern, base) {
                    (Ok(pattern), Some(base)) if error.kind() == io::ErrorKind::NotFound => {
                        match fs::metadata(&base) {
                            Ok(data) => {
                                self.glob = Some(Glob {
                                    given: path,
                                    pattern,
                                    is_matched: false,
                                });
                                self.folder(base, &data)
                            }
                            Err(error) => Some(Step::Unreadable(path, error.to_string())),
                        }
                    }
                    _ => Some(Step::Unreadable(path, error.to_string())),
                }
            }
        }
    }

    fn folder(&mut self, path: PathBuf, data: &fs::Metadata) -> Option<Step> {
        if !self.folders.insert((data.dev(), data.ino())) {
            return None;
        }
        match fs::read_dir(&path) {
            Ok(open) => {
                self.open.push(open);
                None
            }
            Err(error) => Some(Step::Unreadable(path, error.to_string())),
        }
    }

    /// Was this file not met before?
    fn is_new(&mut self, data: &fs::Metadata) -> bool {
        self.files.insert((data.dev(), data.ino()))
    }

    /// What is found in a folder, behind a symbolic link as well.
    fn found(&mut self, path: PathBuf) -> Option<Step> {
        let data = fs::metadata(&path);
        if let Ok(data) = &data
            && data.is_dir()
        {
            return self.folder(path, data);
        }
        if let Some(glob) = &mut self.glob {
            if !glob.matches(&path) {
                return None;
            }
            glob.is_matched = true;
        }
        let data = match data {
            Ok(data) => data,
            Err(error) => return Some(Step::Unreadable(path, error.to_string())),
        };
        if !data.is_file() {
            // Reading a pipe that nobody writes to would never end.
            let why = "it is no file, but a pipe or a device".to_owned();
            return Some(Step::Unreadable(path, why));
        }
        self.is_new(&data).then(|| kind_of(path))
    }
}

/// The folder before the first part of a glob that is one; `None`: it is none.
fn base(path: &Path) -> Option<PathBuf> {
    let is_glob = |part: &Component<'_>| {
        let part = part.as_os_str().to_string_lossy();
        part.contains(['*', '?', '['])
    };
    let at = path.components().position(|part| is_glob(&part))?;
    let base: PathBuf = path.components().take(at).collect();
    Some(if at == 0 { PathBuf::from(".") } else { base })
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
                    Some(Ok(entry)) => self.found(plain(&entry.path())),
                    Some(Err(error)) => Some(Step::Unreadable(
                        PathBuf::from("a folder"),
                        error.to_string(),
                    )),
                }
            } else if let Some(glob) = self.glob.take() {
                let why = "no file matches it".to_owned();
                (!glob.is_matched).then_some(Step::Unreadable(glob.given, why))
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

/// A path as a glob and what it matches both spell it: without `.` and doubled slashes.
fn plain(path: &Path) -> PathBuf {
    let parts = path.components();
    parts.filter(|part| *part != Component::CurDir).collect()
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
