use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cfct::{MANIFEST, Manifest};
use crate::compose::Composition;
use crate::diagnostic::{Diagnostic, Source};
use crate::spec::Spec;
use crate::text;

use super::files::{CHECKSUMS, PROVENANCE, ZIP};
use super::inputs::Input;
use super::owned::{Owner, owner};
use super::rules::{previous_unreadable, slot_lost, strategy_step};

/// The release that a new one follows: what it holds, and which policies it put on which OU.
#[derive(Debug, Clone)]
pub struct Previous {
    /// The files of its package with their paths below `package/`.
    package: BTreeMap<String, Vec<u8>>,
    /// Its zip.
    zip: Vec<u8>,
    /// The OU of each policy, by the policy's name.
    slots: BTreeMap<String, String>,
    /// Its strategy.
    strategy: String,
    /// What it is in the record of inputs.
    pub input: Input,
}

impl Previous {
    /// Reads a release of ours, every file as it was written.
    ///
    /// # Errors
    /// The folder is no such release.
    pub fn read(folder: &Path) -> Result<Self, Box<Diagnostic>> {
        let shown = folder.display().to_string();
        let refused = |why: &str| Box::new(previous_unreadable::finding(&shown, why));
        match owner(folder) {
            Ok(Owner::Us) => {}
            Ok(Owner::UsChanged(path)) => {
                return Err(refused(&format!(
                    "`{path}` was changed since it was written"
                )));
            }
            Ok(Owner::Nobody | Owner::Others) => {
                return Err(refused("it is not a release of crispack"));
            }
            Err(error) => return Err(refused(&error.to_string())),
        }
        let read = |path: &str| fs::read(folder.join(path)).map_err(|e| refused(&e.to_string()));
        let checksums = read(CHECKSUMS)?;
        let mut package = BTreeMap::new();
        for line in String::from_utf8_lossy(&checksums).lines() {
            if let Some((_, path)) = line.split_once("  package/") {
                package.insert(path.to_owned(), read(&format!("package/{path}"))?);
            }
        }
        let slots = package
            .get(MANIFEST)
            .and_then(|bytes| slots(bytes))
            .ok_or_else(|| refused("its manifest is not one that crispack writes"))?;
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Ok(Self {
            zip: read(ZIP)?,
            strategy: strategy(&read(PROVENANCE)?),
            input: Input::new("previous", name.unwrap_or_default(), &checksums),
            package,
            slots,
        })
    }

    /// The SHA-256 of its zip, in hexadecimal.
    pub(super) fn zip_sha256(&self) -> String {
        text::sha256(&self.zip)
    }

    /// Its strategy, as its record names it.
    pub(super) fn strategy(&self) -> &str {
        &self.strategy
    }

    /// Its zip and package, by their paths below `rollback/`.
    pub(super) fn content(&self) -> impl Iterator<Item = (String, &[u8])> {
        let package = self.package.iter();
        let package = package.map(|(path, bytes)| (format!("package/{path}"), bytes.as_slice()));
        package.chain([(ZIP.to_owned(), self.zip.as_slice())])
    }

    /// Did it hold a policy of this name?
    pub(super) fn holds(&self, policy: &str) -> bool {
        self.slots.contains_key(policy)
    }

    /// What would go wrong on the way from there: policies that CfCT would leave behind, since they are named no more or hang elsewhere now, and Regions that nothing
    /// would hold.
    pub fn compare(&self, spec: &Spec, composition: &Composition) -> Vec<Diagnostic> {
        let by_name: BTreeMap<&str, &str> = composition
            .policies
            .iter()
            .map(|policy| (&*policy.target.policy_name, policy.target.ou.as_str()))
            .collect();
        let name_of = |ou: &str| {
            let mut policies = composition.policies.iter();
            policies.find(|policy| policy.target.ou.as_str() == ou)
        };
        let mut findings = Vec::new();
        findings.extend(strategy_step::check(&self.strategy, spec.strategy.as_str()));
        for (name, ou) in &self.slots {
            match by_name.get(name.as_str()) {
                Some(now) if now == ou => {}
                Some(now) => findings.push(slot_lost::moved(name, ou, now)),
                None => findings.push(match name_of(ou) {
                    Some(policy) => slot_lost::renamed(name, ou, &policy.target),
                    None => slot_lost::vanished(name, ou),
                }),
            }
        }
        findings
    }
}

/// The policies of a manifest of ours with the one OU of each.
fn slots(manifest: &[u8]) -> Option<BTreeMap<String, String>> {
    let source = Source::new(MANIFEST, String::from_utf8(manifest.to_vec()).ok()?);
    let manifest = Manifest::from_node(&text::yaml(&source).ok()?)?;
    manifest
        .resources
        .into_iter()
        .map(|resource| match resource.organizational_units.as_slice() {
            [ou] => Some((resource.name, ou.clone())),
            _ => None,
        })
        .collect()
}

/// The strategy that a release says it was made under; releases of the first version say none, and were additive.
fn strategy(provenance: &[u8]) -> String {
    serde_json::from_slice::<serde_json::Value>(provenance)
        .ok()
        .and_then(|value| {
            let pointer = "/predicate/buildDefinition/externalParameters/strategy";
            value.pointer(pointer)?.as_str().map(str::to_owned)
        })
        .unwrap_or_else(|| "additive".to_owned())
}
