use std::collections::BTreeMap;

use crate::proof::Survey;
use crate::simulate::Cell;

use super::look::{Look, name};

/// Source Regions whose calls look alike, before and after.
#[derive(Debug)]
pub(in crate::render) struct Row<'a> {
    /// The source Regions, in the order of their codes.
    pub(in crate::render) sources: Vec<&'a str>,
    /// Every call from there is denied, before and after.
    pub(in crate::render) is_closed: bool,
    /// For each column, before and after.
    pub(in crate::render) cells: Vec<[Look<'a>; 2]>,
}

/// The columns that some source Region has which is not closed, by their positions and names.
pub(in crate::render) fn columns<'a>(survey: &'a Survey<'a>) -> Vec<(usize, &'a str)> {
    let ways = survey.after.ways.iter().enumerate();
    ways.filter(|(at, _)| {
        let mut rows = survey.before.rows.iter().zip(&survey.after.rows);
        rows.any(|(before, after)| {
            !(before.is_closed() && after.is_closed())
                && after.cells.get(*at).is_some_and(|cell| cell.all > 0)
        })
    })
    .map(|(at, way)| (at, name(*way)))
    .collect()
}

/// One row for all source Regions that look alike; those from which every call is denied come last, as one.
pub(in crate::render) fn rows<'a>(
    survey: &'a Survey<'a>,
    columns: &[(usize, &str)],
) -> Vec<Row<'a>> {
    let ways = &survey.after.ways;
    let mut known: BTreeMap<Vec<[Look<'a>; 2]>, usize> = BTreeMap::new();
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut closed = Vec::new();
    for (before, after) in survey.before.rows.iter().zip(&survey.after.rows) {
        if before.is_closed() && after.is_closed() {
            closed.push((before, after));
            continue;
        }
        let look = |cells: &[Cell<'a>], at: usize| {
            let cell = ways.get(at).zip(cells.get(at));
            let look = cell.map(|(way, cell)| Look::of(*way, cell, after.source));
            look.unwrap_or_else(|| Look::closed(std::iter::empty()))
        };
        let cells: Vec<[Look<'a>; 2]> = columns
            .iter()
            .map(|(at, _)| [look(&before.cells, *at), look(&after.cells, *at)])
            .collect();
        let at = *known.entry(cells.clone()).or_insert(rows.len());
        match rows.get_mut(at) {
            Some(row) => row.sources.push(after.source),
            None => rows.push(Row {
                sources: vec![after.source],
                is_closed: false,
                cells,
            }),
        }
    }
    if !closed.is_empty() {
        let cells = columns.iter().map(|(at, _)| {
            let before = closed.iter().filter_map(|(row, _)| row.cells.get(*at));
            let after = closed.iter().filter_map(|(_, row)| row.cells.get(*at));
            [Look::closed(before), Look::closed(after)]
        });
        rows.push(Row {
            sources: closed.iter().map(|(_, row)| row.source).collect(),
            is_closed: true,
            cells: cells.collect(),
        });
    }
    rows
}
