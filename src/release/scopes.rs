use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::bedrock::{Catalogue, Partition, Settled};
use crate::diagnostic::Diagnostic;
use crate::observe::replay::{Allowed, Scope, Scopes, Sides};
use crate::org::Organization;
use crate::policy::{Level, Levels};
use crate::simulate::path_of_any;

use super::before::{self, Before};
use super::others::{Others, others};
use super::shipped::Shipped;

/// The policies before and after the rollout of a release, OU by OU, with whatever else a snapshot shows there on both sides.
#[derive(Debug)]
pub struct Rollout {
    before: Before,
    after: Shipped,
    others: Others,
    catalogue: Arc<Catalogue>,
    settled: Settled,
}

impl Rollout {
    /// Reads a release; `organization` adds the policies of others. Which of those cannot be read is added to `findings`.
    ///
    /// # Errors
    /// The folder is no release, or does not tell what was there before it.
    pub fn read(
        folder: &Path,
        organization: Option<&Organization>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let after = Shipped::read(folder, findings)?;
        let before = before::read(folder)?;
        let names: BTreeSet<&str> = before
            .hung
            .iter()
            .map(|own| own.attached.name.as_str())
            .chain(after.names())
            .collect();
        let others = organization.map_or_else(Others::default, |own| others(own, &names, findings));
        Ok(Self {
            others,
            before,
            after,
            catalogue: Shipped::catalogue(folder)?,
            settled: Shipped::settled(folder),
        })
    }

    /// The catalogue that the release rests on.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What its spec has settled about calls.
    pub fn settled(&self) -> &Settled {
        &self.settled
    }

    /// The partition that it is for.
    pub fn partition(&self) -> Partition {
        self.before.partition
    }

    /// What was there before was not read back.
    pub fn is_assumed(&self) -> bool {
        self.before.assumed
    }

    /// The OUs that have a policy of it.
    pub fn ous(&self) -> Vec<&str> {
        self.after.ous()
    }

    /// One OU for every account.
    ///
    /// # Errors
    /// No policy of the release, and none of before, is on its path; a policy has no meaning.
    pub fn of_ou(
        &self,
        ou: &str,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Scopes, Vec<Diagnostic>> {
        // Says what is odd about the name.
        self.after.levels(ou, findings).map_err(|own| vec![*own])?;
        let mut known = Known::default();
        Ok(Scopes {
            all: vec![self.scope(ou, None, &mut known)?],
            every: Some(0),
            ..Scopes::default()
        })
    }

    /// The OU of each of some accounts, by a snapshot.
    ///
    /// # Errors
    /// A policy has no meaning.
    pub fn of_accounts<'a>(
        &self,
        organization: &Organization,
        accounts: impl IntoIterator<Item = &'a str>,
    ) -> Result<Scopes, Vec<Diagnostic>> {
        let snapshot = &organization.snapshot;
        let mut ou_of: BTreeMap<&str, &str> = BTreeMap::new();
        for ou in &snapshot.organizational_units {
            ou_of.extend(
                ou.accounts
                    .iter()
                    .map(|own| (own.as_str(), ou.path.as_str())),
            );
        }
        let identity = snapshot.organization.as_ref();
        let at_root = identity.map_or(&[][..], |own| &own.root_accounts);
        ou_of.extend(at_root.iter().map(|own| (own.as_str(), "Root")));
        let mut scopes = Scopes {
            management_account: identity.and_then(|own| own.management_account.clone()),
            ..Scopes::default()
        };
        let mut positions: IndexMap<(&str, Option<&str>), usize> = IndexMap::new();
        let mut known = Known::default();
        for account in accounts {
            let Some(ou) = ou_of.get(account) else {
                continue;
            };
            let has_own = self.others.by_account.contains_key(account);
            let own = has_own.then_some(account);
            let next = scopes.all.len();
            let at = *positions.entry((ou, own)).or_insert(next);
            if at == next {
                scopes.all.push(self.scope(ou, own, &mut known)?);
            }
            scopes.by_account.insert(account.to_owned(), at);
        }
        Ok(scopes)
    }

    fn scope(
        &self,
        ou: &str,
        account: Option<&str>,
        known: &mut Known,
    ) -> Result<Scope, Vec<Diagnostic>> {
        let before = path_of_any(ou, &self.before.hung, self.before.managed.as_ref());
        let sides = [before, self.after.levels_of_any(ou)];
        let [before, after] = sides.map(|levels| self.with_others(levels, account));
        let key = [&before, &after].map(|levels| texts(levels));
        let (sides, allowed) = match known.get(&key) {
            Some(same) => same.clone(),
            None => {
                let sides = Sides {
                    before: Levels::new(before)?,
                    after: Levels::new(after)?,
                };
                let (partition, settled) = (self.partition(), &self.settled);
                let allowed = Allowed::of(&sides, &self.catalogue, partition, settled);
                let new = (Arc::new(sides), Arc::new(allowed));
                known.insert(key, new.clone());
                new
            }
        };
        Ok(Scope {
            ou: ou.to_owned(),
            sides,
            allowed,
        })
    }

    fn with_others(&self, mut levels: Vec<Level>, account: Option<&str>) -> Vec<Level> {
        for level in &mut levels {
            let own = self.others.by_ou.get(&level.name);
            level.attached.extend(own.into_iter().flatten().cloned());
        }
        if let Some(account) = account
            && let Some(attached) = self.others.by_account.get(account)
        {
            levels.push(Level {
                name: account.to_owned(),
                attached: attached.clone(),
            });
        }
        levels
    }
}

/// OUs with the same policies on their paths share them.
type Known = IndexMap<[Vec<String>; 2], (Arc<Sides>, Arc<Allowed>)>;

/// What stands on a path, level by level.
fn texts(levels: &[Level]) -> Vec<String> {
    let of = |level: &Level| {
        let texts = level
            .attached
            .iter()
            .map(|own| own.policy.to_compact_json());
        texts.collect::<Vec<_>>().join("\n")
    };
    levels.iter().map(of).collect()
}
