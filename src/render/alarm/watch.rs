use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::org::Organization;
use crate::render::facts::Facts;
use crate::simulate::{Matrix, Places};
use crate::text::sha256;

/// What the rules of a release look for.
pub(super) struct Watch<'a> {
    /// OUs from which calls may start and none of them is Global, by what their calls are held to.
    pub(super) sets: Vec<Set<'a>>,
    /// OUs with Global: their calls may be processed anywhere.
    pub(super) anywhere: Vec<&'a str>,
    /// OUs from which no call gets through.
    pub(super) closed: Vec<&'a str>,
    /// Where a new OU, or an account, is held without a new release.
    pub(super) covered: Covered<'a>,
}

/// OUs whose calls may be processed in the same Regions, source Region by source Region.
pub(super) struct Set<'a> {
    pub(super) ous: Vec<&'a str>,
    /// Where a call may be processed, by the Region that it starts in; of those in which rules can be made.
    pub(super) from: From<'a>,
    /// The Regions from which calls may start, but which are closed to other services: no rule can be made there.
    pub(super) unseen: BTreeSet<&'a str>,
}

/// Where a call may be processed, by the Region that it starts in.
type From<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Which OUs have a policy of the release on their path.
pub(super) enum Covered<'a> {
    /// All, by the policy on the root.
    All,
    /// Those with these ids, by the snapshot.
    Ids(Vec<&'a str>),
    /// It is not known, or there are more than the pattern of a rule takes.
    Untold,
}

impl<'a> Watch<'a> {
    pub(super) fn of(facts: Facts<'a>) -> Self {
        let (mut anywhere, mut closed) = (Vec::new(), Vec::new());
        let mut sets: BTreeMap<From<'a>, Vec<&'a str>> = BTreeMap::new();
        for survey in facts.surveys {
            let ous = survey.of.ous.iter().map(String::as_str);
            let places = Places::of(&survey.after);
            if places.anywhere {
                anywhere.extend(ous);
            } else if places.starts.is_empty() {
                closed.extend(ous);
            } else {
                sets.entry(from(&survey.after)).or_default().extend(ous);
            }
        }
        let working = &facts.spec.working;
        let set = |(from, ous): (From<'a>, Vec<&'a str>)| {
            let (from, unseen): (From<'a>, From<'a>) = from
                .into_iter()
                .partition(|(code, _)| working.contains(*code));
            Set {
                ous,
                from,
                unseen: unseen.into_keys().collect(),
            }
        };
        Self {
            sets: sets.into_iter().map(set).collect(),
            anywhere,
            closed,
            covered: Covered::of(facts),
        }
    }
}

/// The destinations of every call that is open, by its source Region.
fn from<'a>(matrix: &Matrix<'a>) -> From<'a> {
    let open = matrix.rows.iter().filter(|row| !row.is_closed());
    open.map(|row| {
        let destinations = row.cells.iter().flat_map(|cell| &cell.destinations);
        (row.source, destinations.copied().collect())
    })
    .collect()
}

impl<'a> Set<'a> {
    /// The same for the same Regions in every release, and for others another: the stack set of a set stays with it.
    pub(super) fn name(&self) -> String {
        let hash = sha256(json!(self.from).to_string().as_bytes());
        let short: String = hash.chars().take(8).collect();
        format!("calls-{short}")
    }

    pub(super) fn file(&self) -> String {
        format!("{}.template.json", self.name())
    }

    /// The ids of its OUs, if the snapshot tells all of them.
    pub(super) fn ids(&self, organization: Option<&'a Organization>) -> Option<Vec<&'a str>> {
        let organization = organization?;
        let id = |ou: &&str| organization.id_of(ou);
        self.ous.iter().map(id).collect()
    }
}

impl<'a> Covered<'a> {
    fn of(facts: Facts<'a>) -> Self {
        let targets = facts.spec.targets.iter();
        let tops: BTreeSet<&str> = targets.map(|target| target.ou.as_str()).collect();
        if facts.spec.targets.iter().any(|target| target.ou.is_root()) {
            return Self::All;
        }
        let Some(organization) = facts.organization else {
            return Self::Untold;
        };
        let held = organization.ous.iter().filter(|path| {
            let ends = path.match_indices(':').map(|(at, _)| at);
            let mut ends = ends.chain([path.len()]);
            ends.any(|end| path.get(..end).is_some_and(|path| tops.contains(path)))
        });
        let ids: Vec<&str> = held.filter_map(|path| organization.id_of(path)).collect();
        // Quotes and a comma each.
        let length: usize = ids.iter().map(|id| id.len() + 3).sum();
        if ids.is_empty() || length > MOST_OF_IDS {
            return Self::Untold;
        }
        Self::Ids(ids)
    }
}

/// The pattern of a rule takes 2,048 characters (Amazon EventBridge User Guide, "Amazon EventBridge quotas", read 2026-11-26); the longest of ours has less than 300 without the ids.
/// It cannot be split: what is none of these ids and what is none of those is everything.
const MOST_OF_IDS: usize = 1_700;
