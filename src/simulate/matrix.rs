use std::collections::BTreeSet;

use crate::policy::evaluate::Matched;

use super::call::Ending;
use super::calls::{Calls, Way};

/// The calls from a source Region by one way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell<'c> {
    /// How many of the calls are not denied.
    pub open: usize,
    /// How many there are: one per profile that is offered there, or per model; 0: the way is not offered.
    pub all: usize,
    /// How many end otherwise if AWS does otherwise where its pages leave it open and the spec has not settled it.
    pub uncertain: usize,
    /// The Regions in which those that are not denied may be processed; `unspecified` for Global.
    pub destinations: BTreeSet<&'c str>,
    /// The statements that deny the others.
    pub by: BTreeSet<Matched>,
}

/// The calls from one source Region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'c> {
    /// The Region of the caller.
    pub source: &'c str,
    /// One per way.
    pub cells: Vec<Cell<'c>>,
}

/// Which calls are denied, by source Region and way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix<'c> {
    /// The columns.
    pub ways: Vec<Way<'c>>,
    /// Every Region from which some profile can be called.
    pub rows: Vec<Row<'c>>,
}

impl Cell<'_> {
    /// Is every call denied, or none offered?
    pub fn is_closed(&self) -> bool {
        self.open == 0
    }
}

impl Row<'_> {
    /// Is every call from there denied?
    pub fn is_closed(&self) -> bool {
        self.cells.iter().all(Cell::is_closed)
    }
}

/// Adds up what becomes of each class, as [`Calls::judge`] tells.
pub fn matrix<'c>(calls: &'c Calls<'c>, endings: &[Ending]) -> Matrix<'c> {
    let ways: BTreeSet<Way<'c>> = calls.classes.iter().map(|class| class.way).collect();
    let ways: Vec<Way<'c>> = ways.into_iter().collect();
    let mut rows: Vec<Row<'c>> = Vec::new();
    for (class, end) in calls.classes.iter().zip(endings) {
        if rows.last().is_none_or(|row| row.source != class.source) {
            rows.push(Row {
                source: class.source,
                cells: vec![Cell::default(); ways.len()],
            });
        }
        let column = ways.iter().position(|way| *way == class.way);
        let own = rows.last_mut().map(|row| &mut row.cells);
        let Some(cell) = own.zip(column).and_then(|(cells, at)| cells.get_mut(at)) else {
            continue;
        };
        cell.all += class.count;
        if !end.is_certain {
            cell.uncertain += class.count;
        }
        if end.is_denied {
            cell.by.extend(&end.by);
        } else {
            cell.open += class.count;
            let regions = class.destinations().iter().map(String::as_str);
            cell.destinations.extend(regions);
        }
    }
    Matrix { ways, rows }
}
