//! One side of a comparison, as the user names it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cfct::{Files as _, MANIFEST};
use crate::cli::input;
use crate::diagnostic::{Diagnostic, Source};
use crate::policy::{Attached, Document, Level};
use crate::release::Shipped;
use crate::render::Shown;
use crate::simulate::{Hung, path_of_any};
use crate::text::rules::unreadable_file;
use crate::text::{self, Kind, Node};

use super::package::{archive, package, source};

/// What one side is.
pub(super) enum Side {
    /// Policies of one level, and how they can be named.
    Set(Level, Shown),
    /// A release, and its folder.
    Release(Box<Shipped>, String),
    /// The policies of a CfCT package, where its manifest attaches them.
    Package(Vec<Hung>),
}

/// Folders are looked into this deep.
const DEEPEST: usize = 8;

impl Side {
    /// Reads files joined by `+`, a folder, a zip, or a release. What is left out of a folder or a zip is added to `left_out`.
    pub(super) fn read(
        named: &str,
        findings: &mut Vec<Diagnostic>,
        left_out: &mut Vec<String>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let whole = Path::new(named);
        if whole.join("provenance.json").is_file() && whole.join("package").is_dir() {
            let shipped = Shipped::read(whole, findings)?;
            return Ok(Self::Release(Box::new(shipped), named.to_owned()));
        }
        // A path that is there is one, whatever its name has in it.
        let parts: Vec<&str> = if whole.exists() {
            vec![named]
        } else {
            named.split('+').collect()
        };
        if let [one] = parts.as_slice()
            && let Some(package) = package(Path::new(one))?
        {
            return Ok(Self::Package(package));
        }
        let mut found = Vec::new();
        let mut set = Set::default();
        for part in parts {
            if part.is_empty() {
                let why = "nothing is named beside a `+`";
                found.push(unreadable(whole, why));
                continue;
            }
            if let Err(problems) = set.add(Path::new(part), left_out) {
                found.extend(problems);
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        let shown = if set.typed {
            Shown::Files(set.files)
        } else {
            Shown::Nothing
        };
        let level = Level {
            name: "--scp".to_owned(),
            attached: set.attached,
        };
        Ok(Self::Set(level, shown))
    }

    /// The OUs that have a policy; none of a set.
    pub(super) fn ous(&self) -> BTreeSet<String> {
        match self {
            Self::Set(..) => BTreeSet::new(),
            Self::Release(shipped, _) => shipped.ous().into_iter().map(str::to_owned).collect(),
            Self::Package(hung) => hung.iter().map(|own| own.ou.clone()).collect(),
        }
    }

    /// The policies on the path of an OU, or the set; and how they can be named.
    pub(super) fn levels(&self, ou: Option<&str>) -> (Vec<Level>, Shown) {
        match (self, ou) {
            (Self::Set(level, shown), _) => (vec![level.clone()], shown.clone()),
            (Self::Package(hung), ou) => (
                path_of_any(ou.unwrap_or("Root"), hung, None),
                Shown::Nothing,
            ),
            (Self::Release(shipped, folder), ou) => {
                let ou = ou.unwrap_or("Root");
                let shown = Shown::Release {
                    folder: folder.clone(),
                    ou: ou.to_owned(),
                };
                (shipped.levels_of_any(ou), shown)
            }
        }
    }
}

pub(super) fn is_zip(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

/// Policies that were read.
struct Set {
    attached: Vec<Attached>,
    files: Vec<String>,
    /// Every one is a file that `simulate` takes.
    typed: bool,
}

impl Default for Set {
    fn default() -> Self {
        Self {
            attached: Vec::new(),
            files: Vec::new(),
            typed: true,
        }
    }
}

impl Set {
    fn add(&mut self, path: &Path, left_out: &mut Vec<String>) -> Result<(), Vec<Diagnostic>> {
        if (path.is_dir() || is_zip(path)) && package(path)?.is_some() {
            let why = "it is a CfCT package, whose manifest says where each policy is attached: compare it by itself, or name its policy files";
            return Err(vec![unreadable(path, why)]);
        }
        if path.is_dir() {
            return self.add_folder(path, left_out);
        }
        if is_zip(path) {
            return self.add_zip(path, left_out);
        }
        let source = input::read(path)?.source;
        self.push(&path.display().to_string(), &Document::read(&source)?);
        self.typed &= path != Path::new("-");
        Ok(())
    }

    fn add_folder(
        &mut self,
        path: &Path,
        left_out: &mut Vec<String>,
    ) -> Result<(), Vec<Diagnostic>> {
        let mut files = Vec::new();
        list(path, DEEPEST, &mut files)
            .map_err(|error| vec![unreadable(path, &error.to_string())])?;
        files.sort();
        let mut found = Vec::new();
        for file in files {
            if file.ends_with(MANIFEST) {
                let why = format!(
                    "`{}` says where policies are attached: compare that folder",
                    file.display()
                );
                return Err(vec![unreadable(path, &why)]);
            }
            let name = file.display().to_string();
            let read = input::read(&file).and_then(|input| self.add_text(&name, &input.source));
            match read {
                Ok(true) => {}
                Ok(false) => left_out.push(name),
                Err(problems) => found.extend(problems),
            }
        }
        if self.attached.is_empty() && found.is_empty() {
            found.push(unreadable(path, "there is no policy in it"));
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }

    fn add_zip(&mut self, path: &Path, left_out: &mut Vec<String>) -> Result<(), Vec<Diagnostic>> {
        self.typed = false;
        let archive = archive(path)?;
        let mut found = Vec::new();
        let before = self.attached.len();
        for inner in archive.paths() {
            if !is_json(Path::new(inner)) {
                continue;
            }
            let name = archive.shown(inner);
            let read =
                source(&archive, path, inner).and_then(|source| self.add_text(&name, &source));
            match read {
                Ok(true) => {}
                Ok(false) => left_out.push(name),
                Err(problems) => found.extend(problems),
            }
        }
        if self.attached.len() == before && found.is_empty() {
            found.push(unreadable(path, "there is no policy in it"));
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }

    /// Adds a JSON file if it is a policy: other files of a package are JSON as well.
    fn add_text(&mut self, name: &str, source: &Arc<Source>) -> Result<bool, Vec<Diagnostic>> {
        let node = text::json(source)?;
        if !is_policy(&node) {
            return Ok(false);
        }
        self.push(name, &Document::from_node(&node)?);
        Ok(true)
    }

    fn push(&mut self, name: &str, document: &Document) {
        let attached = Attached::from_document(input::file_name(name), document);
        self.attached.push(attached);
        self.files.push(name.to_owned());
    }
}

fn is_policy(node: &Node) -> bool {
    let wrapped = node.get("Policy").unwrap_or(node);
    matches!(node.kind, Kind::Object(_))
        && (node.get("Statement").is_some() || wrapped.get("Content").is_some())
}

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// The JSON files and manifests below a folder; links are not followed.
fn list(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() && deep > 0 {
            list(&entry.path(), deep - 1, files)?;
        } else if kind.is_file() && (is_json(&entry.path()) || entry.file_name() == MANIFEST) {
            files.push(entry.path());
        }
    }
    Ok(())
}

pub(super) fn unreadable(path: &Path, why: &str) -> Diagnostic {
    unreadable_file::unreadable(&path.display().to_string(), why)
}
