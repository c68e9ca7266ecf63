//! What a path is, and how it is looked at.

use std::path::Path;
use std::sync::Arc;

use crate::cfct::rules::{archive_name, archive_unreadable};
use crate::cfct::{Archive, Files as _, Folder, MANIFEST, PackageView, TOP_FOLDER};
use crate::check::{self, Against, Ignores, Report, Text};
use crate::cli::input::{self, SPEC};
use crate::diagnostic::{Diagnostic, Source};
use crate::release::Shipped;
use crate::spec::Day;
use crate::text::{self, rules::empty_document, rules::unreadable_file};

use super::spec;

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
    // One that was refused may have its manifest behind what was refused.
    if archive.has(MANIFEST) || archive.flaws().is_empty() {
        report.add(check::package(archive, &shown, against, ignores));
    }
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
    ignores.saw(shown.as_str());
    match kind(path, &source) {
        What::Spec => spec::look(path, &source, today, ignores),
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
                is_sent: is_of_package(path),
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

/// Does a policy lie where packages have theirs, so that CfCT sends it as it stands? Elsewhere it may be the output of `describe-policy`, or have comments.
fn is_of_package(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    folder.is_some_and(|name| name == "policies")
}

/// A manifest without the files around it.
fn of_manifest(source: &Arc<Source>, against: Against<'_>, ignores: &mut Ignores) -> Report {
    let mut report = Report::default();
    report.looked.manifests = 1;
    match text::yaml_with_anchors(source) {
        Ok(manifest) => {
            ignores.read(source, &manifest);
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
