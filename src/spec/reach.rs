use std::collections::BTreeSet;

use crate::bedrock::{Catalogue, Route, routes};

use super::mode::Mode;

/// Which geographic routes of a mode work while the managed Region deny stays on, by the catalogue.
///
/// A route works iff each of its destination Regions is governed: one that is denied fails the call.
#[derive(Debug)]
pub struct Reach<'a> {
    /// Routes whose every destination is governed.
    pub working: Vec<Route<'a>>,
    /// Routes with a destination that the managed Region deny denies.
    pub blocked: Vec<Route<'a>>,
}

impl<'a> Reach<'a> {
    /// Sorts the routes that a mode allows from the working Regions.
    ///
    /// For a Region deny that holds inference to the governed Regions; one that leaves it out blocks no route.
    pub fn of(mode: &Mode, working: &'a BTreeSet<String>, catalogue: &'a Catalogue) -> Self {
        Self::of_ids(&mode.allowed_ids(), working, catalogue)
    }

    /// The same for the profiles whose id matches one of some patterns.
    pub fn of_ids(ids: &[String], working: &'a BTreeSet<String>, catalogue: &'a Catalogue) -> Self {
        let (works, blocked) = routes(catalogue, ids, working)
            .into_iter()
            .partition(|route| route.outside(working).is_empty());
        Self {
            working: works,
            blocked,
        }
    }
}
