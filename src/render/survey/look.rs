use std::collections::BTreeSet;

use crate::bedrock::UNSPECIFIED;
use crate::policy::evaluate::Matched;
use crate::simulate::{Cell, Way};

/// What is said of the calls in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum State {
    /// There are none.
    NotOffered,
    /// Every one is denied.
    Denied,
    /// Through application inference profiles: of what there may be, some. How many there are is the account's business, so nothing is counted.
    Partly,
    /// Some are denied and some are not.
    Some {
        /// How many are not.
        open: usize,
        /// Of how many.
        all: usize,
    },
    /// None is denied.
    NotDenied,
}

/// Where the calls that are not denied may be processed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum Where<'a> {
    /// Nowhere, since none is left.
    Nowhere,
    /// In the Region of the call.
    Own,
    /// In these Regions.
    In(BTreeSet<&'a str>),
    /// In any commercial Region: by Global.
    Anywhere,
}

/// A cell as it is shown: equal for source Regions that have one row together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) struct Look<'a> {
    /// What becomes of its calls.
    pub(in crate::render) state: State,
    /// Where they may be processed.
    pub(in crate::render) to: Where<'a>,
    /// Some would end otherwise if AWS does otherwise where its pages leave it open.
    pub(in crate::render) is_uncertain: bool,
    /// The statements that deny those that are denied.
    pub(in crate::render) by: BTreeSet<Matched>,
}

impl State {
    /// In words.
    pub(in crate::render) fn words(self) -> String {
        match self {
            Self::NotOffered => "Not offered".to_owned(),
            Self::Denied => "Denied".to_owned(),
            Self::Partly => "Partly denied".to_owned(),
            Self::NotDenied => "Not denied".to_owned(),
            Self::Some { open, all } => format!("{open} of {all} not denied"),
        }
    }

    /// In one word, for programs.
    pub(in crate::render) fn word(self) -> &'static str {
        match self {
            Self::NotOffered => "not_offered",
            Self::Denied => "denied",
            Self::NotDenied => "not_denied",
            Self::Some { .. } | Self::Partly => "mixed",
        }
    }
}

impl<'a> Look<'a> {
    /// How a cell of a source Region looks.
    pub(in crate::render) fn of(way: Way<'_>, cell: &Cell<'a>, source: &str) -> Self {
        let state = match (cell.open, cell.all) {
            (_, 0) => State::NotOffered,
            (0, _) => State::Denied,
            (open, all) if open == all => State::NotDenied,
            _ if way == Way::Application => State::Partly,
            (open, all) => State::Some { open, all },
        };
        let to = &cell.destinations;
        let to = if to.is_empty() {
            Where::Nowhere
        } else if to.contains(UNSPECIFIED) {
            Where::Anywhere
        } else if to.len() == 1 && to.contains(source) {
            Where::Own
        } else {
            Where::In(to.clone())
        };
        Self {
            state,
            to,
            is_uncertain: cell.uncertain > 0,
            by: cell.by.clone(),
        }
    }

    /// The calls of several source Regions from which none is left.
    pub(super) fn closed<'c>(cells: impl Iterator<Item = &'c Cell<'c>>) -> Self {
        let mut look = Self {
            state: State::NotOffered,
            to: Where::Nowhere,
            is_uncertain: false,
            by: BTreeSet::new(),
        };
        for cell in cells.filter(|cell| cell.all > 0) {
            look.state = State::Denied;
            look.is_uncertain |= cell.uncertain > 0;
            look.by.extend(&cell.by);
        }
        look
    }
}

/// The name of a column.
pub(super) fn name(way: Way<'_>) -> &str {
    match way {
        Way::InRegion => "In-Region",
        Way::Geographic(family) => family,
        Way::Global => "Global",
        Way::Application => "Application profile",
    }
}

/// The same for programs.
pub(super) fn key(way: Way<'_>) -> &str {
    match way {
        Way::InRegion => "in-region",
        Way::Geographic(family) => family,
        Way::Global => "global",
        Way::Application => "application-profile",
    }
}
