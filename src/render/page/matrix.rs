use crate::proof::Survey;
use crate::render::survey::{Look, State, Where, columns, rows};

use super::links::{Link, Links};
use super::places::Regions;

/// The matrix of some OUs.
#[derive(PartialEq, Eq)]
pub(super) struct Matrix {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

#[derive(PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// It is the prefix of profile ids.
    pub(super) is_family: bool,
}

/// Source Regions that look alike.
#[derive(PartialEq, Eq)]
pub(super) struct Row {
    pub(super) sources: Vec<String>,
    /// Several Regions from which every call is denied, by their letter.
    pub(super) others: Option<Regions>,
    pub(super) is_closed: bool,
    pub(super) cells: Vec<Cell>,
}

#[derive(PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) column: String,
    pub(super) words: String,
    /// `open`, `denied`, `mixed` or `none`: how it looks, besides what it says.
    pub(super) look: &'static str,
    pub(super) to: To,
    pub(super) by: Vec<Link>,
    /// What it was before, if that was something else.
    pub(super) was: Option<String>,
    /// It lets more through than before, or less.
    pub(super) moved: &'static str,
    pub(super) is_uncertain: bool,
}

impl Cell {
    /// Does it lead to the statement that decides it?
    pub(super) fn is_linked(&self) -> bool {
        self.look == "denied" && !self.by.is_empty()
    }
}

/// Where calls of a cell may be processed.
#[derive(PartialEq, Eq)]
pub(super) enum To {
    Nowhere,
    Own,
    Anywhere,
    In(Regions),
}

pub(super) fn matrix(survey: &Survey<'_>, links: &mut Links<'_>) -> Matrix {
    let columns = columns(survey);
    let rows = rows(survey, &columns).into_iter().map(|row| {
        let pairs = columns.iter().zip(&row.cells);
        let cells = pairs.map(|((_, name), [before, after])| Cell {
            column: (*name).to_owned(),
            words: after.state.words(),
            look: look(after.state),
            to: match &after.to {
                Where::Nowhere => To::Nowhere,
                Where::Own => To::Own,
                Where::Anywhere => To::Anywhere,
                Where::In(regions) => To::In(links.regions(regions)),
            },
            by: links.to(&survey.of.after, &after.by),
            was: (before.state != after.state).then(|| before.state.words()),
            moved: moved(before, after),
            is_uncertain: after.is_uncertain,
        });
        let cells = cells.collect();
        let is_list = row.is_closed && row.sources.len() > 1;
        Row {
            cells,
            others: is_list.then(|| links.regions(&row.sources.iter().copied().collect())),
            sources: row.sources.iter().map(|code| (*code).to_owned()).collect(),
            is_closed: row.is_closed,
        }
    });
    Matrix {
        rows: rows.collect(),
        columns: columns
            .iter()
            .map(|(_, name)| Column {
                name: (*name).to_owned(),
                is_family: name.starts_with(|c: char| c.is_ascii_lowercase()),
            })
            .collect(),
    }
}

fn look(state: State) -> &'static str {
    match state {
        State::NotOffered => "none",
        State::Denied => "denied",
        State::NotDenied => "open",
        State::Some { .. } | State::Partly => "mixed",
    }
}

fn moved(before: &Look<'_>, after: &Look<'_>) -> &'static str {
    match (share(before.state), share(after.state)) {
        (before, after) if before < after => "opens",
        (before, after) if before > after => "closes",
        _ => "",
    }
}

/// How much is open, in thousandths.
fn share(state: State) -> usize {
    match state {
        State::NotOffered | State::Denied => 0,
        State::NotDenied => 1000,
        State::Partly => 500,
        State::Some { open, all } => open * 1000 / all.max(1),
    }
}
