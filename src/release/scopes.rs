use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::bedrock::{Catalogue, Partition, Settled};
use crate::diagnostic::{Diagnostic, Source};
use crate::observe::replay::{Allowed, Scope, Scopes, Sides};
use crate::org::{MANAGED, Organization, region_denies};
use crate::policy::{Attached, Document, Effect, Level, Levels, Policy, Scope as Of, Statement};
use crate::proof::rules::foreign_left_out;
use crate::simulate::path_of_any;

use super::before::{self, Before};
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

/// Policies of others, by what they hang on.
#[derive(Debug, Default)]
struct Others {
    by_ou: BTreeMap<String, Vec<Attached>>,
    by_account: BTreeMap<String, Vec<Attached>>,
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

/// What hangs in an organization besides the policies of some names and Control Tower's Region deny.
fn others(
    organization: &Organization,
    names: &BTreeSet<&str>,
    findings: &mut Vec<Diagnostic>,
) -> Others {
    let denies = region_denies(organization);
    let mut others = Others::default();
    let foreign = organization.policies.iter();
    for live in foreign.filter(|own| !names.contains(own.name.as_str())) {
        if live.attached_to.is_empty() && live.attached_to_accounts.is_empty() {
            continue;
        }
        let policy = match live.content.as_deref() {
            Some(content) => {
                let name = format!("{}!{}", organization.name, live.name);
                Document::read(&Source::new(name, content)).map(|own| own.policy)
            }
            None if live.name == "FullAWSAccess" => Ok(Arc::new(full_access())),
            None => {
                let why = "the snapshot does not have its text";
                findings.push(foreign_left_out::finding(&live.name, why));
                continue;
            }
        };
        let mut policy = match policy {
            Ok(policy) => policy,
            Err(found) => {
                let why = found.first().map_or("", |own| own.message.as_str());
                findings.push(foreign_left_out::finding(&live.name, why));
                continue;
            }
        };
        let deny = denies.iter().find(|own| own.policy.name == live.name);
        if let Some(deny) = deny.filter(|_| live.name.starts_with(MANAGED)) {
            // The Region deny is on one of the sides already; Control Tower packs it with other controls.
            let mut rest = (*policy).clone();
            rest.statements
                .retain(|own| *own != deny.baseline.statement);
            policy = Arc::new(rest);
        }
        let (policy, is_cut) = decidable(&policy);
        if is_cut {
            let why = "it asks for keys that are not read from events; those statements are left out on both sides";
            findings.push(foreign_left_out::finding(&live.name, why));
        }
        let attached = Attached::from_policy(live.name.as_str(), Arc::new(policy));
        let alone = Level {
            name: String::new(),
            attached: vec![attached.clone()],
        };
        if let Err(found) = Levels::new(vec![alone]) {
            let why = found.first().map_or("", |own| own.message.as_str());
            findings.push(foreign_left_out::finding(&live.name, why));
            continue;
        }
        for ou in &live.attached_to {
            let on = others.by_ou.entry(ou.clone()).or_default();
            on.push(attached.clone());
        }
        // What allows everything allows it for each account alike.
        let is_plain = *attached.policy == full_access();
        for account in live.attached_to_accounts.iter().filter(|_| !is_plain) {
            let on = others.by_account.entry(account.clone()).or_default();
            on.push(attached.clone());
        }
    }
    others
}

/// The keys that a replayed request has, or is known not to have.
const KEYS: [&str; 4] = [
    "aws:RequestedRegion",
    "aws:PrincipalArn",
    "bedrock:InferenceProfileArn",
    "bedrock:PromptRouterArn",
];

/// What can be told of a policy of others: a Deny that asks for another key is left out, since whoever called may have had it; an Allow allows whatever the key. What others deny is there before and after, so
/// it is no effect of the rollout.
fn decidable(policy: &Policy) -> (Policy, bool) {
    let mut decidable = policy.clone();
    let is_known = |key: &str| KEYS.iter().any(|own| own.eq_ignore_ascii_case(key));
    decidable.statements.retain(|own| {
        let mut keys = own.conditions.iter().map(|one| one.key.as_str());
        own.effect == Effect::Allow || keys.all(is_known)
    });
    for own in &mut decidable.statements {
        own.conditions.retain(|one| is_known(&one.key));
    }
    let is_cut = decidable != *policy;
    (decidable, is_cut)
}

/// What AWS attaches to everything (AWS Organizations User Guide, "SCP evaluation", read 2026-11-25).
fn full_access() -> Policy {
    Policy {
        statements: vec![Statement {
            sid: None,
            effect: Effect::Allow,
            action: Of::Only(vec!["*".to_owned()]),
            resource: Of::Only(vec!["*".to_owned()]),
            conditions: Vec::new(),
        }],
        ..Policy::default()
    }
}
