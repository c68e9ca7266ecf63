use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::bedrock::{ANYWHERE, Catalogue, routes};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::policy::glob;
use crate::spec::{Day, Decision, Ground, Mode, Reach, Spec};
use crate::text;

use super::changes::{Change, Offered, changes};
use super::rules::{accepted_gone, accepted_shape, destination_not_accepted, profile_not_accepted};
use super::schema;

const SCHEMA: &str = "crispack.accepted/1";

/// The routes that somebody accepted, and why: `crispack.profiles.json`, beside the spec. Those of Global profiles lead [`ANYWHERE`], since AWS lists no destinations of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    schema: String,
    /// Profile to source Region to destination Regions.
    routes: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Each time that something was accepted, the newest last.
    history: Vec<Acceptance>,
}

/// One time that something was accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Acceptance {
    day: String,
    reason: String,
    /// The day of the catalogue.
    catalogue: String,
    /// SHA-256 of the catalogue in hexadecimal.
    sha256: String,
}

/// A spec with what its routes are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The spec.
    pub spec: &'a Spec,
    /// Its Regions and its catalogue.
    pub ground: Ground<'a>,
}

impl Accepted {
    /// Reads what was accepted; the schema is `manifest/schema/crispack.accepted.1.schema.json`.
    ///
    /// # Errors
    /// The text is no JSON, has a key twice, is none of this version, or has no reason or a day that there is not; the first mistakes with their places.
    pub fn read(source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let document = text::strict_json(source)?;
        let value = document.to_value();
        let finding = accepted_shape::finding;
        let found = schema::mistakes(schema::Accepted::iter_errors(&value), &document, finding);
        if !found.is_empty() {
            return Err(found);
        }
        let accepted: Self = serde_json::from_value(value)
            .map_err(|error| vec![finding(document.place(), &error.to_string())])?;
        for (number, own) in accepted.history.iter().enumerate() {
            let at = |field: &str| schema::place(&document, &format!("/history/{number}/{field}"));
            for (field, day) in [("day", &own.day), ("catalogue", &own.catalogue)] {
                if Day::parse(day).is_none() {
                    let why = format!("`{day}` is no day, YYYY-MM-DD");
                    return Err(vec![finding(at(field), &why)]);
                }
            }
            if own.reason.trim().is_empty() {
                return Err(vec![finding(at("reason"), "the reason is empty")]);
            }
        }
        Ok(accepted)
    }

    /// The same with every route that works now under a mode of the spec accepted, and no other; and in what it differs.
    #[must_use]
    pub fn with(&self, wanted: Wanted<'_>, day: &str, reason: &str) -> (Self, Vec<Change>) {
        let mut next = Self {
            schema: SCHEMA.to_owned(),
            routes: BTreeMap::new(),
            history: self.history.clone(),
        };
        for mode in &wanted.spec.modes {
            for route in Reach::of(mode, &wanted.ground).working {
                let of_profile = next.routes.entry(route.profile.id.clone()).or_default();
                of_profile.insert(route.source.to_owned(), route.destinations.to_vec());
            }
            for (id, source) in globals(mode, wanted) {
                let of_profile = next.routes.entry(id.to_owned()).or_default();
                of_profile.insert(source.to_owned(), vec![ANYWHERE.to_owned()]);
            }
        }
        let differences = changes(&self.offered(), &next.offered());
        let catalogue = wanted.ground.catalogue;
        next.history.push(Acceptance {
            day: day.to_owned(),
            reason: reason.to_owned(),
            catalogue: catalogue.as_of.clone(),
            sha256: text::sha256(catalogue.text.as_bytes()),
        });
        (next, differences)
    }

    /// How many routes it has.
    pub fn len(&self) -> usize {
        self.routes.values().map(BTreeMap::len).sum()
    }

    /// Has it none?
    pub fn is_empty(&self) -> bool {
        self.routes.is_empty()
    }

    fn offered(&self) -> Vec<Offered<'_>> {
        let mut all = Vec::new();
        for (id, own) in &self.routes {
            for (source, to) in own {
                all.push(Offered {
                    source,
                    id,
                    to: to.iter().map(String::as_str).collect(),
                });
            }
        }
        all.sort_unstable_by_key(|own| (own.source, own.id));
        all
    }

    /// The text of the file: a line a route, so that a difference of two is one of routes.
    pub fn to_text(&self) -> String {
        let mut text = format!("{{\n\"schema\": \"{SCHEMA}\",\n\"routes\": {{");
        let mut comma = "";
        for (id, own) in &self.routes {
            let _ = write!(text, "{comma}\n  {}: {{", json!(id));
            comma = ",";
            let mut between = "";
            for (source, to) in own {
                let _ = write!(text, "{between}\n    {}: {}", json!(source), json!(to));
                between = ",";
            }
            text.push_str("\n  }");
        }
        text.push_str("\n},\n\"history\": [");
        let mut comma = "";
        for own in &self.history {
            let _ = write!(
                text,
                "{comma}\n  {}",
                serde_json::to_string(own).unwrap_or_default()
            );
            comma = ",";
        }
        text.push_str("\n]\n}\n");
        text
    }

    /// What the catalogue has otherwise than was accepted, of what the modes of the spec allow from its working Regions.
    pub fn check(&self, wanted: Wanted<'_>, place: Option<&Place>) -> Vec<Diagnostic> {
        let (spec, catalogue) = (wanted.spec, wanted.ground.catalogue);
        let mut gained = destination_not_accepted::Gained::default();
        let (mut fresh, mut global) = (BTreeSet::new(), BTreeSet::new());
        for mode in &spec.modes {
            let works: BTreeSet<(&str, &str)> = {
                let working = Reach::of(mode, &wanted.ground).working;
                working
                    .iter()
                    .map(|own| (own.profile.id.as_str(), own.source))
                    .collect()
            };
            let ids = mode.allowed_ids();
            for route in routes(catalogue, &ids, &spec.working) {
                let id = route.profile.id.as_str();
                let accepted = self.routes.get(id).and_then(|own| own.get(route.source));
                if accepted.is_none() && !works.contains(&(id, route.source)) {
                    continue;
                }
                let family = accepted
                    .is_none()
                    .then(|| self.of_family(&ids, route.profile.family(), route.source));
                let new: Vec<&str> = route
                    .destinations
                    .iter()
                    .map(String::as_str)
                    .filter(|code| match (accepted, &family) {
                        (Some(accepted), _) => !accepted.iter().any(|own| own == code),
                        (None, Some(family)) => !family.contains(code),
                        (None, None) => true,
                    })
                    .collect();
                if !new.is_empty() {
                    gained.add(&new, &mode.name, id, route.source);
                } else if accepted.is_none() {
                    fresh.insert((id.to_owned(), route.source.to_owned()));
                }
            }
            let new = globals(mode, wanted).filter(|(id, source)| {
                let accepted = self.routes.get(*id);
                accepted.is_none_or(|own| !own.contains_key(*source))
            });
            global.extend(new.map(|(id, source)| (id.to_owned(), source.to_owned())));
        }
        let mut found = gained.findings(spec, catalogue, place);
        for (new, is_global) in [(&fresh, false), (&global, true)] {
            found.extend(profile_not_accepted::finding(new, is_global, place));
        }
        found.extend(accepted_gone::finding(&self.gone(wanted), catalogue, place));
        found
    }

    /// Every destination Region that was accepted for some profile of a family that a mode allows, from a source Region: where data of that mode goes already. What was accepted
    /// of profiles that only other modes allow agrees to nothing for this one.
    fn of_family(&self, ids: &[String], family: &str, source: &str) -> BTreeSet<&str> {
        let own = self.routes.iter().filter(|(id, _)| {
            let is_allowed = ids.iter().any(|pattern| glob::matches(pattern, id));
            is_allowed && id.split('.').next() == Some(family)
        });
        own.filter_map(|(_, own)| own.get(source))
            .flatten()
            .map(String::as_str)
            .collect()
    }

    /// What was accepted and is offered no more, of working Regions.
    fn gone(&self, wanted: Wanted<'_>) -> Vec<Change> {
        let mut accepted = self.offered();
        accepted.retain(|own| wanted.spec.working.contains(own.source));
        let mut now = super::offered(wanted.ground.catalogue);
        now.retain(|own| {
            self.routes
                .get(own.id)
                .is_some_and(|known| known.contains_key(own.source))
        });
        let mut gone = changes(&accepted, &now);
        gone.retain(|own| match own.parts() {
            ("vanishes", ..) => wanted.ground.catalogue.knows(&own.source),
            (_, _, lost) => !lost.is_empty(),
        });
        gone
    }
}

/// The Global profiles that a mode allows, each with the working Regions from which it is offered.
fn globals<'a>(
    mode: &Mode,
    wanted: Wanted<'a>,
) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
    let ids = mode.allowed_ids();
    let is_allowed = mode.global == Decision::Allow;
    let catalogue: &'a Catalogue = wanted.ground.catalogue;
    let profiles = catalogue.profiles.iter().filter(move |own| {
        let is_meant = is_allowed && own.is_global() && own.is_routable();
        is_meant && ids.iter().any(|pattern| glob::matches(pattern, &own.id))
    });
    profiles.flat_map(move |own| {
        let sources = own.routes.keys();
        let working = sources.filter(move |source| wanted.spec.working.contains(*source));
        working.map(|source| (own.id.as_str(), source.as_str()))
    })
}
