use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cfct::{MANIFEST, Manifest};
use crate::compose::{Composition, REGION_DENY_SIDS, SlotPolicy};
use crate::diagnostic::{Diagnostic, Source};
use crate::spec::Spec;
use crate::text;

use super::files::{CHECKSUMS, PROVENANCE, ZIP};
use super::inputs::Input;
use super::owned::{Owner, owner};
use super::rules::{previous_unreadable, region_deny_lost, slot_lost, strategy_step};

/// The release that a new one follows: what it holds, and which policies it put on which OU.
#[derive(Debug, Clone)]
pub struct Previous {
    /// Its zip, its package and its OU control, by their paths.
    content: BTreeMap<String, Vec<u8>>,
    /// The OU of each policy, by the policy's name.
    slots: BTreeMap<String, String>,
    /// The policies that carry a Region deny, by their names.
    carriers: BTreeSet<String>,
    /// The OUs directly below the root that have a policy.
    covered: Vec<String>,
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
        let slots = content
            .get(&format!("package/{MANIFEST}"))
            .and_then(|bytes| slots(bytes))
            .ok_or_else(|| refused("its manifest is not one that crispack writes"))?;
        let carries = |name: &&String| {
            let policy = content.get(&format!("package/policies/{name}.json"));
            policy.is_none_or(|bytes| carries_region_deny(bytes))
        };
        let strategy = strategy(&read(PROVENANCE)?)
            .ok_or_else(|| refused("its record does not say under which strategy it was made"))?;
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Ok(Self {
            strategy,
            input: Input::new("previous", name.unwrap_or_default(), &checksums),
            carriers: slots.keys().filter(carries).cloned().collect(),
            covered: slots
                .values()
                .filter(|ou| !ou.contains(':') && *ou != "Root")
                .cloned()
                .collect(),
            content,
            slots,
        })
    }

    /// The SHA-256 of its zip, in hexadecimal.
    pub(super) fn zip_sha256(&self) -> String {
        self.content
            .get(ZIP)
            .map_or_else(String::new, |zip| text::sha256(zip))
    }

    /// Its strategy, as its record names it.
    pub(super) fn strategy(&self) -> &str {
        &self.strategy
    }

    /// The OUs directly below the root that have a policy of it.
    pub(super) fn covered(&self) -> &[String] {
        &self.covered
    }

    /// Its zip, package and OU control, by their paths below `rollback/`.
    pub(super) fn content(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let content = self.content.iter();
        content.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Did it hold a policy of this name?
    pub(super) fn holds(&self, policy: &str) -> bool {
        self.slots.contains_key(policy)
    }

    /// What would go wrong on the way from there: policies that CfCT would leave behind, since they are named no more or hang elsewhere now, and Regions that nothing
    /// would hold.
    pub fn compare(&self, spec: &Spec, composition: &Composition) -> Vec<Diagnostic> {
        let policies = &composition.policies;
        let by_name: BTreeMap<&str, &SlotPolicy> = policies
            .iter()
            .map(|policy| (&*policy.target.policy_name, policy))
            .collect();
        let by_ou: BTreeMap<&str, &SlotPolicy> = policies
            .iter()
            .map(|policy| (policy.target.ou.as_str(), policy))
            .collect();
        let now = spec.strategy.as_str();
        let holds = self.strategy != "additive" && self.strategy != "extend";
        let mut findings = Vec::new();
        findings.extend(strategy_step::check(&self.strategy, now));
        for (name, ou) in &self.slots {
            match by_name.get(name.as_str()) {
                None => findings.push(match by_ou.get(ou.as_str()) {
                    Some(policy) => slot_lost::renamed(name, ou, &policy.target),
                    None => slot_lost::vanished(name, ou, holds),
                }),
                Some(policy) if policy.target.ou.as_str() != ou => {
                    findings.push(slot_lost::moved(name, ou, policy.target.ou.as_str()));
                }
                Some(policy) => {
                    let keeps = spec.carries_region_deny(&policy.target) || self.root_holds(spec);
                    if now == "replace" && self.carriers.contains(name) && !keeps {
                        findings.push(region_deny_lost::finding(&policy.target));
                    }
                }
            }
        }
        findings
    }

    /// Did a policy on the root carry a Region deny, and does it still?
    fn root_holds(&self, spec: &Spec) -> bool {
        let carried = |name: &String| self.carriers.contains(name);
        spec.targets
            .iter()
            .any(|target| target.ou.is_root() && carried(&target.policy_name))
    }
}

/// Has a policy of ours a Region deny in it? Known by its Sid; one that can't be read counts.
fn carries_region_deny(policy: &[u8]) -> bool {
    let Ok(policy) = serde_json::from_slice::<Value>(policy) else {
        return true;
    };
    let statements = policy.get("Statement").and_then(Value::as_array);
    statements.is_none_or(|statements| {
        let sids = statements
            .iter()
            .filter_map(|statement| statement.get("Sid")?.as_str());
        sids.into_iter().any(|sid| REGION_DENY_SIDS.contains(&sid))
    })
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

/// The strategy that a release says it was made under; releases of the first version say none, and were additive. `None`: it can't be told.
fn strategy(provenance: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(provenance).ok()?;
    let parameters = value.pointer("/predicate/buildDefinition/externalParameters")?;
    let named = match parameters.get("strategy") {
        None => "additive",
        Some(named) => named.as_str()?,
    };
    ["additive", "extend", "replace", "ou-control"]
        .contains(&named)
        .then(|| named.to_owned())
}
