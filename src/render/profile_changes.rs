//! What became of inference profiles, as text and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::bedrock::{Catalogue, Profile};
use crate::catalogue::{Change, Imported};

use super::profiles::identity;
use super::visible::visible;

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
        let profiles = match imported.copies.len() {
            1 => "application inference profile is",
            _ => "application inference profiles are",
        };
        let _ = writeln!(
            text,
            "\n{} {profiles} the account's own, and no part of a catalogue (what each was made from, AWS does not say):",
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
