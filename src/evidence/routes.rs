//! The routes of a catalogue as two short tables: profiles that are routed alike share their routes.

use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::{Catalogue, GLOBAL, Profile, UNSPECIFIED};

use super::expression::quoted;

/// Families and models by their shape, and the routes of each shape. Shape 0 has none.
#[derive(Debug, Default)]
pub(super) struct Routes {
    /// Rows of (shape, family, models).
    pub(super) profiles: Vec<String>,
    /// Rows of (shape, source Regions, Regions that are authorized).
    pub(super) routes: Vec<String>,
}

impl Routes {
    /// Those of some profiles.
    pub(super) fn of<'p>(profiles: impl IntoIterator<Item = &'p Profile>) -> Self {
        let mut shapes: BTreeMap<BTreeMap<String, BTreeSet<&str>>, BTreeMap<&str, Vec<&str>>> =
            BTreeMap::new();
        for profile in profiles {
            let mut shape: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
            for (source, destinations) in &profile.routes {
                let destinations = if profile.family() == GLOBAL {
                    UNSPECIFIED.to_owned()
                } else {
                    destinations.join(" ")
                };
                shape.entry(destinations).or_default().insert(source);
            }
            let models = shapes.entry(shape).or_default();
            models
                .entry(profile.family())
                .or_default()
                .push(profile.model());
        }
        let mut all = Self::default();
        let mut number = 0;
        for (shape, families) in &shapes {
            if !shape.is_empty() {
                number += 1;
            }
            let of = if shape.is_empty() { 0 } else { number };
            for (family, models) in families {
                let (family, models) = (quoted(family), quoted(&models.join(" ")));
                all.profiles.push(format!("({of}, {family}, {models})"));
            }
            for (destinations, sources) in shape {
                let sources: Vec<&str> = sources.iter().copied().collect();
                let (sources, destinations) = (quoted(&sources.join(" ")), quoted(destinations));
                all.routes
                    .push(format!("({of}, {sources}, {destinations})"));
            }
        }
        all
    }
}

/// The profiles that can be named, sorted by id. An id with a blank in it is no id.
pub(super) fn profiles(catalogue: &Catalogue) -> Vec<&Profile> {
    let named = catalogue.profiles.iter();
    let mut named: Vec<&Profile> = named
        .filter(|own| own.id.contains('.') && !own.id.contains(char::is_whitespace))
        .collect();
    named.sort_unstable_by_key(|own| own.id.as_str());
    named
}
