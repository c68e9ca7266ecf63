use std::collections::BTreeSet;

use crate::render::facts::Facts;
use crate::render::survey::Places;

use super::group::Ous;
use super::map::{Map, Marks};

/// A map, and the OUs of which it is one.
pub(super) struct Picture {
    pub(super) map: Map,
    pub(super) ous: Ous,
    pub(super) is_anywhere: bool,
}

/// A map for each choice of Regions in which calls may start and be processed.
pub(super) fn pictures(facts: Facts<'_>) -> Vec<Picture> {
    let mut known: Vec<(Places<'_>, Vec<String>)> = Vec::new();
    for own in facts.surveys {
        let places = Places::of(&own.after);
        match known.iter_mut().find(|(own, _)| *own == places) {
            Some((_, ous)) => ous.extend(own.of.ous.iter().cloned()),
            None => known.push((places, own.of.ous.clone())),
        }
    }
    let strings = |codes: &BTreeSet<&str>| codes.iter().map(|code| (*code).to_owned()).collect();
    let picture = |((places, ous), id): ((Places<'_>, Vec<String>), usize)| {
        let marks = Marks {
            title: format!("Map {id}: where calls may start, and where prompts may be processed"),
            id,
            partition: facts.spec.partition,
            starts: &strings(&places.starts),
            processed: &strings(&places.processed),
            anywhere: places.anywhere,
        };
        Picture {
            map: Map::new(&marks, &facts.catalogue.regions),
            ous: Ous::of(&ous),
            is_anywhere: places.anywhere,
        }
    };
    known.into_iter().zip(1..).map(picture).collect()
}
