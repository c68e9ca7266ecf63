use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::Arc;

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use crate::diagnostic::Diagnostic;

use super::rules::archive_unreadable;
use super::{Files, MANIFEST, Package, TOP_FOLDER};

/// Entries of an archive, and bytes of all of them together: far more than a configuration has.
const MOST_FILES: usize = 100_000;
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// How many times its own size a compressed file becomes, from a size on at which it matters: no policy or template does.
const MOST_RATIO: u64 = 200;
const RATIO_FROM: u64 = 1024 * 1024;

/// A package in a zip archive: read where it lies, and nothing of it written anywhere.
#[derive(Debug)]
pub struct Archive {
    zip: ZipArchive<At>,
    shown: String,
    /// Paths as a manifest would spell them, to the entries.
    entries: BTreeMap<String, usize>,
    /// What goes before those paths in the archive.
    inner: String,
    flaws: Vec<Flaw>,
}

/// What is wrong with an archive before any file of it is looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flaw {
    /// An entry's name leads out of the folder, is absolute, or is no proper path; the name.
    Path(String),
    /// A symbolic link; its name.
    Link(String),
    /// An encrypted entry; its name.
    Encrypted(String),
    /// Two entries of one name; the name.
    Twice(String),
    /// More than is read: entries, bytes, or what a small entry would become.
    TooLarge(String),
    /// An entry that cannot be read; its name and why.
    Unreadable(String, String),
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(name) => write!(
                f,
                "`{name}` in it would lie outside of its folder, or has no proper name"
            ),
            Self::Link(name) => write!(f, "`{name}` in it is a symbolic link"),
            Self::Encrypted(name) => write!(f, "`{name}` in it is encrypted"),
            Self::Twice(name) => write!(f, "`{name}` is in it twice"),
            Self::TooLarge(what) => f.write_str(what),
            Self::Unreadable(name, why) => write!(f, "`{name}` in it cannot be read: {why}"),
        }
    }
}

impl Archive {
    /// Opens an archive in a file: names, kinds and sizes are looked at, the content is not.
    ///
    /// # Errors
    /// The file cannot be read, or is no archive.
    pub fn open(path: &Path) -> Result<Self, ZipError> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let at = At::File {
            file: Arc::new(file),
            length,
            position: 0,
        };
        let shown = path.display().to_string();
        let shown = shown.strip_prefix("./").unwrap_or(&shown);
        Ok(Self::new(at, format!("{shown}!"))?.stepped_in())
    }

    /// The same of an archive in memory; `shown` is what its files' names begin with in messages.
    ///
    /// # Errors
    /// It is no archive.
    pub fn of_bytes(bytes: Vec<u8>, shown: &str) -> Result<Self, ZipError> {
        Ok(Self::whole(bytes, shown)?.stepped_in())
    }

    /// The same with every path from the archive's root, also where [`TOP_FOLDER`] has the manifest.
    ///
    /// # Errors
    /// It is no archive.
    pub fn whole(bytes: Vec<u8>, shown: &str) -> Result<Self, ZipError> {
        Self::new(At::Bytes(Cursor::new(bytes.into())), shown.to_owned())
    }

    fn new(at: At, shown: String) -> Result<Self, ZipError> {
        let mut archive = Self {
            zip: ZipArchive::new(at)?,
            shown,
            entries: BTreeMap::new(),
            inner: String::new(),
            flaws: Vec::new(),
        };
        archive.list();
        Ok(archive)
    }

    /// With paths from where the manifest is: the root, or [`TOP_FOLDER`] if only that has one.
    fn stepped_in(mut self) -> Self {
        let inside = format!("{TOP_FOLDER}/");
        if !self.entries.contains_key(MANIFEST)
            && self.entries.contains_key(&format!("{inside}{MANIFEST}"))
        {
            let entries = std::mem::take(&mut self.entries);
            self.entries = entries
                .into_iter()
                .filter_map(|(path, at)| Some((path.strip_prefix(&inside)?.to_owned(), at)))
                .collect();
            self.inner = inside;
        }
        self
    }

    /// What is wrong with it, in the order of its table of contents.
    pub fn flaws(&self) -> &[Flaw] {
        &self.flaws
    }

    fn list(&mut self) {
        if self.zip.len() > MOST_FILES {
            let flaw = format!("it has {} entries, more than {MOST_FILES}", self.zip.len());
            self.flaws.push(Flaw::TooLarge(flaw));
            return;
        }
        if self.zip.has_duplicate_names() {
            self.flaws.extend(self.twice().into_iter().map(Flaw::Twice));
        }
        let mut left = MOST_BYTES;
        for at in 0..self.zip.len() {
            let raw = self.zip.name_for_index(at);
            let name = raw.and_then(Result::ok).map(std::borrow::Cow::into_owned);
            let entry = match self.zip.by_index_raw(at) {
                Ok(entry) => entry,
                Err(error) => {
                    let name = name.unwrap_or_else(|| format!("entry {}", at + 1));
                    self.flaws.push(Flaw::Unreadable(name, error.to_string()));
                    continue;
                }
            };
            let Some(name) = name else {
                let shown = String::from_utf8_lossy(entry.name_raw()).into_owned();
                self.flaws.push(Flaw::Path(shown));
                continue;
            };
            if entry.is_dir() {
                if is_odd(name.trim_end_matches('/')) {
                    self.flaws.push(Flaw::Path(name));
                }
                continue;
            }
            let (size, packed) = (entry.size(), entry.compressed_size());
            let flaw = if is_odd(&name) {
                Some(Flaw::Path(name.clone()))
            } else if entry.is_symlink() {
                Some(Flaw::Link(name.clone()))
            } else if entry.encrypted() {
                Some(Flaw::Encrypted(name.clone()))
            } else if size > left {
                Some(Flaw::TooLarge(format!(
                    "its files have more than {} MiB together",
                    MOST_BYTES / 1024 / 1024
                )))
            } else if size > RATIO_FROM && size / MOST_RATIO > packed {
                Some(Flaw::TooLarge(format!(
                    "`{name}` becomes {size} bytes out of {packed}"
                )))
            } else {
                None
            };
            left = left.saturating_sub(size);
            match flaw {
                Some(flaw) => {
                    let is_end = matches!(flaw, Flaw::TooLarge(_)) && left == 0;
                    self.flaws.push(flaw);
                    if is_end {
                        break;
                    }
                }
                None => {
                    self.entries.insert(name, at);
                }
            }
        }
    }

    /// The names that the table of contents has more than once; the reader keeps the last entry of each.
    fn twice(&self) -> Vec<String> {
        const HEAD: usize = 46;
        let mut reader = self.zip.clone().into_inner();
        let mut seen = BTreeMap::new();
        let start = SeekFrom::Start(self.zip.central_directory_start());
        if reader.seek(start).is_err() {
            return Vec::new();
        }
        let mut reader = io::BufReader::new(reader);
        // The table was read once already, so it is whole; a record that is none ends it (APPNOTE.TXT 4.3.12).
        loop {
            let mut head = [0_u8; HEAD];
            if reader.read_exact(&mut head).is_err() || !head.starts_with(b"PK\x01\x02") {
                break;
            }
            let length = |at: usize| {
                let pair = head.get(at..at + 2).and_then(|pair| pair.try_into().ok());
                usize::from(u16::from_le_bytes(pair.unwrap_or_default()))
            };
            let mut rest = vec![0; length(28) + length(30) + length(32)];
            if reader.read_exact(&mut rest).is_err() {
                break;
            }
            let name = rest.get(..length(28)).unwrap_or_default();
            *seen
                .entry(String::from_utf8_lossy(name).into_owned())
                .or_insert(0) += 1;
        }
        let twice = seen.into_iter().filter(|(_, times)| *times > 1);
        twice.map(|(name, _)| name).collect()
    }
}

impl Files for Archive {
    fn paths(&self) -> Vec<&str> {
        self.entries.keys().map(String::as_str).collect()
    }

    fn has(&self, path: &str) -> bool {
        self.entries.contains_key(&Package::normal(path))
    }

    fn read(&self, path: &str, most: u64) -> Option<io::Result<Vec<u8>>> {
        let at = *self.entries.get(&Package::normal(path))?;
        let mut zip = self.zip.clone();
        let entry = zip.by_index(at).map_err(io::Error::other);
        let read = entry.and_then(|entry| {
            let mut bytes = Vec::new();
            entry.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
            Ok(bytes)
        });
        Some(read)
    }

    fn shown(&self, path: &str) -> String {
        format!("{}{}{}", self.shown, self.inner, Package::normal(path))
    }

    fn unreadable(&self, path: &str, error: &io::Error) -> Diagnostic {
        let why = format!("it cannot be read: {error}");
        archive_unreadable::whole(&self.shown(path), &why)
    }
}

fn is_odd(name: &str) -> bool {
    let odd = |part: &str| part.is_empty() || part == "." || part == "..";
    name.contains(['\\', '\0']) || name.split('/').any(odd)
}

/// A place in an archive's bytes; copies of it read independently of each other.
#[derive(Debug, Clone)]
enum At {
    File {
        file: Arc<File>,
        length: u64,
        position: u64,
    },
    Bytes(Cursor<Arc<[u8]>>),
}

impl Read for At {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Bytes(cursor) => cursor.read(buffer),
            Self::File { file, position, .. } => {
                let read = file.read_at(buffer, *position)?;
                *position += read as u64;
                Ok(read)
            }
        }
    }
}

impl Seek for At {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Bytes(cursor) => cursor.seek(to),
            Self::File {
                length, position, ..
            } => {
                let new = match to {
                    SeekFrom::Start(at) => Some(at),
                    SeekFrom::End(by) => length.checked_add_signed(by),
                    SeekFrom::Current(by) => position.checked_add_signed(by),
                };
                *position = new.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
                Ok(*position)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Archive, Files, Flaw, Package};
    use crate::cfct::{TOP_FOLDER, zip};

    fn archive(files: &[(&str, &str)]) -> Archive {
        let mut package = Package::new();
        for (path, text) in files {
            package.insert(*path, *text);
        }
        Archive::of_bytes(zip(&package).unwrap(), "x.zip!").unwrap()
    }

    fn text(files: &dyn Files, path: &str) -> String {
        String::from_utf8(files.read(path, 100).unwrap().unwrap()).unwrap()
    }

    #[test]
    fn what_was_zipped_is_read() {
        let read = archive(&[("manifest.yaml", "a"), ("policies/a.json", "{}")]);
        assert_eq!(read.paths(), ["manifest.yaml", "policies/a.json"]);
        assert_eq!(text(&read, "./policies//a.json"), "{}");
        assert_eq!(read.shown("manifest.yaml"), "x.zip!manifest.yaml");
        assert!(read.flaws().is_empty());
        assert!(read.read("policies/b.json", 1).is_none());
    }

    #[test]
    fn the_one_folder_that_cfct_looks_into_is_looked_into() {
        let manifest = format!("{TOP_FOLDER}/manifest.yaml");
        let read = archive(&[(&manifest, "a"), ("other.txt", "b")]);
        assert_eq!(read.paths(), ["manifest.yaml"]);
        assert_eq!(read.shown("manifest.yaml"), format!("x.zip!{manifest}"));
        let both = archive(&[(&manifest, "a"), ("manifest.yaml", "b")]);
        assert_eq!(text(&both, "manifest.yaml"), "b");
    }

    #[test]
    fn a_path_that_leads_out_is_a_flaw_and_no_file() {
        for odd in ["../a.json", "/a.json", "a//b.json", "a\\b.json", "./a.json"] {
            let read = archive(&[(odd, "{}")]);
            assert_eq!(read.flaws(), [Flaw::Path(odd.to_owned())]);
            assert!(read.paths().is_empty());
        }
        assert!(Archive::of_bytes(b"no archive".to_vec(), "x!").is_err());
    }
}
