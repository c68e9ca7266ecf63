//! `crispack.lock`: which slot has which policy on which OU, release by release.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::compose::Composition;
use crate::diagnostic::{Diagnostic, Source};
use crate::org::Organization;
use crate::text;

use super::rules::lock_unreadable;
use super::slots::Slots;

/// What the lock ends in, beside the spec and with its name: `crispack.yaml` has `crispack.lock`.
pub const LOCK: &str = "lock";

const SCHEMA: &str = "crispack.lock/1";

/// Every release that was built, the newest last. CfCT finds a policy by its name and never takes one away, so names are for life.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    schema: String,
    releases: Vec<Entry>,
}

/// A release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// SHA-256 of its zip in hexadecimal.
    pub zip_sha256: String,
    /// The strategy that it was made under.
    pub strategy: String,
    /// It is merged into a package of the customer's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub merged: bool,
    /// Its policies by slot.
    pub slots: BTreeMap<String, Held>,
}

/// The policy of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// Its name in AWS Organizations.
    pub policy: String,
    /// The OU's path.
    pub ou: String,
    /// The OU's id, if a snapshot told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ou_id: Option<String>,
    /// SHA-256 of its text in hexadecimal.
    pub sha256: String,
    /// It is a tombstone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

impl Ledger {
    /// Reads a lock.
    ///
    /// # Errors
    /// It is none, or one of a later version.
    pub fn read(source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let document = text::json(source)?;
        let refused = |why: &str| vec![lock_unreadable::finding(&document, why)];
        let ledger: Self = serde_json::from_value(document.to_value())
            .map_err(|error| refused(&error.to_string()))?;
        if ledger.schema != SCHEMA {
            return Err(refused(&format!("its schema is not `{SCHEMA}`")));
        }
        Ok(ledger)
    }

    /// The newest release.
    pub fn newest(&self) -> Option<&Entry> {
        self.releases.last()
    }

    /// The slots of the newest release.
    pub fn slots(&self) -> Slots {
        let newest = self.newest();
        Slots::of(
            newest.map(|own| own.strategy.as_str()),
            newest.into_iter().flat_map(|own| own.slots.clone()),
        )
        .in_a_package(newest.is_some_and(|own| own.merged))
    }

    /// The lock after a release: a new entry, or none if the newest says the same.
    #[must_use]
    pub fn with(&self, entry: Entry) -> Self {
        let mut ledger = self.clone();
        SCHEMA.clone_into(&mut ledger.schema);
        if ledger.newest() != Some(&entry) {
            ledger.releases.push(entry);
        }
        ledger
    }

    /// The names of all policies that a release had.
    pub fn policies(&self) -> impl Iterator<Item = &str> {
        let slots = self.releases.iter().flat_map(|own| own.slots.values());
        slots.map(|held| held.policy.as_str())
    }

    /// The text of the lock.
    pub fn to_json(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        format!("{value:#}\n")
    }
}

impl Entry {
    /// That of a composition.
    pub fn of(
        zip_sha256: String,
        strategy: &str,
        merged: bool,
        composition: &Composition,
        organization: Option<&Organization>,
    ) -> Self {
        let slots = composition.all().map(|own| {
            let id = organization.and_then(|organization| organization.id_of(own.ou));
            let held = Held {
                policy: own.name.to_owned(),
                ou: own.ou.to_owned(),
                ou_id: id.map(str::to_owned),
                sha256: own.sha256.to_owned(),
                retired: own.target.is_none(),
            };
            (own.slot.to_owned(), held)
        });
        Self {
            zip_sha256,
            strategy: strategy.to_owned(),
            merged,
            slots: slots.collect(),
        }
    }
}
