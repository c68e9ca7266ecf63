//! The package that a release is merged into: the customer's own, without what an earlier build put there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::cfct::merge::{self, Foreign, NotMerged};
use crate::cfct::{Archive, Files, Folder, MANIFEST, Package, Resource, StackSet, TOP_FOLDER};
use crate::check;
use crate::compose::Composition;
use crate::diagnostic::{Diagnostic, Severity};
use crate::policy::Quota;
use crate::render::Beneath;
use crate::text::{Kind, Node, sha256};

use super::assemble::{RETIRED, resources};
use super::delivered::Delivered;
use super::identities::{packaged, stack_sets};
use super::inputs::Input;
use super::ledger::Held;
use super::previous::carries_region_deny;
use super::rules::{base_clash, base_not_editable, base_region, base_unreadable};
use super::slots::Slots;

/// A customer's package.
#[derive(Debug)]
pub struct Base {
    /// Its files, those of an earlier block of ours left out; the manifest as it was.
    package: Package,
    /// What goes before the path of the manifest: nothing, or [`TOP_FOLDER`] and `/`.
    inner: String,
    manifest: Foreign,
    /// How it is called in messages.
    shown: String,
    /// A zip, and not a folder.
    is_zip: bool,
    /// A policy of ours that was in it carries a Region deny.
    holds: bool,
    /// What it is in the record of inputs.
    pub input: Input,
    /// The stack sets of ours that were in it.
    delivered: Vec<Delivered>,
}

/// A package with ours in it.
#[derive(Debug, Clone)]
pub struct Merged {
    /// Every file by its path in the archive.
    pub package: Package,
    /// What goes before the path of the manifest.
    pub inner: String,
}

/// The most that is read of a package together.
const MOST: u64 = 256 * 1024 * 1024;

impl Base {
    /// Reads a package from a folder or a zip.
    ///
    /// # Errors
    /// There is no package that could be merged into; the findings say why.
    pub fn read(path: &Path, version: Option<&str>) -> Result<Self, Vec<Diagnostic>> {
        let shown = path.display().to_string();
        let refused = |why: &str| vec![base_unreadable::finding(&shown, why)];
        let is_zip = !path.is_dir();
        let (mut package, hash) = if is_zip {
            let bytes = fs::read(path).map_err(|error| refused(&error.to_string()))?;
            let hash = sha256(&bytes);
            let archive = Archive::whole(bytes, &format!("{shown}!"))
                .map_err(|error| refused(&format!("it is no zip archive: {error}")))?;
            if let Some(flaw) = archive.flaws().first() {
                return Err(refused(&flaw.to_string()));
            }
            (read_all(&archive).map_err(|why| refused(&why))?, hash)
        } else {
            let folder = Folder::whole(path).map_err(|error| refused(&error.to_string()))?;
            if let Some(path) = folder.left_out().first() {
                return Err(refused(&format!(
                    "`{path}` leads out of the folder, to a folder, is no file or too deep, and would be left out; put what it stands for in its place"
                )));
            }
            let package = read_all(&folder).map_err(|why| refused(&why))?;
            let list = package
                .files()
                .iter()
                .map(|file| format!("{}  ./{}\n", sha256(&file.bytes), file.path));
            let hash = sha256(list.collect::<String>().as_bytes());
            (package, hash)
        };
        let top = format!("{TOP_FOLDER}/");
        let inner = match (
            package.get(MANIFEST).is_some(),
            package.get(&format!("{top}{MANIFEST}")).is_some(),
        ) {
            (true, _) => String::new(),
            (false, true) => top,
            (false, false) => {
                return Err(refused(&format!(
                    "it has no `{MANIFEST}` where CfCT looks for it"
                )));
            }
        };
        let manifest_path = format!("{inner}{MANIFEST}");
        let bytes = package
            .get(&manifest_path)
            .map(|file| file.bytes.clone())
            .unwrap_or_default();
        let Ok(manifest) = String::from_utf8(bytes) else {
            return Err(refused("its manifest is not UTF-8"));
        };
        let name = format!("{shown}{}{manifest_path}", if is_zip { "!" } else { "/" });
        let manifest = merge::without_block(&name, &manifest)
            .map_err(|why| base_not_editable::findings(&name, why, None))?;
        let theirs = files_of(&manifest.document);
        let mut holds = false;
        let policies = manifest.ours.iter().map(|own| &own.resource_file);
        let templates = manifest.stack_sets.iter().map(|own| &own.resource_file);
        let template = |own: &StackSet| {
            let path = Package::normal(&own.resource_file);
            let file = package.get(&format!("{inner}{path}"));
            Delivered {
                stack_set: own.clone(),
                template: file.map_or_else(Vec::new, |file| file.bytes.clone()),
            }
        };
        let delivered = manifest.stack_sets.iter().map(template).collect();
        for file in policies.chain(templates) {
            let file = Package::normal(file);
            if !theirs.contains(&file)
                && let Some(old) = package.remove(&format!("{inner}{file}"))
            {
                holds |= carries_region_deny(&old.bytes);
            }
        }
        package.insert(manifest_path, manifest.text.as_bytes());
        Ok(Self {
            input: Input {
                role: "base",
                name: file_name(path),
                sha256: hash,
                s3_version: version.map(str::to_owned),
            },
            is_zip,
            package,
            delivered,
            holds,
            inner,
            manifest,
            shown: name,
        })
    }

    /// What a report and a runbook say of it.
    pub fn beneath(&self) -> Beneath<'_> {
        Beneath {
            name: &self.input.name,
            sha256: &self.input.sha256,
            is_zip: self.is_zip,
            version: self.input.s3_version.as_deref(),
        }
    }

    /// The policies of ours that an earlier build put into it.
    pub fn ours(&self) -> &[Resource] {
        &self.manifest.ours
    }

    /// Does the manifest have CfCT delete stack sets whose entry is gone?
    pub fn deletes_stack_sets(&self) -> bool {
        let flag = self.manifest.document.get("enable_stack_set_deletion");
        flag.is_some_and(|own| matches!(own.kind, Kind::Bool(true)))
    }

    /// The stack sets of ours that an earlier build put into it.
    pub fn delivered(&self) -> &[Delivered] {
        &self.delivered
    }

    /// The home Region that the manifest names.
    pub fn region(&self) -> &str {
        let region = self.manifest.document.get("region");
        region.and_then(Node::as_str).unwrap_or_default()
    }

    /// What is wrong if it is the package of another landing zone than that of a home Region.
    pub fn check_region(&self, home: &str) -> Option<Diagnostic> {
        let theirs = self.manifest.document.get("region")?;
        let name = theirs.as_str().filter(|name| *name != home)?;
        Some(base_region::finding(name, home, Some(theirs.place())))
    }

    /// Their slots; `prefix` is what the names of policies begin with.
    pub fn slots(&self, prefix: &str) -> Slots {
        let slots = self.manifest.ours.iter().filter_map(|own| {
            let held = Held {
                policy: own.name.clone(),
                ou: own.organizational_units.first()?.clone(),
                ou_id: None,
                sha256: String::new(),
                retired: own.description == RETIRED,
            };
            let slot = own.name.strip_prefix(prefix).unwrap_or(&own.name);
            Some((slot.to_owned(), held))
        });
        Slots::of(self.holds.then_some("replace"), slots).in_a_package(true)
    }

    /// The package without anything of ours.
    pub fn without_ours(&self) -> Merged {
        Merged {
            package: self.package.clone(),
            inner: self.inner.clone(),
        }
    }

    /// The package with the policies of a composition: in one block at the end of its resources. What is found beside errors is returned with it.
    ///
    /// # Errors
    /// A name or a path of ours is one of theirs, the manifest is of a form that is not edited, or the pipeline would not take what came out.
    pub fn merge(
        &self,
        composition: &Composition,
        quota: Quota,
    ) -> Result<(Merged, Vec<Diagnostic>), Vec<Diagnostic>> {
        let texts = composition
            .all()
            .map(|own| (own.file(), own.text.to_string()));
        let texts = texts.chain(packaged(composition));
        let (policies, stack_sets) = (resources(composition), stack_sets(composition));
        self.merge_resources(&policies, &stack_sets, texts, quota)
    }

    /// The same of policies and stack sets with the paths and texts of their files.
    ///
    /// # Errors
    /// As [`Base::merge`].
    pub fn merge_resources(
        &self,
        resources: &[Resource],
        stack_sets: &[StackSet],
        texts: impl Iterator<Item = (String, String)>,
        quota: Quota,
    ) -> Result<(Merged, Vec<Diagnostic>), Vec<Diagnostic>> {
        let mut found = Vec::new();
        for theirs in named(&self.manifest.document) {
            if let Some(name) = theirs.as_str()
                && (resources.iter().any(|own| own.name == name)
                    || stack_sets.iter().any(|own| own.name == name))
            {
                found.push(base_clash::name(theirs, name));
            }
        }
        let mut merged = self.without_ours();
        for (path, text) in texts {
            let path = format!("{}{path}", self.inner);
            let old = merged.package.insert(path.as_str(), text.into_bytes());
            if old.is_some() {
                found.push(base_clash::path(&self.shown, &path));
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        let text = merge::with_block(&self.manifest, resources, stack_sets).map_err(|why| {
            let block = merge::block_to_paste(resources, stack_sets);
            base_not_editable::findings(&self.shown, why, Some(&block))
        })?;
        merged
            .package
            .insert(format!("{}{MANIFEST}", self.inner), text);
        let found = self.checked(&merged, quota);
        if found.iter().any(|own| own.severity() == Severity::Error) {
            return Err(found);
        }
        Ok((merged, found))
    }

    /// What the rules say of a package: the whole of it is uploaded, so what is wrong with theirs would stop ours as well.
    fn checked(&self, merged: &Merged, quota: Quota) -> Vec<Diagnostic> {
        let seen = merged.package.below(&merged.inner);
        let against = check::Against {
            quota,
            ..check::Against::default()
        };
        let mut ignores = check::Ignores::default();
        let files = Called {
            package: &seen,
            prefix: self.shown.strip_suffix(MANIFEST).unwrap_or_default(),
        };
        let report = check::package(&files, &self.shown, against, &mut ignores);
        let mut found = report.findings;
        // What is of interest to a build is what stops it; the rest `check` tells.
        found.retain(|own| own.severity() == Severity::Error);
        found
    }
}

/// A package in memory whose files are called as where they came from.
struct Called<'a> {
    package: &'a Package,
    /// What goes before a path in messages.
    prefix: &'a str,
}

impl Files for Called<'_> {
    fn paths(&self) -> Vec<&str> {
        self.package.paths()
    }

    fn has(&self, path: &str) -> bool {
        self.package.has(path)
    }

    fn read(&self, path: &str, most: u64) -> Option<io::Result<Vec<u8>>> {
        self.package.read(path, most)
    }

    fn shown(&self, path: &str) -> String {
        format!("{}{}", self.prefix, Package::normal(path))
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn read_all(files: &dyn Files) -> Result<Package, String> {
    let mut package = Package::new();
    let mut left = MOST;
    for path in files.paths() {
        let bytes = match files.read(path, left) {
            Some(Ok(bytes)) => bytes,
            Some(Err(error)) => return Err(format!("`{path}`: {error}")),
            None => return Err(format!("`{path}` leads out of it")),
        };
        left = left
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| format!("it has more than {} MiB", MOST / 1024 / 1024))?;
        package.insert(path, bytes);
    }
    Ok(package)
}

/// The names of a manifest's resources, where they stand.
fn named(document: &Node) -> impl Iterator<Item = &Node> {
    items(document).iter().filter_map(|item| item.get("name"))
}

/// The files that a manifest's resources name.
fn files_of(document: &Node) -> BTreeSet<String> {
    let keys = ["resource_file", "parameter_file"];
    items(document)
        .iter()
        .flat_map(|item| keys.iter().filter_map(|key| item.get(key)?.as_str()))
        .map(Package::normal)
        .collect()
}

fn items(document: &Node) -> &[Node] {
    match document.get("resources").map(|node| &node.kind) {
        Some(Kind::Array(items)) => items,
        _ => &[],
    }
}

/// Why a manifest is not edited, as the end of a sentence; or what its reader found.
pub(super) fn problems(why: NotMerged) -> Result<&'static str, Vec<Diagnostic>> {
    match why {
        NotMerged::Unreadable(found) => Err(found),
        NotMerged::Form(why) | NotMerged::Marks(why) => Ok(why),
    }
}
