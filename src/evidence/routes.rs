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

/// Destinations with the sources that have them.
type Shape<'p> = BTreeMap<String, BTreeSet<&'p str>>;

impl Routes {
    /// Those of some profiles.
    pub(super) fn of<'p>(profiles: impl IntoIterator<Item = &'p Profile>) -> Self {
        let mut shapes: BTreeMap<Shape<'p>, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
        for profile in profiles {
            let mut shape = Shape::new();
            for (source, destinations) in alike(profile) {
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

/// The destinations of each source, with or without the source itself: a call is authorized there in any case, so what is alike but for that can be written once.
fn alike(profile: &Profile) -> Vec<(&str, String)> {
    if profile.family() == GLOBAL {
        let sources = profile.routes.keys();
        return sources
            .map(|source| (source.as_str(), UNSPECIFIED.to_owned()))
            .collect();
    }
    let written = |source: &str, with: bool, list: &[String]| {
        let kept = list.iter().filter(|code| with || *code != source);
        let kept: Vec<&str> = kept.map(String::as_str).collect();
        kept.join(" ")
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (source, list) in &profile.routes {
        let both = [true, false].map(|with| written(source, with, list));
        for text in BTreeSet::from(both) {
            *counts.entry(text).or_default() += 1;
        }
    }
    let routes = profile.routes.iter().map(|(source, list)| {
        let [with, without] = [true, false].map(|with| written(source, with, list));
        let is_shorter = counts.get(&without) > counts.get(&with);
        (source.as_str(), if is_shorter { without } else { with })
    });
    routes.collect()
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
