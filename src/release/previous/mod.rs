//! The release that a new one follows: what it held is kept for the way back, and what CfCT would leave behind of it is told.

mod record;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::cfct::StackSet;
use crate::compose::Tombstone;
use crate::diagnostic::Diagnostic;
use crate::render::Earlier;
use crate::spec::{Spec, Strategy};
use crate::text;

use super::delivered::Delivered;
use super::files::{CHECKSUMS, PROVENANCE, ZIP};
use super::inputs::Input;
use super::ledger::Held;
use super::owned::{Owner, owner};
use super::rules::{previous_unreadable, regions_left_open, strategy_step};
use super::slots::Slots;
use record::{Ours, inference_only};
pub(super) use record::{carries_region_deny, ours, settled, strategy};

/// The release that a new one follows: what it holds, and which policies it put on which OU.
#[derive(Debug, Clone)]
pub struct Previous {
    /// Its zip, its package and its OU control, by their paths.
    content: BTreeMap<String, Vec<u8>>,
    /// Its policies of ours.
    ours: Ours,
    /// The OUs directly below the root that have a policy, and the root if its policy carries a Region deny.
    covered: Vec<String>,
    /// The Regions that its policies close for everything but inference.
    inference_only: BTreeSet<String>,
    /// The SHA-256 of its zip, in hexadecimal.
    zip_sha256: String,
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
        let mut content = BTreeMap::from([(ZIP.to_owned(), read(ZIP)?)]);
        for line in String::from_utf8_lossy(&checksums).lines() {
            let path = line.split_once("  ").map_or("", |(_, path)| path);
            if path.starts_with("package/") || path.starts_with("control-tower/") {
                content.insert(path.to_owned(), read(path)?);
            }
        }
        let ours = ours(|path| content.get(path).cloned())
            .ok_or_else(|| refused("its manifest is not one that crispack writes"))?;
        let has_region_deny = |name: &&String| {
            let policy = content.get(&ours.policy(name));
            policy.is_none_or(|bytes| carries_region_deny(bytes))
        };
        let strategy = strategy(&read(PROVENANCE)?)
            .ok_or_else(|| refused("its record does not say under which strategy it was made"))?;
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let carriers: BTreeSet<String> =
            ours.slots.keys().filter(has_region_deny).cloned().collect();
        let is_top = |(name, ou): &(&String, &String)| match ou.as_str() {
            "Root" => carriers.contains(*name),
            ou => !ou.contains(':'),
        };
        let policies = ours.slots.keys();
        let policies = policies.filter_map(|name| content.get(&ours.policy(name)));
        Ok(Self {
            strategy,
            input: Input::new("previous", name.unwrap_or_default(), &checksums),
            covered: ours
                .slots
                .iter()
                .filter(is_top)
                .map(|(_, ou)| ou.clone())
                .collect(),
            inference_only: policies.flat_map(|bytes| inference_only(bytes)).collect(),
            zip_sha256: content
                .get(ZIP)
                .map_or_else(String::new, |zip| text::sha256(zip)),
            content,
            ours,
        })
    }

    /// What a report and a runbook say of it; `left_open` is [`Previous::left_open`].
    pub fn earlier<'a>(&'a self, spec: &Spec, left_open: &'a [String]) -> Earlier<'a> {
        Earlier {
            zip_sha256: &self.zip_sha256,
            strategy: &self.strategy,
            managed_deny_first: strategy_step::opens(&self.strategy, spec.strategy.as_str()),
            covered: &self.covered,
            inference_only: &self.inference_only,
            left_open,
        }
    }

    /// The Regions that it closed for everything but inference, and that this release neither closes nor names as working Regions. A Region deny of ours closes them all.
    pub fn left_open(&self, spec: &Spec) -> Vec<String> {
        if spec.strategy == Strategy::Replace {
            return Vec::new();
        }
        let kept =
            |code: &&String| spec.inference_only.contains(*code) || spec.working.contains(*code);
        let regions = self.inference_only.iter();
        regions.filter(|code| !kept(code)).cloned().collect()
    }

    /// Its zip, package and OU control, by their paths below `rollback/`.
    pub(super) fn content(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let content = self.content.iter();
        content.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Its stack sets of identity policies.
    pub fn delivered(&self) -> Vec<Delivered> {
        let own = self.ours.stack_sets.iter();
        let with_template = |own: &StackSet| {
            let path = format!("package/{}{}", self.ours.inner, own.resource_file);
            Delivered {
                stack_set: own.clone(),
                template: self.content.get(&path).cloned().unwrap_or_default(),
            }
        };
        own.map(with_template).collect()
    }

    /// Did it hold a policy of this name?
    pub(super) fn holds(&self, policy: &str) -> bool {
        self.ours.slots.contains_key(policy)
    }

    /// What would go wrong on the way from there: Regions that nothing would hold.
    pub fn compare(&self, spec: &Spec) -> Vec<Diagnostic> {
        let step = strategy_step::check(&self.strategy, spec.strategy.as_str());
        step.into_iter()
            .chain(regions_left_open::check(&self.left_open(spec)))
            .collect()
    }

    /// Its slots; `prefix` is what the names of policies begin with.
    pub fn slots(&self, prefix: &str) -> Slots {
        let slots = self.ours.slots.iter().map(|(name, ou)| {
            let content = self.content.get(&self.ours.policy(name));
            let content = content.map(Vec::as_slice).unwrap_or_default();
            let held = Held {
                policy: name.clone(),
                ou: ou.clone(),
                ou_id: None,
                sha256: text::sha256(content),
                retired: Tombstone::is_text(content),
            };
            (name.strip_prefix(prefix).unwrap_or(name).to_owned(), held)
        });
        Slots::of(Some(&self.strategy), slots).in_a_package(self.ours.merged)
    }
}
