//! A `CfCT` package as a side: the policies where its manifest attaches them.

use std::fs;
use std::path::Path;

use crate::cfct::{self, MANIFEST, Package, PackageView, TOP_FOLDER, attachments};
use crate::cli::input;
use crate::diagnostic::Diagnostic;
use crate::policy::{Attached, Document};
use crate::simulate::Hung;
use crate::text;

use super::side::{is_zip, unreadable};

/// The policies of a `CfCT` package, a folder or a zip with a manifest where `CfCT` looks for it, by OU; `None`: it is none.
pub(super) fn package(path: &Path) -> Result<Option<Vec<Hung>>, Vec<Diagnostic>> {
    let read = if is_zip(path) {
        zipped(path)
    } else {
        folder(path)
    };
    let Some((shown, package)) = read? else {
        return Ok(None);
    };
    let bytes = |name: &str| package.get(name).map(|file| file.bytes.clone());
    let source = |name: &str, bytes: Vec<u8>| {
        text::source(&format!("{shown}{name}"), bytes).map_err(|finding| vec![*finding])
    };
    let Some(manifest) = bytes(MANIFEST) else {
        return Ok(None);
    };
    let manifest = text::yaml(&source(MANIFEST, manifest)?)?;
    let view = PackageView {
        manifest: &manifest,
        package: Some(&package),
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
        let document = match bytes(&policy.resource_file) {
            Some(bytes) => {
                source(&policy.resource_file, bytes).and_then(|source| Document::read(&source))
            }
            None => {
                let why = format!("it has no `{}`", policy.resource_file);
                Err(vec![unreadable(path, &why)])
            }
        };
        match document {
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

/// How the files of a package are called in messages: what goes before their paths.
type Shown = String;

fn zipped(path: &Path) -> Result<Option<(Shown, Package)>, Vec<Diagnostic>> {
    let refused = |why: &str| vec![unreadable(path, why)];
    let bytes = fs::read(path).map_err(|error| refused(&error.to_string()))?;
    let package = cfct::unzip(&bytes).map_err(|error| refused(&error.to_string()))?;
    let package = package.without_top_folder();
    let inner = format!("/{MANIFEST}");
    if package.get(MANIFEST).is_none()
        && let Some(file) = package
            .files()
            .iter()
            .find(|own| own.path.ends_with(&inner))
    {
        return Err(refused(&format!(
            "its manifest is `{}`; CfCT looks for `{MANIFEST}` and for `{TOP_FOLDER}/{MANIFEST}` only",
            file.path
        )));
    }
    Ok(Some((format!("{}!", path.display()), package)))
}

/// The manifest of a folder, and the files that it names.
fn folder(path: &Path) -> Result<Option<(Shown, Package)>, Vec<Diagnostic>> {
    let roots = [path.to_owned(), path.join(TOP_FOLDER)];
    let Some(root) = roots.iter().find(|root| root.join(MANIFEST).is_file()) else {
        return Ok(None);
    };
    let mut package = Package::new();
    let manifest = input::read(&root.join(MANIFEST))?.source;
    let resources = text::yaml(&manifest)?;
    package.insert(MANIFEST, manifest.text.as_bytes());
    let resources = resources.get("resources");
    for resource in resources.map(text::Node::items).unwrap_or_default() {
        let name = resource.get("resource_file").and_then(text::Node::as_str);
        let is_policy = resource.get("deploy_method").and_then(text::Node::as_str) == Some("scp");
        if let Some(name) = name.filter(|name| is_policy && root.join(name).is_file()) {
            let source = input::read(&root.join(name))?.source;
            package.insert(Package::normal(name), source.text.as_bytes());
        }
    }
    Ok(Some((format!("{}/", root.display()), package)))
}
