//! The profiles of a catalogue as text and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::bedrock::{Catalogue, Profile};
use crate::text::sha256;

use super::visible::visible;

/// What an id without routes is told with.
const NO_ROUTES: &str =
    "no routes of it are known, only its id: where it is offered and served is not guessed";

/// Where a Global profile leads.
const ANY: &str = "any commercial Region";

/// Profiles, a line each; with a source Region, where they lead from there.
pub fn profiles_text(profiles: &[&Profile], catalogue: &Catalogue, source: Option<&str>) -> String {
    let width = profiles
        .iter()
        .map(|own| own.id.len())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for own in profiles {
        let words = match source.and_then(|source| Some((source, own.routes.get(source)?))) {
            _ if own.gone => "no longer offered".to_owned(),
            Some((source, to)) => {
                let (how, day) = catalogue.sureness(own, source);
                format!("to {}  ({how}, {day})", destinations(own, to))
            }
            None if own.routes.is_empty() => "routes not known".to_owned(),
            None => {
                let mut to: Vec<&String> = own.routes.values().flatten().collect();
                to.sort_unstable();
                to.dedup();
                let to: Vec<String> = to.into_iter().cloned().collect();
                let regions = if own.routes.len() == 1 {
                    "Region"
                } else {
                    "Regions"
                };
                format!(
                    "from {} {regions} to {}",
                    own.routes.len(),
                    destinations(own, &to)
                )
            }
        };
        let _ = writeln!(text, "{:<width$}  {words}", visible(&own.id));
    }
    text
}

fn destinations(profile: &Profile, to: &[String]) -> String {
    if profile.is_global() {
        ANY.to_owned()
    } else {
        to.join(", ")
    }
}

/// Everything that is known of a profile.
pub fn profile_text(own: &Profile, catalogue: &Catalogue) -> String {
    let mut text = format!(
        "{}\n  family {}, model {}, partition {}\n",
        visible(&own.id),
        visible(own.family()),
        visible(own.model()),
        own.partition
    );
    if let (Some(first), Some(last)) = (&own.first_seen, &own.last_seen) {
        let _ = writeln!(
            text,
            "  listed first {first}, last {last} (days of lists that were read, not of launch or retirement)"
        );
    }
    if let Some(lifecycle) = &own.lifecycle {
        let _ = writeln!(
            text,
            "  its model was {lifecycle} where the routes of {} were read",
            catalogue.base_as_of.as_ref().unwrap_or(&catalogue.as_of)
        );
    }
    for word in &own.evidence {
        let what = catalogue.evidence.iter().find(|own| own.key == *word);
        let what = what.map_or("", |own| own.what.as_str());
        let _ = writeln!(text, "  known from {word}: {}", visible(what));
    }
    if let Some(note) = &own.note {
        let _ = writeln!(text, "  {}", visible(note));
    }
    if own.gone {
        let _ = writeln!(
            text,
            "  it is no longer offered; what follows is what was known last"
        );
    }
    if own.routes.is_empty() {
        let _ = writeln!(text, "\n  {NO_ROUTES}");
        return text;
    }
    let _ = writeln!(
        text,
        "\n  {:<16} {:<10} {:<12} to",
        "from", "as of", "known by"
    );
    for (source, to) in &own.routes {
        let (how, day) = catalogue.sureness(own, source);
        let _ = writeln!(
            text,
            "  {source:<16} {day:<10} {how:<12} {}",
            destinations(own, to)
        );
    }
    text
}

/// One object; the schema is `manifest/schema/crispack.profiles.1.schema.json`.
pub fn profiles_json(profiles: &[&Profile], catalogue: &Catalogue) -> String {
    let profile = |own: &&Profile| {
        let routes: Vec<Value> = own
            .routes
            .iter()
            .map(|(source, to)| {
                let (how, day) = catalogue.sureness(own, source);
                let to = (!own.is_global()).then_some(to);
                json!({"source": source, "destinations": to, "confidence": how, "as_of": day})
            })
            .collect();
        json!({
            "id": own.id,
            "family": own.family(),
            "model": own.model(),
            "partition": own.partition,
            "offered": !own.gone,
            "routes_known": !own.routes.is_empty(),
            "first_seen": own.first_seen,
            "last_seen": own.last_seen,
            "lifecycle": own.lifecycle,
            "note": own.note,
            "routes": routes,
        })
    };
    let value = json!({
        "schema": "crispack.profiles/1",
        "catalogue": identity(catalogue),
        "profiles": profiles.iter().map(profile).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

/// Which catalogue it is, as every format of ours has it.
pub(super) fn identity(catalogue: &Catalogue) -> Value {
    json!({
        "as_of": catalogue.as_of,
        "sha256": sha256(catalogue.text.as_bytes()),
        "builtin": catalogue.is_builtin(),
    })
}
