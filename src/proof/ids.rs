use indexmap::IndexMap;

use crate::policy::{Level, Policy};

/// Policies by what they say, so that the same one is known however often it was read.
#[derive(Default)]
pub(super) struct Ids {
    by_text: IndexMap<String, usize>,
    by_place: IndexMap<usize, usize>,
}

impl Ids {
    pub(super) fn of(&mut self, policy: &Policy) -> usize {
        let place = std::ptr::from_ref(policy).addr();
        if let Some(id) = self.by_place.get(&place) {
            return *id;
        }
        let next = self.by_text.len() + 1;
        let id = *self.by_text.entry(policy.to_compact_json()).or_insert(next);
        self.by_place.insert(place, id);
        id
    }

    pub(super) fn path(&mut self, levels: &[Level]) -> Vec<Vec<usize>> {
        levels
            .iter()
            .map(|level| {
                level
                    .attached
                    .iter()
                    .map(|own| self.of(&own.policy))
                    .collect()
            })
            .collect()
    }
}
