use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::{Files, MANIFEST, Package, TOP_FOLDER};

/// The most files that are looked at, and the deepest folder: a configuration has some dozens and three.
const MOST_FILES: usize = 100_000;
const DEEPEST: usize = 16;

/// What the folder of a repository has and no pipeline packs.
const NOT_PACKED: [&str; 1] = [".git"];

/// A package in a folder.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    shown: String,
    paths: Vec<String>,
    left_out: Vec<String>,
}

impl Folder {
    /// Lists a folder's files; where it has no manifest and [`TOP_FOLDER`] in it has, those of that one.
    ///
    /// # Errors
    /// A folder cannot be read, or holds more than any package does.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let inner = folder.join(TOP_FOLDER);
        let is_inside = !folder.join(MANIFEST).is_file() && inner.join(MANIFEST).is_file();
        Self::whole(if is_inside { &inner } else { folder })
    }

    /// Lists every file of a folder, also where [`TOP_FOLDER`] has the manifest.
    ///
    /// # Errors
    /// As [`Folder::open`].
    pub fn whole(folder: &Path) -> io::Result<Self> {
        let mut listed = Self {
            shown: shown(folder),
            root: folder.to_owned(),
            paths: Vec::new(),
            left_out: Vec::new(),
        };
        listed.list(folder, "", 0)?;
        listed.paths.sort_unstable();
        Ok(listed)
    }

    /// Lists what a manifest at this path would be packed with: the files beside it, and those in the three folders that CfCT knows.
    ///
    /// The folder of a manifest that is looked at alone may be anybody's, with a million files in it.
    ///
    /// # Errors
    /// A folder cannot be read, or holds more than any package does.
    pub fn around(manifest: &Path) -> io::Result<Self> {
        let parent = manifest.parent().unwrap_or_else(|| Path::new(""));
        let root = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        let mut listed = Self {
            shown: shown(root),
            root: root.to_owned(),
            paths: Vec::new(),
            left_out: Vec::new(),
        };
        for entry in fs::read_dir(root)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                let name = entry.file_name().to_string_lossy().into_owned();
                listed.paths.push(name);
            }
        }
        for folder in ["policies", "templates", "parameters"] {
            let path = root.join(folder);
            if path.is_dir() {
                listed.list(&path, &format!("{folder}/"), 1)?;
            }
        }
        listed.paths.sort_unstable();
        Ok(listed)
    }

    /// What a packer would take and is not among the files: links to folders and out of this one, what lies too deep, and what is no file.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Where a file lies.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(Package::normal(path))
    }

    /// Is there a file that lies in the folder, whatever links and `..` lead to it?
    ///
    /// What is found in a file is shown with its lines, and a package of somebody else's is not to have those of other files shown.
    fn is_inside(&self, path: &Path) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        match (real(&self.root), real(path)) {
            (Some(root), Some(file)) => file.is_file() && file.starts_with(root),
            _ => false,
        }
    }

    fn list(&mut self, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                // A packer follows it; a folder behind it may be anywhere, and lead back here.
                if self.is_inside(&entry.path()) {
                    self.paths.push(path);
                } else {
                    self.left_out.push(path);
                }
            } else if kind.is_dir() {
                let is_packed = !(prefix.is_empty() && NOT_PACKED.contains(&name.as_str()));
                if is_packed && depth < DEEPEST {
                    self.list(&entry.path(), &format!("{path}/"), depth + 1)?;
                } else if is_packed {
                    self.left_out.push(path);
                }
            } else if kind.is_file() {
                self.paths.push(path);
            } else {
                // A pipe or a device: to read it may take for ever.
                self.left_out.push(path);
            }
            if self.paths.len() > MOST_FILES {
                return Err(io::Error::other("it has more than 100,000 files"));
            }
        }
        Ok(())
    }
}

impl Files for Folder {
    fn paths(&self) -> Vec<&str> {
        self.paths.iter().map(String::as_str).collect()
    }

    fn has(&self, path: &str) -> bool {
        let path = Package::normal(path);
        self.paths.binary_search(&path).is_ok() || self.is_inside(&self.path(&path))
    }

    fn read(&self, path: &str, most: u64) -> Option<io::Result<Vec<u8>>> {
        if !self.has(path) {
            return None;
        }
        let read = File::open(self.path(path)).and_then(|file| {
            let mut bytes = Vec::new();
            file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
            Ok(bytes)
        });
        Some(read)
    }

    fn shown(&self, path: &str) -> String {
        format!("{}{}", self.shown, Package::normal(path))
    }
}

/// What goes before the path of a file: nothing for the working directory.
fn shown(root: &Path) -> String {
    let text = root.display().to_string();
    let text = text.strip_prefix("./").unwrap_or(&text);
    match text {
        "" | "." => String::new(),
        _ if text.ends_with('/') => text.to_owned(),
        _ => format!("{text}/"),
    }
}
