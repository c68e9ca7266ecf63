use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bedrock::{Catalogue, Partition, Settled};
use crate::policy::Levels;
use crate::simulate::{Calls, Places, matrix, of_nobody};

/// The policies on the path of some OUs, before and after a change.
#[derive(Debug)]
pub struct Sides {
    /// Before.
    pub before: Levels,
    /// After.
    pub after: Levels,
}

/// Where calls may be processed after a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    /// The Regions.
    pub regions: BTreeSet<String>,
    /// Any commercial Region besides, by Global.
    pub anywhere: bool,
}

/// An OU with the policies on its path.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Its path; what the policies were called where no OU was named.
    pub ou: String,
    /// The policies.
    pub sides: Arc<Sides>,
    /// Where its calls may be processed.
    pub allowed: Arc<Allowed>,
}

/// Which account's calls are judged by which policies.
#[derive(Debug, Default)]
pub struct Scopes {
    /// The OUs.
    pub all: Vec<Scope>,
    /// The position of each account's OU.
    pub by_account: BTreeMap<String, usize>,
    /// The position of the OU that every other account is taken to be in.
    pub every: Option<usize>,
    /// The management account.
    pub management_account: Option<String>,
}

impl Scopes {
    /// The OU of an account.
    pub fn of(&self, account: Option<&str>) -> Option<&Scope> {
        let known = account.and_then(|account| self.by_account.get(account));
        self.all.get(known.copied().or(self.every)?)
    }
}

impl Allowed {
    /// Where every call that the catalogue knows may be processed, made by a role that no policy names.
    pub fn of(
        sides: &Sides,
        catalogue: &Catalogue,
        partition: Partition,
        settled: &Settled,
    ) -> Self {
        let calls = Calls::of(catalogue, partition, settled, [&sides.after]);
        let judged = calls.judge(&sides.after, of_nobody(partition));
        let matrix = matrix(&calls, &judged);
        let places = Places::of(&matrix);
        Self {
            regions: places.processed.into_iter().map(str::to_owned).collect(),
            anywhere: places.anywhere,
        }
    }

    /// Is a call that was served in a Region where it may be?
    pub fn has(&self, region: &str) -> bool {
        self.anywhere || self.regions.contains(region)
    }
}
