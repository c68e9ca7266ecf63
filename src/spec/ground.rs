use std::collections::BTreeSet;

use crate::bedrock::{Catalogue, routes};

use super::mode::{Destinations, Geographies, Mode, Strategy};

/// The Regions of an organization and what holds calls to them: what the routes of a mode are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// How the managed Region deny is met.
    pub strategy: Strategy,
    /// R: the working Regions. A call starts in one of them.
    pub working: &'a BTreeSet<String>,
    /// X: the Regions governed only as destinations; empty but under `extend`.
    pub inference_only: &'a BTreeSet<String>,
    /// Does the managed Region deny, where it stays on, hold inference at all?
    pub held: bool,
    /// Profiles and their routes.
    pub catalogue: &'a Catalogue,
}

impl Ground<'_> {
    /// D: the destination Regions of the mode's routes from the working Regions, by the catalogue; none under `governed`.
    pub fn destinations(&self, mode: &Mode) -> BTreeSet<String> {
        if mode.destinations == Destinations::Governed || mode.geographies == Geographies::None {
            return BTreeSet::new();
        }
        routes(self.catalogue, &mode.allowed_ids(), self.working)
            .iter()
            .flat_map(|route| route.destinations.iter().cloned())
            .collect()
    }

    /// The Regions in which a geographic call of the mode may be served; `None`: any.
    pub fn open(&self, mode: &Mode) -> Option<BTreeSet<String>> {
        let own = match mode.destinations {
            _ if self.strategy == Strategy::Additive => None,
            Destinations::ByProfile => None,
            Destinations::Governed => Some(self.working.clone()),
            Destinations::Pinned => Some(self.with_destinations(mode)),
        };
        both(own, self.managed())
    }

    /// The Regions in which a call through an application inference profile may be served; `None`: any.
    pub fn open_to_copies(&self, mode: &Mode) -> Option<BTreeSet<String>> {
        let own = (self.strategy != Strategy::Additive).then(|| self.with_destinations(mode));
        both(own, self.managed())
    }

    /// The Regions beyond the working ones in which the features of the mode's `also` may be served: of D, what the managed Region deny leaves open where it stays on.
    pub fn open_to_features(&self, mode: &Mode) -> BTreeSet<String> {
        let mut regions = self.destinations(mode);
        regions.retain(|code| {
            !self.working.contains(code)
                && (!self.strategy.keeps_managed_deny() || self.inference_only.contains(code))
        });
        regions
    }

    fn with_destinations(&self, mode: &Mode) -> BTreeSet<String> {
        let mut regions = self.destinations(mode);
        regions.extend(self.working.iter().cloned());
        regions
    }

    /// The Regions that the managed Region deny leaves to inference, where it stays on.
    fn managed(&self) -> Option<BTreeSet<String>> {
        (self.strategy.keeps_managed_deny() && self.held)
            .then(|| self.working.union(self.inference_only).cloned().collect())
    }
}

/// What two limits leave together.
fn both(
    one: Option<BTreeSet<String>>,
    other: Option<BTreeSet<String>>,
) -> Option<BTreeSet<String>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.intersection(&other).cloned().collect()),
        (one, other) => one.or(other),
    }
}
