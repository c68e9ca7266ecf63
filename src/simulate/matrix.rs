use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::call::{Call, Through};
use crate::bedrock::{Catalogue, INFERENCE_ACTIONS, Partition, Profile, Settled};
use crate::policy::{Levels, Request};

use super::call::{HopJudgement, World, judge_hops};

/// The calls of a source Region through the profiles of a family, or without a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// How many of the calls are not denied.
    pub open: usize,
    /// How many there are: one per profile that is offered there; 0: the family is not offered.
    pub all: usize,
}

/// Which calls are denied, by source Region and family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The families, as columns.
    pub families: Vec<String>,
    /// The source Regions in which some call is not denied, each with its direct calls and one cell per family.
    pub rows: Vec<(String, Cell, Vec<Cell>)>,
    /// The source Regions from which every call is denied.
    pub closed: Vec<String>,
}

/// Judges every route of the catalogue that a partition has, and direct calls of every Region, in the likeliest world.
pub fn matrix(
    levels: &Levels,
    catalogue: &Catalogue,
    partition: Partition,
    settled: &Settled,
    fill: impl Fn(Request<'static>) -> Request<'static>,
) -> Matrix {
    let [action, _] = INFERENCE_ACTIONS;
    let world = World::likeliest(settled);
    let is_denied = |call: &Call| {
        let hops = judge_hops(levels, call, action, world, &fill);
        hops.iter().any(HopJudgement::is_denied)
    };
    let profiles: Vec<&Profile> = catalogue
        .profiles
        .iter()
        .filter(|profile| profile.is_routable() && profile.partition == partition.as_str())
        .collect();
    let families: BTreeSet<&str> = profiles.iter().map(|profile| profile.family()).collect();
    let models: BTreeSet<&str> = profiles.iter().map(|profile| profile.model()).collect();
    let mut sources: BTreeMap<&str, BTreeMap<&str, Cell>> = BTreeMap::new();
    for profile in &profiles {
        for (source, destinations) in &profile.routes {
            let through = Through::Profile {
                id: profile.id.clone(),
            };
            let call = Call::of_route(through, source, destinations, partition);
            let cells = sources.entry(source).or_default();
            cells
                .entry(profile.family())
                .or_default()
                .add(!is_denied(&call));
        }
    }
    let mut rows = Vec::new();
    let mut closed = Vec::new();
    for (source, cells) in &sources {
        let mut direct = Cell::default();
        for model in &models {
            let through = Through::Model {
                id: (*model).to_owned(),
            };
            direct.add(!is_denied(&Call::of_route(through, source, &[], partition)));
        }
        if direct.open == 0 && cells.values().all(|cell| cell.open == 0) {
            closed.push((*source).to_owned());
            continue;
        }
        let cell = |family: &&str| cells.get(family).copied().unwrap_or_default();
        rows.push((
            (*source).to_owned(),
            direct,
            families.iter().map(cell).collect(),
        ));
    }
    Matrix {
        families: families.into_iter().map(str::to_owned).collect(),
        rows,
        closed,
    }
}

impl Cell {
    fn add(&mut self, open: bool) {
        self.all += 1;
        self.open += usize::from(open);
    }
}
