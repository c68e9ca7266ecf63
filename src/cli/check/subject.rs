//! What a path is, and how it is looked at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bedrock::Catalogue;
use crate::cfct::rules::{archive_name, archive_unreadable};
use crate::cfct::{Archive, Folder, MANIFEST, PackageView, TOP_FOLDER};
use crate::check::{self, Against, Ignores, Report, Text};
use crate::cli::asked::Asked;
use crate::cli::input::{self, SPEC};
use crate::cli::talk::Talk;
use crate::compose::{Basis, compose};
use crate::diagnostic::{Diagnostic, Source};
use crate::proof::{After, check_expectations};
use crate::release::Shipped;
use crate::spec::{self, Day};
use crate::text;
use crate::text::rules::{empty_document, unreadable_file};

/// Looks at what a path is: a folder, an archive, or a text that tells by its keys what it is.
pub(super) fn look(path: &Path, against: Against<'_>, today: Day, ignores: &mut Ignores) -> Report {
    if path.is_dir() {
        return folder(path, against, today, ignores);
    }
    let shown = input::shown(path);
    let no_archive = |error: &dyn std::fmt::Display| {
        let why = format!("it is no zip archive that can be read: {error}");
        found(vec![archive_unreadable::whole(&shown, &why)])
    };
    if is_archive(path) {
        return match Archive::open(path) {
            Ok(archive) => archived(&archive, path, against, ignores),
            Err(error) => no_archive(&error),
        };
    }
    match input::bytes(path) {
        Ok(bytes) if bytes.starts_with(b"PK") => {
            match Archive::of_bytes(bytes, &format!("{shown}!")) {
                Ok(archive) => archived(&archive, path, against, ignores),
                Err(error) => no_archive(&error),
            }
        }
        Ok(bytes) => one_text(path, &bytes, against, today, ignores),
        Err(findings) => found(findings),
    }
}

/// Adds what the specs above the paths silence; a spec that is looked at itself is among them.
pub(super) fn spec_ignores(paths: &[PathBuf], talk: &Talk, ignores: &mut Ignores) {
    let working = std::env::current_dir().unwrap_or_default();
    let mut specs = BTreeSet::new();
    for path in paths {
        let absolute = working.join(path);
        let from = if absolute.is_dir() {
            absolute
        } else {
            absolute.parent().map(Path::to_path_buf).unwrap_or_default()
        };
        let is_spec = path.file_name().is_some_and(|name| name == SPEC) && path.is_file();
        let nearest = if is_spec {
            Some(path.clone())
        } else {
            input::discover(&from).map(|spec| from.join(spec))
        };
        specs.extend(nearest);
    }
    for spec in specs {
        let mut problems = Vec::new();
        match Asked::from_file(&spec, &mut problems) {
            Ok(Some(asked)) if problems.is_empty() => {
                if !asked.raw.ignore.is_empty() {
                    talk.detail(&format!("`ignore` of {}", spec.display()));
                }
                ignores.read_spec(&asked.raw, &asked.origin);
            }
            _ => talk.detail(&format!(
                "{} can't be read, so it silences nothing",
                spec.display()
            )),
        }
    }
}

fn found(findings: Vec<Diagnostic>) -> Report {
    Report {
        findings,
        ..Report::default()
    }
}

fn is_archive(path: &Path) -> bool {
    path.is_file()
        && path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

fn archived(archive: &Archive, path: &Path, against: Against<'_>, ignores: &mut Ignores) -> Report {
    let shown = input::shown(path);
    let mut report = found(check::archive_flaws(archive, &shown));
    report
        .findings
        .extend(archive_name::check(&shown, &input::file_name(&shown)));
    report.add(check::package(archive, &shown, against, ignores));
    report
}

/// A release, a package, or the folder of a spec.
fn folder(path: &Path, against: Against<'_>, today: Day, ignores: &mut Ignores) -> Report {
    let inner = path.join("package");
    if path.join("provenance.json").is_file() && inner.is_dir() {
        let mut report = Report::default();
        if let Err(findings) = Shipped::read(path, &mut report.findings) {
            report.findings.extend(findings);
        }
        report.add(in_folder(&inner, against, ignores));
        return report;
    }
    let has_manifest = [path.to_owned(), path.join(TOP_FOLDER)]
        .iter()
        .any(|root| root.join(MANIFEST).is_file());
    let spec = path.join(SPEC);
    let mut report = Report::default();
    if spec.is_file() {
        report.add(look(&spec, against, today, ignores));
    }
    if has_manifest || !spec.is_file() {
        report.add(in_folder(path, against, ignores));
    }
    report
}

fn in_folder(path: &Path, against: Against<'_>, ignores: &mut Ignores) -> Report {
    match Folder::open(path) {
        Ok(folder) => check::package(&folder, &input::shown(path), against, ignores),
        Err(error) => found(vec![unreadable_file::unreadable(
            &input::shown(path),
            &error.to_string(),
        )]),
    }
}

/// A text by itself: a spec, a manifest, or a policy.
fn one_text(
    path: &Path,
    bytes: &[u8],
    against: Against<'_>,
    today: Day,
    ignores: &mut Ignores,
) -> Report {
    let shown = input::shown(path);
    let source = match text::source(&shown, bytes.to_vec()) {
        Ok(source) => source,
        Err(finding) => return found(vec![*finding]),
    };
    match kind(path, &source) {
        What::Spec => of_spec(path, &source, today, ignores),
        What::Manifest if path.file_name().is_some_and(|name| name == MANIFEST) => {
            match Folder::around(path) {
                Ok(folder) => check::package(&folder, &shown, against, ignores),
                Err(error) => found(vec![unreadable_file::unreadable(
                    &shown,
                    &error.to_string(),
                )]),
            }
        }
        What::Manifest => of_manifest(&source, against, ignores),
        What::Policy => {
            let text = Text {
                path: &input::file_name(&shown),
                shown: &shown,
                bytes,
                is_sent: false,
                is_scp: true,
            };
            let mut report = found(check::policy(text, against.quota, None));
            report.looked.policies = 1;
            report
        }
        What::Empty => found(vec![empty_document::empty_document(&source)]),
    }
}

enum What {
    Spec,
    Manifest,
    Policy,
    Empty,
}

/// A text's kind: by its name, by its keys, and if it has none that tell, a policy in JSON and a manifest in YAML.
fn kind(path: &Path, source: &Arc<Source>) -> What {
    let text = source.text.trim_start();
    let name = path.file_name().and_then(|name| name.to_str());
    if text.is_empty() {
        return What::Empty;
    }
    match name {
        Some(SPEC) => return What::Spec,
        Some(MANIFEST) => return What::Manifest,
        _ => {}
    }
    let is_json = text.starts_with(['{', '[']);
    let document = if is_json {
        text::json(source)
    } else {
        text::outline(source)
    };
    let has = |key: &str| document.as_ref().is_ok_and(|node| node.get(key).is_some());
    if has("modes") || has("region_deny") {
        What::Spec
    } else if has("resources") || has("organization_policies") || has("cloudformation_resources") {
        What::Manifest
    } else if is_json || text.starts_with('"') {
        What::Policy
    } else {
        What::Manifest
    }
}

/// A manifest without the files around it.
fn of_manifest(source: &Arc<Source>, against: Against<'_>, ignores: &mut Ignores) -> Report {
    ignores.read(source);
    let mut report = Report::default();
    report.looked.manifests = 1;
    match text::yaml_with_anchors(source) {
        Ok(manifest) => {
            let view = PackageView {
                manifest: &manifest,
                files: None,
                organization: against.organization,
            };
            report
                .findings
                .extend(check::manifest(&view, against.quota));
        }
        Err(findings) => report.findings.extend(findings),
    }
    report
}

/// A spec: everything that `build` would refuse short of the proof.
fn of_spec(path: &Path, source: &Arc<Source>, today: Day, ignores: &mut Ignores) -> Report {
    ignores.read(source);
    let mut report = Report::default();
    report.looked.specs = 1;
    let findings = &mut report.findings;
    let input = input::Input {
        source: Arc::clone(source),
        path: path.is_file().then(|| path.to_owned()),
    };
    let asked = match Asked::from_input(input, path, findings) {
        Ok(asked) => asked,
        Err(problems) => {
            findings.extend(problems);
            None
        }
    };
    let Some(asked) = asked else { return report };
    let place = asked.origin.value("/region_deny/baseline");
    let named = &asked.raw.region_deny.baseline;
    let baseline = input::baseline(named, &asked.base, place, findings)
        .map_err(|problems| findings.extend(problems))
        .ok();
    let catalogue = Catalogue::builtin();
    let facts = spec::Facts {
        baseline: baseline.as_ref().map(|(baseline, _)| baseline),
        catalogue,
        today,
    };
    let spec = spec::validate(&asked.raw, &asked.origin, facts, findings);
    if let (Some(spec), Some((baseline, _))) = (spec, &baseline) {
        report.looked.policies = usize::from(!baseline.is_builtin());
        let basis = Basis {
            spec: &spec,
            baseline,
            catalogue,
        };
        let composition = compose(basis, findings);
        if !spec.expectations.is_empty() {
            let after = After::of(basis, &composition);
            findings.extend(check_expectations(&spec, &after, catalogue));
        }
    }
    report
}
