use std::cmp::Ordering;

use crate::bedrock::{ANYWHERE, Catalogue};

/// A profile as it is offered in a source Region.
#[derive(Debug, Clone)]
pub struct Offered<'a> {
    /// The Region of the caller.
    pub source: &'a str,
    /// The profile.
    pub id: &'a str,
    /// The destination Regions; [`ANYWHERE`] alone for a Global one.
    pub to: Vec<&'a str>,
}

/// What became of a profile in a source Region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The Region of the caller.
    pub source: String,
    /// The profile.
    pub id: String,
    /// In what it differs.
    pub change: Difference,
}

/// In what a profile differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It is offered there, and was not; the destination Regions.
    Appears(Vec<String>),
    /// It was offered there, and is not.
    Vanishes,
    /// Its destination Regions: gained, and lost.
    Moves(Vec<String>, Vec<String>),
}

impl Change {
    /// In plain words, without profile and source.
    pub fn words(&self) -> String {
        let named = |codes: &[String]| match codes {
            [only] if only == ANYWHERE => "any commercial Region".to_owned(),
            codes => codes.join(", "),
        };
        match &self.change {
            Difference::Appears(to) => format!("appears, to {}", named(to)),
            Difference::Vanishes => "vanishes".to_owned(),
            Difference::Moves(gained, lost) => {
                let mut words = Vec::new();
                if !gained.is_empty() {
                    words.push(format!("gains {}", named(gained)));
                }
                if !lost.is_empty() {
                    words.push(format!("loses {}", named(lost)));
                }
                words.join(", ")
            }
        }
    }

    /// One word for it, and the Regions that it gains and loses: what a program reads.
    pub fn parts(&self) -> (&'static str, &[String], &[String]) {
        match &self.change {
            Difference::Appears(to) => ("appears", to, &[]),
            Difference::Vanishes => ("vanishes", &[], &[]),
            Difference::Moves(gained, lost) => ("moves", gained, lost),
        }
    }
}

/// What a catalogue offers, sorted by source Region and profile.
pub fn offered(catalogue: &Catalogue) -> Vec<Offered<'_>> {
    let routable = catalogue.profiles.iter().filter(|own| own.is_routable());
    let mut all: Vec<Offered<'_>> = routable
        .flat_map(|own| {
            own.routes.iter().map(|(source, to)| Offered {
                source,
                id: &own.id,
                to: to.iter().map(String::as_str).collect(),
            })
        })
        .collect();
    all.sort_unstable_by_key(|own| (own.source, own.id));
    all
}

/// What is different between two catalogues. That the new one has no answer from a source Region is no change of what is offered there.
pub fn between(old: &Catalogue, new: &Catalogue) -> Vec<Change> {
    let mut changes = changes(&offered(old), &offered(new));
    changes.retain(|own| own.change != Difference::Vanishes || new.knows(&own.source));
    changes
}

/// What is different between two lists, each sorted by source Region and profile; in that order.
pub fn changes(old: &[Offered<'_>], new: &[Offered<'_>]) -> Vec<Change> {
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    let mut changes = Vec::new();
    let mut add = |of: &Offered<'_>, change| {
        changes.push(Change {
            source: of.source.to_owned(),
            id: of.id.to_owned(),
            change,
        });
    };
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return changes,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(was), Some(is)) => (was.source, was.id).cmp(&(is.source, is.id)),
        };
        let was = old.next_if(|_| order.is_le());
        let is = new.next_if(|_| order.is_ge());
        match (was, is) {
            (Some(was), Some(is)) => {
                let gained = beyond(&is.to, &was.to);
                let lost = beyond(&was.to, &is.to);
                if !gained.is_empty() || !lost.is_empty() {
                    add(is, Difference::Moves(gained, lost));
                }
            }
            (Some(was), None) => add(was, Difference::Vanishes),
            (None, Some(is)) => add(is, Difference::Appears(beyond(&is.to, &[]))),
            (None, None) => return changes,
        }
    }
}

/// The Regions that one list has beyond another.
fn beyond(list: &[&str], other: &[&str]) -> Vec<String> {
    let more = list.iter().filter(|code| !other.contains(code));
    more.map(|code| (*code).to_owned()).collect()
}
