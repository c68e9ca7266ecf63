//! Catalogues of inference profiles as text and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::bedrock::{Catalogue, Profile};
use crate::catalogue::{Change, Imported};
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
            "  its model was {lifecycle} where the routes were read"
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

fn identity(catalogue: &Catalogue) -> Value {
    json!({
        "as_of": catalogue.as_of,
        "sha256": sha256(catalogue.text.as_bytes()),
        "builtin": catalogue.is_builtin(),
    })
}

/// How a catalogue is called in a sentence.
fn catalogue_name(catalogue: &Catalogue) -> String {
    if catalogue.is_builtin() {
        format!("the embedded catalogue of {}", catalogue.as_of)
    } else {
        format!("the catalogue of {}", catalogue.as_of)
    }
}

/// What became of profiles, in plain words: those that appeared, vanished, or moved, each with its source Regions.
pub fn profile_changes_text(old: &Catalogue, new: &Catalogue, changes: &[Change]) -> String {
    let (was, is) = (catalogue_name(old), catalogue_name(new));
    if changes.is_empty() {
        return format!("no profile leads elsewhere in {is} than in {was}\n");
    }
    let mut ids: Vec<&str> = changes.iter().map(|own| own.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let profiles = if ids.len() == 1 {
        "profile differs"
    } else {
        "profiles differ"
    };
    let mut text = format!("{} {profiles} in {is} from {was}:\n", ids.len());
    let offers =
        |catalogue: &Catalogue, id: &str| catalogue.profile(id).is_some_and(Profile::is_routable);
    for id in ids {
        let word = match (offers(old, id), offers(new, id)) {
            (false, _) => "  appeared",
            (_, false) => "  vanished",
            _ => "",
        };
        let _ = writeln!(text, "\n{}{word}", visible(id));
        for own in changes.iter().filter(|own| own.id == id) {
            let words = match own.parts() {
                ("appears", ..) if word.is_empty() => format!(
                    "can be called from there now, {}",
                    own.words().trim_start_matches("appears, ")
                ),
                ("appears", ..) => own.words().trim_start_matches("appears, ").to_owned(),
                ("vanishes", ..) => "can no longer be called from there".to_owned(),
                _ => own.words(),
            };
            let _ = writeln!(
                text,
                "  from {:<16} {}",
                visible(&own.source),
                visible(&words)
            );
        }
    }
    text
}

/// One object; the schema is `manifest/schema/crispack.profiles-diff.1.schema.json`.
pub fn profile_changes_json(old: &Catalogue, new: &Catalogue, changes: &[Change]) -> String {
    let value = json!({
        "schema": "crispack.profiles-diff/1",
        "old": identity(old),
        "new": identity(new),
        "changes": changes.iter().map(change_value).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

/// A change as every format of ours has it.
pub(super) fn change_value(own: &Change) -> Value {
    let (change, gained, lost) = own.parts();
    json!({"profile": own.id, "source": own.source, "change": change, "gained": gained, "lost": lost})
}

/// What came of an import.
pub fn imported_text(imported: &Imported, base: &Catalogue) -> String {
    let mut text = String::new();
    for (source, count) in &imported.scanned {
        let profiles = if *count == 1 { "profile" } else { "profiles" };
        let _ = writeln!(text, "{source:<16} {count} {profiles}");
    }
    if imported.asked > 0 {
        let _ = writeln!(
            text,
            "{} more told one by one, of source Regions that no answer lists",
            imported.asked
        );
    }
    let _ = writeln!(text);
    text.push_str(&profile_changes_text(
        base,
        &imported.catalogue,
        &imported.changes,
    ));
    if !imported.copies.is_empty() {
        let _ = writeln!(
            text,
            "\n{} application inference profiles are the account's own, and no part of a catalogue (what each was made from, AWS does not say):",
            imported.copies.len()
        );
        for own in &imported.copies {
            let global = if own.is_global {
                "without a Region, so from a Global profile; "
            } else {
                ""
            };
            let _ = writeln!(
                text,
                "  {} in {}: models {global}{}",
                visible(&own.id),
                own.source,
                own.to.join(", ")
            );
        }
    }
    text
}

/// What was accepted.
pub fn accepted_text(changes: &[Change], routes: usize, is_first: bool) -> String {
    let mut text = format!("{routes} routes are accepted\n");
    if !is_first {
        for own in changes {
            let _ = writeln!(
                text,
                "  {} from {}: {}",
                visible(&own.id),
                visible(&own.source),
                visible(&own.words())
            );
        }
    }
    text
}
