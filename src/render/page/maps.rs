use std::collections::BTreeSet;

use crate::render::facts::Facts;
use crate::render::survey::is_at_home;
use crate::simulate::Places;

use super::group::Ous;
use super::map::{Map, Marks};

/// A map, and the OUs of which it is one.
pub(super) struct Picture {
    pub(super) map: Map,
    pub(super) ous: Ous,
    pub(super) is_anywhere: bool,
    /// Each call is processed where it starts.
    pub(super) is_at_home: bool,
}

/// A map for each choice of Regions in which calls may start and be processed.
pub(super) fn pictures(facts: Facts<'_>) -> Vec<Picture> {
    let mut known: Vec<((Places<'_>, bool), Vec<String>)> = Vec::new();
    for own in facts.surveys {
        let key = (Places::of(&own.after), is_at_home(own));
        match known.iter_mut().find(|(own, _)| *own == key) {
            Some((_, ous)) => ous.extend(own.of.ous.iter().cloned()),
            None => known.push((key, own.of.ous.clone())),
        }
    }
    let strings = |codes: &BTreeSet<&str>| codes.iter().map(|code| (*code).to_owned()).collect();
    let picture =
        |(((places, is_at_home), ous), id): (((Places<'_>, bool), Vec<String>), usize)| {
            let marks = Marks {
                title: format!(
                    "Map {id}: where calls may start, and where prompts may be processed"
                ),
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
                is_at_home,
            }
        };
    known.into_iter().zip(1..).map(picture).collect()
}
