use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::bedrock::{Catalogue, Settled};
use crate::catalogue;
use crate::compose::Tombstone;
use crate::diagnostic::Diagnostic;
use crate::drift::{Planned, PlannedPolicy};
use crate::policy::{Attached, Document, Level};
use crate::proof::{Before, MANAGED_DENY};
use crate::simulate::{Hung, path, path_of_any};
use crate::spec::Strategy;
use crate::text;

use super::files::{CATALOGUE, IN_FORCE, PROVENANCE};
use super::owned::{Owner, owner};
use super::previous::{carries_region_deny, ours, settled, strategy};
use super::rules::{release_changed, release_unreadable};

/// The policies of a release, as they lie in its folder: what is in force after its rollout.
#[derive(Debug)]
pub struct Shipped {
    policies: Vec<Hung>,
    /// Control Tower's Region deny, where it is in force after the rollout.
    in_force: Option<Attached>,
    /// That is the OU control.
    ou_control: bool,
}

impl Shipped {
    /// Reads a release of ours. That a file of it was changed since it was written is added to `findings`.
    ///
    /// # Errors
    /// The folder is no release, or a policy of it cannot be read.
    pub fn read(folder: &Path, findings: &mut Vec<Diagnostic>) -> Result<Self, Vec<Diagnostic>> {
        let shown = folder.display().to_string();
        let refused = |why: &str| vec![release_unreadable::finding(&shown, why)];
        match owner(folder) {
            Ok(Owner::Us) => {}
            Ok(Owner::UsChanged(path)) => findings.push(release_changed::finding(&shown, &path)),
            Ok(Owner::Nobody | Owner::Others) => {
                return Err(refused("it is not a release of crispack"));
            }
            Err(error) => return Err(refused(&error.to_string())),
        }
        let read = |path: &str| fs::read(folder.join(path));
        let document = |path: &str, bytes: Vec<u8>| {
            let name = folder.join(path).display().to_string();
            let source = text::source(&name, bytes).map_err(|finding| vec![*finding])?;
            Document::read(&source)
        };
        let ours = ours(|path| read(path).ok())
            .ok_or_else(|| refused("its manifest is not one that crispack writes"))?;
        let mut policies = Vec::with_capacity(ours.slots.len());
        for (name, ou) in &ours.slots {
            let path = ours.policy(name);
            let bytes = read(&path).map_err(|e| refused(&format!("`{path}`: {e}")))?;
            policies.push(Hung {
                attached: Attached::from_document(name.as_str(), &document(&path, bytes)?),
                ou: ou.clone(),
            });
        }
        let in_force = match read(IN_FORCE) {
            Ok(bytes) => {
                let name = MANAGED_DENY;
                Some(Attached::from_document(name, &document(IN_FORCE, bytes)?))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(refused(&format!("`{IN_FORCE}`: {error}"))),
        };
        // Without it what is denied would look open: a release of an earlier version, or a file that was taken away.
        let strategy = read(PROVENANCE).ok().and_then(|bytes| strategy(&bytes));
        if in_force.is_none() && strategy.as_deref() != Some("replace") {
            return Err(refused(&format!(
                "it has no `{IN_FORCE}`, and Control Tower's Region deny stays on under its strategy; build it anew"
            )));
        }
        Ok(Self {
            policies,
            in_force,
            ou_control: strategy.as_deref() == Some("ou-control"),
        })
    }

    /// What its spec has settled about calls; nothing, if its record cannot be read.
    pub fn settled(folder: &Path) -> Settled {
        fs::read(folder.join(PROVENANCE))
            .map_or_else(|_| Settled::default(), |bytes| settled(&bytes))
    }

    /// The catalogue that a release rests on: its own, or the embedded one.
    ///
    /// # Errors
    /// There is one, and it cannot be read.
    pub fn catalogue(folder: &Path) -> Result<Arc<Catalogue>, Vec<Diagnostic>> {
        let path = folder.join(CATALOGUE);
        match fs::read(&path) {
            Ok(bytes) => {
                let source = text::source(&path.display().to_string(), bytes)
                    .map_err(|finding| vec![*finding])?;
                catalogue::read(&source).map(Arc::new)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Catalogue::embedded()),
            Err(error) => {
                let why = format!("`{CATALOGUE}`: {error}");
                let shown = folder.display().to_string();
                Err(vec![release_unreadable::finding(&shown, &why)])
            }
        }
    }

    /// What it means an organization to be, for looking at drift.
    ///
    /// # Errors
    /// As [`Shipped::read`]; of a strategy that is not known.
    pub fn planned(
        folder: &Path,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Planned, Vec<Diagnostic>> {
        let shown = folder.display().to_string();
        let refused = |why: &str| vec![release_unreadable::finding(&shown, why)];
        let shipped = Self::read(folder, findings)?;
        let read = |path: &str| fs::read(folder.join(path)).ok();
        let ours =
            ours(read).ok_or_else(|| refused("its manifest is not one that crispack writes"))?;
        let strategy = read(PROVENANCE).and_then(|bytes| strategy(&bytes));
        let strategy = strategy
            .and_then(|name| Strategy::named(&name))
            .ok_or_else(|| refused("its record does not say under which strategy it was made"))?;
        let policies = ours.slots.iter().map(|(name, ou)| {
            let text = read(&ours.policy(name)).unwrap_or_default();
            PlannedPolicy {
                name: name.clone(),
                ou: ou.clone(),
                sha256: text::sha256(&text),
                is_tombstone: Tombstone::is_text(&text),
                carries_region_deny: carries_region_deny(&text),
            }
        });
        Ok(Planned {
            folder: shown.trim_end_matches('/').to_owned(),
            strategy,
            policies: policies.collect(),
            in_force: shipped
                .in_force
                .and_then(|own| own.policy.statements.first().cloned()),
            inner: ours.inner,
        })
    }

    /// What it left in force, for the proof of the release that follows it.
    pub fn into_before(self) -> Before {
        Before {
            hung: self.policies,
            managed: self.in_force,
            ou_control: self.ou_control,
            assumed: false,
            live: None,
            follows: true,
        }
    }

    /// Control Tower's Region deny, where it is in force after the rollout.
    pub(super) fn managed(&self) -> Option<&Attached> {
        self.in_force.as_ref()
    }

    /// The names of its policies.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.policies.iter().map(|own| own.attached.name.as_str())
    }

    /// The OUs that have a policy, in the order of the policies' names.
    pub fn ous(&self) -> Vec<&str> {
        self.policies.iter().map(|hung| hung.ou.as_str()).collect()
    }

    /// The policies on the path of an OU, from the root down, also of one that this release says nothing about.
    pub fn levels_of_any(&self, ou: &str) -> Vec<Level> {
        path_of_any(ou, &self.policies, self.in_force.as_ref())
    }

    /// The policies on the path of an OU, from the root down. That the OU has none of its own is added to `findings`.
    ///
    /// # Errors
    /// The text is no path, or no policy of the release is on it.
    pub fn levels(
        &self,
        ou: &str,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Vec<Level>, Box<Diagnostic>> {
        path(ou, &self.policies, self.in_force.as_ref(), None, findings)
    }
}
