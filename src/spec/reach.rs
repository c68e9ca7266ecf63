use std::collections::BTreeSet;

use crate::bedrock::{Route, routes};

use super::ground::Ground;
use super::mode::Mode;

/// Which geographic routes of a mode work, by the catalogue, and which do not.
///
/// A route works iff inference may be served in each of its destination Regions: one that is denied fails the call (Amazon Bedrock User Guide, "Geographic
/// cross-Region inference", read 2026-11-23).
#[derive(Debug)]
pub struct Reach<'a> {
    /// Routes whose every destination Region is open.
    pub working: Vec<Route<'a>>,
    /// Routes with a destination Region that is denied.
    pub blocked: Vec<Route<'a>>,
    open: Option<BTreeSet<String>>,
}

impl<'a> Reach<'a> {
    /// Sorts the routes that a mode allows from the working Regions.
    pub fn of(mode: &Mode, ground: &Ground<'a>) -> Self {
        Self::within(&mode.allowed_ids(), ground.open(mode), ground)
    }

    /// Sorts the routes of every geographic profile, as an application inference profile made from it would take them.
    pub fn of_copies(mode: &Mode, ground: &Ground<'a>) -> Self {
        Self::within(&["*".to_owned()], ground.open_to_copies(mode), ground)
    }

    fn within(ids: &[String], open: Option<BTreeSet<String>>, ground: &Ground<'a>) -> Self {
        let (working, blocked) = routes(ground.catalogue, ids, ground.working)
            .into_iter()
            .partition(|route| lacking(open.as_ref(), route).is_empty());
        Self {
            working,
            blocked,
            open,
        }
    }

    /// The destination Regions of a route that are denied.
    pub fn lacking(&self, route: &Route<'a>) -> Vec<&'a str> {
        lacking(self.open.as_ref(), route)
    }
}

fn lacking<'a>(open: Option<&BTreeSet<String>>, route: &Route<'a>) -> Vec<&'a str> {
    open.map_or_else(Vec::new, |open| route.outside(open))
}
