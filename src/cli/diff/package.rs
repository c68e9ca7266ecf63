//! A `CfCT` package as a side: the policies where its manifest attaches them.

use std::path::Path;

use crate::cfct::{Archive, Files, Folder, MANIFEST, PackageView, TOP_FOLDER, attachments};
use crate::diagnostic::{Diagnostic, Source};
use crate::policy::{Attached, Document};
use crate::simulate::Hung;
use crate::text;

use super::side::{is_zip, unreadable};

/// The policies of a `CfCT` package, a folder or a zip with a manifest where `CfCT` looks for it, by OU; `None`: it is none.
pub(super) fn package(path: &Path) -> Result<Option<Vec<Hung>>, Vec<Diagnostic>> {
    let Some(files) = files(path)? else {
        return Ok(None);
    };
    let manifest = text::yaml_with_anchors(&source(&*files, path, MANIFEST)?)?;
    let view = PackageView {
        manifest: &manifest,
        files: Some(&*files),
        organization: None,
    };
    let refused = "what would be attached is not what this package says, so its effect can't be told: mend it, or name the policy files themselves";
    let policies = attachments(&view).map_err(|mut found| {
        let last = found.pop().map(|last| last.note(refused));
        found.extend(last);
        found
    })?;
    let mut hung = Vec::new();
    let mut found = Vec::new();
    for policy in policies {
        let read = source(&*files, path, &policy.resource_file);
        match read.and_then(|source| Document::read(&source)) {
            Ok(document) => hung.extend(policy.organizational_units.into_iter().map(|ou| Hung {
                ou,
                attached: Attached::from_document(policy.name.as_str(), &document),
            })),
            Err(problems) => found.extend(problems),
        }
    }
    if found.is_empty() {
        Ok(Some(hung))
    } else {
        Err(found)
    }
}

/// The files of a package; `None` if there is no manifest.
fn files(path: &Path) -> Result<Option<Box<dyn Files>>, Vec<Diagnostic>> {
    if is_zip(path) {
        let archive = archive(path)?;
        let inner = format!("/{MANIFEST}");
        if !archive.has(MANIFEST)
            && let Some(other) = archive.paths().iter().find(|own| own.ends_with(&inner))
        {
            return Err(vec![unreadable(
                path,
                &format!(
                    "its manifest is `{other}`; CfCT looks for `{MANIFEST}` and for `{TOP_FOLDER}/{MANIFEST}` only"
                ),
            )]);
        }
        return Ok(archive
            .has(MANIFEST)
            .then(|| Box::new(archive) as Box<dyn Files>));
    }
    let roots = [path.to_owned(), path.join(TOP_FOLDER)];
    if !roots.iter().any(|root| root.join(MANIFEST).is_file()) {
        return Ok(None);
    }
    match Folder::open(path) {
        Ok(folder) => Ok(Some(Box::new(folder))),
        Err(error) => Err(vec![unreadable(path, &error.to_string())]),
    }
}

/// An archive without flaws.
pub(super) fn archive(path: &Path) -> Result<Archive, Vec<Diagnostic>> {
    let archive = Archive::open(path).map_err(|error| {
        let why = format!("it is no zip archive that can be read: {error}");
        vec![unreadable(path, &why)]
    })?;
    match archive.flaws().first() {
        Some(flaw) => Err(vec![unreadable(path, &flaw.to_string())]),
        None => Ok(archive),
    }
}

/// The text of a file of a package.
pub(super) fn source(
    files: &dyn Files,
    package: &Path,
    path: &str,
) -> Result<std::sync::Arc<Source>, Vec<Diagnostic>> {
    let bytes = match files.read(path, text::MAX_BYTES) {
        Some(Ok(bytes)) => bytes,
        Some(Err(error)) => return Err(vec![unreadable(package, &format!("`{path}`: {error}"))]),
        None => return Err(vec![unreadable(package, &format!("it has no `{path}`"))]),
    };
    text::source(&files.shown(path), bytes).map_err(|finding| vec![*finding])
}
