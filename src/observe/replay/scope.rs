use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bedrock::{Catalogue, Partition, Settled, UNSPECIFIED};
use crate::policy::Levels;
use crate::simulate::{Calls, Matrix, Row, matrix, of_nobody};

/// The policies on the path of some OUs, before and after a change.
#[derive(Debug)]
pub struct Sides {
    /// Before.
    pub before: Levels,
    /// After.
    pub after: Levels,
}

/// Where calls may be processed after a change, by the Region that they start in; with `unspecified` anywhere, by Global.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    /// The Regions; a source Region that is not in it is closed.
    pub from: BTreeMap<String, BTreeSet<String>>,
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
        Self::of_matrix(&matrix)
    }

    /// The same, of calls that are judged already.
    pub fn of_matrix(matrix: &Matrix<'_>) -> Self {
        let open = matrix.rows.iter().filter(|row| !row.is_closed());
        let row = |row: &Row<'_>| {
            let regions = row.cells.iter().flat_map(|cell| &cell.destinations);
            let regions = regions.map(|region| (*region).to_owned()).collect();
            (row.source.to_owned(), regions)
        };
        Self {
            from: open.map(row).collect(),
        }
    }

    /// Is a call from one Region that was served in another where it may be?
    pub fn has(&self, source: &str, served: &str) -> bool {
        self.from
            .get(source)
            .is_some_and(|regions| regions.contains(served) || regions.contains(UNSPECIFIED))
    }
}
