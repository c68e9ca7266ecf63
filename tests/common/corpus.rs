//! The corpus of packages: each in one text, with the fact it is made from and the findings that it must have.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crispack::cfct::{Archive, Files, Folder, Package, zip};
use crispack::check::{self, Against, Ignores};
use crispack::diagnostic::{Diagnostic, Severity, Source};
use crispack::org::Organization;
use crispack::policy::Quota;
use crispack::spec::Day;

use super::place::Place;

/// The day on which the corpus is checked.
const TODAY: &str = "2026-11-25";

/// What a line that stands for the missing line break at the end of a file says.
const NO_NEWLINE: &str = "\\ no newline at the end\n";

/// A package of the corpus.
pub(crate) struct Case {
    pub(crate) name: String,
    /// Where its facts come from.
    pub(crate) fact: String,
    /// `CODE LEVEL FILE:LINE`, sorted by file and line as they are told.
    pub(crate) expected: Vec<String>,
    /// The package, by path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) snapshot: Option<String>,
    quota: Quota,
}

/// The cases of `tests/corpus/KIND`, by name.
pub(crate) fn cases(kind: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(kind);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> Case {
    let text = fs::read_to_string(path).unwrap();
    let mut head = String::new();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    for line in text.split_inclusive('\n') {
        let mark = line
            .strip_prefix("-- ")
            .and_then(|rest| rest.strip_suffix(" --\n"));
        match (mark, &mut open) {
            (Some(name), _) => {
                close(open.take(), &mut files);
                open = Some((name.to_owned(), String::new()));
            }
            (None, Some((_, content))) => content.push_str(line),
            (None, None) => head.push_str(line),
        }
    }
    close(open, &mut files);
    let lines = |prefix: &str| -> Vec<String> {
        let found = head.lines().filter_map(|line| line.strip_prefix(prefix));
        found.map(str::to_owned).collect()
    };
    Case {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        fact: head.lines().next().unwrap().to_owned(),
        expected: lines("expect: "),
        snapshot: files
            .remove("../org-snapshot.json")
            .map(|bytes| String::from_utf8(bytes).unwrap()),
        quota: match lines("quota: ").first().map(String::as_str) {
            Some("legacy") => Quota::Legacy,
            None => Quota::Current,
            Some(other) => panic!("{other}"),
        },
        files,
    }
}

fn close(file: Option<(String, String)>, files: &mut BTreeMap<String, Vec<u8>>) {
    if let Some((name, content)) = file {
        let whole = content.strip_suffix(NO_NEWLINE);
        let content = whole.map_or(content.as_str(), |whole| whole.strip_suffix('\n').unwrap());
        files.insert(name, content.as_bytes().to_vec());
    }
}

impl Case {
    /// Writes the package into a folder.
    pub(crate) fn write(&self, place: &Place) -> PathBuf {
        for (path, bytes) in &self.files {
            place.write(&format!("pack/{path}"), bytes);
        }
        let folder = place.path().join("pack");
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// The package as a zip.
    pub(crate) fn zip(&self) -> Vec<u8> {
        let mut package = Package::new();
        for (path, bytes) in &self.files {
            package.insert(path.as_str(), bytes.as_slice());
        }
        zip(&package).unwrap()
    }

    /// What is found in the folder.
    pub(crate) fn in_folder(&self, folder: &Path) -> Vec<Diagnostic> {
        self.look(&Folder::open(folder).unwrap())
    }

    /// What is found in the zip.
    pub(crate) fn in_zip(&self) -> Vec<Diagnostic> {
        let archive = Archive::of_bytes(self.zip(), "x.zip!").unwrap();
        assert!(
            archive.flaws().is_empty(),
            "{}: {:?}",
            self.name,
            archive.flaws()
        );
        self.look(&archive)
    }

    fn look(&self, files: &dyn Files) -> Vec<Diagnostic> {
        let organization = self.snapshot.as_ref().map(|text| {
            Organization::read(&Source::new("org-snapshot.json", text.as_str())).unwrap()
        });
        let against = Against {
            quota: self.quota,
            organization: organization.as_ref(),
            with_edits: true,
        };
        let mut ignores = Ignores::default();
        let mut report = check::package(files, "the package", against, &mut ignores);
        ignores.apply(&mut report, Day::parse(TODAY).unwrap());
        report.findings
    }
}

/// A finding in one line: code, level, file and line; `root` is what the file's name begins with.
pub(crate) fn line(finding: &Diagnostic, root: &str) -> String {
    let place = finding.labels.first().map_or_else(
        || "-".to_owned(),
        |label| {
            let name = &label.place.source.name;
            let (line, _) = label.place.source.line_column(label.place.span.start);
            // A package as a whole is called as it was named.
            let name = if name == "the package" { "pack" } else { name };
            format!("{}:{line}", name.strip_prefix(root).unwrap_or(name))
        },
    );
    format!("{} {} {place}", finding.rule.code, finding.severity())
}

/// Is it an error?
pub(crate) fn is_error(finding: &Diagnostic) -> bool {
    finding.severity() == Severity::Error
}
