//! A release that puts an earlier one back, under the same names: its texts byte for byte, and tombstones for slots that did not exist then.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::bedrock::{Catalogue, Settled};
use crate::cfct::{self, MANIFEST, Manifest, Package, Resource, StackSet, merge};
use crate::compose::Tombstone;
use crate::diagnostic::Diagnostic;
use crate::policy::compare::{Probes, Verdict};
use crate::policy::{Attached, Document, Level, Levels, Quota};
use crate::proof::{Effect, NoEffect};
use crate::render::{self, Artifacts, Back};
use crate::simulate::{Hung, path_of_any};
use crate::text::{self, sha256};

use super::assemble::{AssembleError, RETIRED};
use super::base::Base;
use super::delivered::Delivered;
use super::files::{ALARM, CATALOGUE, CHECKSUMS, Files, IN_FORCE, PROVENANCE, SMOKE_TEST, ZIP};
use super::inputs::{Input, Inputs};
use super::ledger::{Entry, Held};
use super::owned::{Owner, owner};
use super::previous::{ours, strategy};
use super::rules::restore_refused;
use super::shipped::Shipped;
use super::slots::Slots;
use super::without_spec::finish;

/// An earlier release, to be put back.
#[derive(Debug)]
pub struct Restore {
    folder: String,
    shipped: Shipped,
    region: String,
    strategy: String,
    resources: Vec<Resource>,
    texts: BTreeMap<String, Vec<u8>>,
    /// Its identity policies: stack sets, and their templates by path.
    stack_sets: Vec<StackSet>,
    templates: Vec<(String, Vec<u8>)>,
    /// Its OU control, its identity policies' templates, its rules for an alarm, its Region deny in force, and its calls for a test.
    beside: BTreeMap<String, Vec<u8>>,
    zip_sha256: String,
    /// What its spec had settled about calls.
    settled: Settled,
    was_merged: bool,
    /// The catalogue that it rests on.
    pub catalogue: Arc<Catalogue>,
    /// What it is in the record of inputs.
    pub input: Input,
}

/// Why nothing was put back.
#[derive(Debug)]
pub enum NotRestored {
    /// Something that the user can do something about.
    Findings(Vec<Diagnostic>),
    /// A bug of ours.
    Bug(String),
}

impl From<AssembleError> for NotRestored {
    fn from(error: AssembleError) -> Self {
        Self::Bug(error.to_string())
    }
}

impl Restore {
    /// Reads a release of ours, every file as it was written.
    ///
    /// # Errors
    /// The folder is no such release.
    pub fn read(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let shown = folder.display().to_string();
        let refused = |why: &str| vec![restore_refused::finding(&shown, why)];
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
        let shipped = Shipped::read(folder, &mut Vec::new())?;
        let read = |path: &str| fs::read(folder.join(path)).ok();
        let ours =
            ours(read).ok_or_else(|| refused("its manifest is not one that crispack writes"))?;
        let manifest = read(&format!("package/{}{MANIFEST}", ours.inner)).unwrap_or_default();
        let manifest = String::from_utf8_lossy(&manifest);
        let foreign = merge::without_block(MANIFEST, &manifest)
            .map_err(|_| refused("its manifest cannot be read"))?;
        let was_merged = !foreign.ours.is_empty();
        let region = foreign.document.get("region").and_then(text::Node::as_str);
        let region = region.unwrap_or_default().to_owned();
        let (resources, stack_sets) = if was_merged {
            (foreign.ours, foreign.stack_sets)
        } else {
            Manifest::from_node(&foreign.document)
                .map_or_else(Default::default, |own| (own.resources, own.stack_sets))
        };
        let templates = stack_sets.iter().filter_map(|own| {
            let path = own.resource_file.clone();
            let bytes = read(&format!("package/{}{path}", ours.inner))?;
            Some((path, bytes))
        });
        let checksums = read(CHECKSUMS).unwrap_or_default();
        let mut beside = BTreeMap::new();
        for line in String::from_utf8_lossy(&checksums).lines() {
            let path = line.split_once("  ").map_or("", |(_, path)| path);
            if ([CATALOGUE, IN_FORCE, SMOKE_TEST].contains(&path)
                || ["control-tower/", ALARM, "iam/"]
                    .iter()
                    .any(|folder| path.starts_with(folder)))
                && let Some(bytes) = read(path)
            {
                beside.insert(path.to_owned(), bytes);
            }
        }
        let texts = ours
            .slots
            .keys()
            .filter_map(|name| Some((name.clone(), read(&ours.policy(name))?)));
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Ok(Self {
            texts: texts.collect(),
            templates: templates.collect(),
            region,
            strategy: read(PROVENANCE)
                .and_then(|bytes| strategy(&bytes))
                .ok_or_else(|| {
                    refused("its record does not say under which strategy it was made")
                })?,
            zip_sha256: read(ZIP).map_or_else(String::new, |zip| sha256(&zip)),
            settled: Shipped::settled(folder),
            catalogue: Shipped::catalogue(folder)?,
            input: Input::new("restored", name.unwrap_or_default(), &checksums),
            folder: shown,
            shipped,
            resources,
            stack_sets,
            beside,
            was_merged,
        })
    }

    /// Its stack sets of identity policies.
    pub fn delivered(&self) -> Vec<Delivered> {
        let template = |own: &StackSet| {
            let found = self
                .templates
                .iter()
                .find(|(path, _)| *path == own.resource_file);
            Delivered {
                stack_set: own.clone(),
                template: found.map_or_else(Vec::new, |(_, bytes)| bytes.clone()),
            }
        };
        self.stack_sets.iter().map(template).collect()
    }

    /// Makes every file of the release that puts this one back. `live` are the slots of what is live, `base` the package that it is merged into now.
    ///
    /// # Errors
    /// It was merged into a package and none is given, names clash, or the effect would not be that of the release: a bug.
    pub fn assemble(
        &self,
        live: &Slots,
        base: Option<&Base>,
        inputs: &Inputs,
        probes: &Probes,
    ) -> Result<(Files, Entry), NotRestored> {
        if self.was_merged && base.is_none() {
            let why = "it was merged into a package, and what that one holds now is not known: give the one that is in the bucket now with `--into`";
            return Err(NotRestored::Findings(vec![restore_refused::finding(
                &self.folder,
                why,
            )]));
        }
        if live.iter().next().is_none() {
            let why = "what is live is not known, so what it holds beyond that release would be left behind: give the live release with `--previous`, or its record of slots with `--lock`";
            return Err(NotRestored::Findings(vec![restore_refused::finding(
                &self.folder,
                why,
            )]));
        }
        self.order(live)?;
        if live.merged() && base.is_none() {
            let why = "what is live is merged into a package, which would be dropped: give the one that is in the bucket now with `--into`";
            return Err(NotRestored::Findings(vec![restore_refused::finding(
                &self.folder,
                why,
            )]));
        }
        let mut resources = self.resources.clone();
        let mut texts = self.texts.clone();
        let is_tombstone =
            |name: &&String| texts.get(*name).is_some_and(|own| Tombstone::is_text(own));
        let mut tombstones: Vec<String> = self.texts.keys().filter(is_tombstone).cloned().collect();
        let mut let_go = Vec::new();
        for (slot, held) in live.iter() {
            if let Some(own) = self.resources.iter().find(|own| own.name == held.policy) {
                if !own.organizational_units.contains(&held.ou) {
                    return Err(self.renamed(own, &held.ou));
                }
                continue;
            }
            if !held.retired && !held.ou.contains(':') {
                let_go.push(held.ou.clone());
            }
            let tombstone = Tombstone::new(slot, &held.policy, &held.ou, held.retired);
            resources.push(Resource {
                name: held.policy.clone(),
                description: RETIRED.to_owned(),
                resource_file: format!("policies/{}.json", held.policy),
                organizational_units: vec![held.ou.clone()],
            });
            texts.insert(held.policy.clone(), tombstone.text.as_bytes().to_vec());
            tombstones.push(held.policy.clone());
        }
        let package = self.package(&resources, &texts, base)?;
        self.same_effect(&resources, &texts, probes)?;
        let zip = cfct::zip(&package).map_err(AssembleError::Zip)?;
        let zip_sha256 = sha256(&zip);
        let mut files = Files::default();
        for file in package.files() {
            files.insert(format!("package/{}", file.path), file.bytes.clone());
        }
        files.insert(ZIP, zip);
        for (path, bytes) in &self.beside {
            files.insert(path.as_str(), bytes.clone());
        }
        let policies: Vec<(String, String)> = resources
            .iter()
            .map(|own| (own.name.clone(), own.organizational_units.concat()))
            .collect();
        let short: String = self.zip_sha256.chars().take(12).collect();
        let title = format!("back to release {short}");
        let takes_over = |name: &str| matches!(name, "replace" | "ou-control");
        // What holds an OU to Regions now and is gone then: Control Tower's has to be back first.
        let guarded = match (live.holds(), takes_over(&self.strategy)) {
            (true, false) => live.tops(),
            (true, true) => let_go,
            (false, _) => Vec::new(),
        };
        let tombstone_text = Tombstone::new("", "", "", false);
        let back = Back {
            title: &title,
            home_region: &self.region,
            policies: &policies,
            tombstones: &tombstones,
            tombstone_sha256: &tombstone_text.sha256,
            left_over: &[],
            guarded: &guarded,
            goes_on: takes_over(&self.strategy) && !live.holds(),
            follows: &live.sha256(),
            has_smoke_test: self.beside.contains_key(SMOKE_TEST),
            base: base.map(Base::beneath),
        };
        let artifacts = Artifacts {
            zip: ZIP,
            zip_sha256: &zip_sha256,
        };
        let runbook = render::back_runbook(back, artifacts);
        files.insert("RUNBOOK.md", runbook.markdown);
        files.insert("runbook.sh", runbook.script);
        files.insert("REPORT.md", self.report(&policies, &tombstones, &texts));
        let entry = Entry {
            zip_sha256,
            strategy: self.strategy.clone(),
            merged: base.is_some(),
            slots: Self::slots(live, &policies, &tombstones, &texts),
        };
        finish(&mut files, inputs, &self.strategy, &self.settled);
        Ok((files, entry))
    }

    fn renamed(&self, own: &Resource, now: &str) -> NotRestored {
        let why = format!(
            "`{}` is on `{now}` now and was on `{}` then, a path that CfCT would not find or that is another OU: build that release's spec with the new path instead",
            own.name,
            own.organizational_units.join(", ")
        );
        NotRestored::Findings(vec![restore_refused::finding(&self.folder, &why)])
    }

    /// Is there an order in which this release can be put back after the one that is live, as its runbook has it?
    fn order(&self, live: &Slots) -> Result<(), NotRestored> {
        let refused = |why: String| {
            let finding = restore_refused::finding(&self.folder, &why);
            Err(NotRestored::Findings(vec![finding]))
        };
        let Some(now) = live.strategy() else {
            return refused("under which strategy the live release was made is not known: give it with `--previous`".to_owned());
        };
        let then = self.strategy.as_str();
        match (now, then) {
            ("additive", _) | ("replace" | "ou-control", "additive" | "extend") => Ok(()),
            ("replace", "replace") | ("ou-control", "ou-control") => Ok(()),
            _ => refused(format!(
                "from `{now}` to `{then}` Control Tower has to be set back step by step, or something would be open: build that release's spec with `--previous` instead, whose runbook has the order"
            )),
        }
    }

    fn package(
        &self,
        resources: &[Resource],
        texts: &BTreeMap<String, Vec<u8>>,
        base: Option<&Base>,
    ) -> Result<Package, NotRestored> {
        let policies = texts
            .iter()
            .map(|(name, text)| (format!("policies/{name}.json"), text));
        let templates = self.templates.iter();
        let files = policies.chain(templates.map(|(path, text)| (path.clone(), text)));
        if let Some(base) = base {
            let texts =
                files.map(|(path, text)| (path, String::from_utf8_lossy(text).into_owned()));
            let (merged, _) = base
                .merge_resources(resources, &self.stack_sets, texts, Quota::default())
                .map_err(NotRestored::Findings)?;
            return Ok(merged.package);
        }
        let mut package = Package::new();
        let manifest = Manifest {
            region: self.region.clone(),
            resources: resources.to_vec(),
            stack_sets: self.stack_sets.clone(),
        };
        package.insert(MANIFEST, cfct::emit(&manifest));
        for (path, text) in files {
            package.insert(path, text.clone());
        }
        super::assemble::read_back(&manifest, &package)?;
        Ok(package)
    }

    /// Every OU of the release and of the tombstones is denied what that release denied, and nothing else: compared over all classes of requests.
    fn same_effect(
        &self,
        resources: &[Resource],
        texts: &BTreeMap<String, Vec<u8>>,
        probes: &Probes,
    ) -> Result<(), NotRestored> {
        let mut hung = Vec::new();
        for own in resources {
            let text = texts.get(&own.name).cloned().unwrap_or_default();
            let source = text::source(&own.name, text)
                .map_err(|found| NotRestored::Findings(vec![*found]))?;
            let document = Document::read(&source).map_err(NotRestored::Findings)?;
            hung.extend(own.organizational_units.iter().map(|ou| Hung {
                ou: ou.clone(),
                attached: Attached::from_document(own.name.as_str(), &document),
            }));
        }
        let mut seen = BTreeSet::new();
        for ou in hung.iter().map(|own| own.ou.clone()) {
            let spelled = |levels: &[Level]| -> Vec<Vec<String>> {
                let level = |own: &Level| {
                    own.attached
                        .iter()
                        .map(|own| own.policy.to_compact_json())
                        .collect()
                };
                levels.iter().map(level).collect()
            };
            let before = self.shipped.levels_of_any(&ou);
            let after = path_of_any(&ou, &hung, self.shipped.managed());
            if !seen.insert((spelled(&before), spelled(&after))) {
                continue;
            }
            let before = Levels::new(before).map_err(NotRestored::Findings)?;
            let after = Levels::new(after).map_err(NotRestored::Findings)?;
            let effect =
                Effect::of(&before, &after, probes, false).map_err(|error| match error {
                    NoEffect::Findings(found) => NotRestored::Findings(found),
                    NoEffect::Bug(error) => NotRestored::Bug(error.to_string()),
                })?;
            if effect.difference.verdict() != Verdict::Equal {
                return Err(NotRestored::Bug(format!(
                    "the effect on `{ou}` would not be that of the release"
                )));
            }
        }
        Ok(())
    }

    fn slots(
        live: &Slots,
        policies: &[(String, String)],
        tombstones: &[String],
        texts: &BTreeMap<String, Vec<u8>>,
    ) -> BTreeMap<String, Held> {
        let by_policy: BTreeMap<&str, (&str, &Held)> = live
            .iter()
            .map(|(slot, held)| (held.policy.as_str(), (slot, held)))
            .collect();
        policies
            .iter()
            .map(|(name, ou)| {
                let known = by_policy.get(name.as_str());
                let slot = known.map_or(name.as_str(), |(slot, _)| slot);
                let held = Held {
                    policy: name.clone(),
                    ou: ou.clone(),
                    ou_id: known.and_then(|(_, held)| held.ou_id.clone()),
                    sha256: texts
                        .get(name)
                        .map_or_else(String::new, |text| sha256(text)),
                    retired: tombstones.contains(name),
                };
                (slot.to_owned(), held)
            })
            .collect()
    }

    fn report(
        &self,
        policies: &[(String, String)],
        tombstones: &[String],
        texts: &BTreeMap<String, Vec<u8>>,
    ) -> String {
        let mut text = format!(
            "# Back to an earlier release\n\nThis release puts the one back whose zip has the SHA-256 `{}`, made under the strategy `{}`: its policies byte for byte, under the same names on the same OUs. Slots that did not exist then are tombstones, which deny nothing. \
             Proved: on every OU what is denied is what that release denied, and nothing else, over all classes of requests that the policies can tell apart.\n\n| Policy | OU | SHA-256 |\n| --- | --- | --- |\n",
            self.zip_sha256, self.strategy
        );
        for (name, ou) in policies {
            let retired = if tombstones.contains(name) {
                " (tombstone)"
            } else {
                ""
            };
            let hash = texts
                .get(name)
                .map_or_else(String::new, |text| sha256(text));
            let _ = writeln!(text, "| `{name}` | {ou}{retired} | `{hash}` |");
        }
        text.push_str("\nIts own report says what each OU may do. That the live policies are those that it follows was not checked; `crispack drift` does.\n");
        text
    }
}
