use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bedrock::{ANYWHERE, Catalogue, Profile};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::org::Organization;
use crate::spec::Day;
use crate::text;

use super::rules::{catalogue_shape, other_account};

/// Reads a catalogue; the schema is `manifest/schema/crispack.catalogue.1.schema.json`.
///
/// # Errors
/// The text is no JSON, no catalogue of this version, or says what no catalogue can say; the first mistake with its place.
pub fn read(source: &Arc<Source>) -> Result<Catalogue, Vec<Diagnostic>> {
    let catalogue = match Catalogue::parse(&source.text) {
        Ok(catalogue) => catalogue,
        Err(error) => {
            // What is wrong with JSON itself is told better by the reader of documents.
            text::json(source)?;
            let at = source.offset(error.line(), error.column());
            let place = Place::new(source, at..at);
            return Err(vec![catalogue_shape::finding(place, &error.to_string())]);
        }
    };
    match mistake(&catalogue) {
        None => Ok(catalogue),
        Some((pointer, why)) => {
            let document = text::json(source)?;
            let node = document.pointer(&pointer).unwrap_or(&document);
            Err(vec![catalogue_shape::finding(node.place(), &why)])
        }
    }
}

/// The format of a file of ours, such as `crispack.catalogue/1`: what is no answer of AWS's, though it may lie beside one.
pub fn own_format(source: &Arc<Source>) -> Option<String> {
    let is_possible = source.text.contains("\"crispack.");
    let document = is_possible.then(|| text::json(source).ok()).flatten()?;
    let format = document.get("schema")?.as_str()?;
    format.starts_with("crispack.").then(|| format.to_owned())
}

/// What the types let pass: where, as a JSON pointer, and what.
fn mistake(catalogue: &Catalogue) -> Option<(String, String)> {
    let dated = [("/as_of".to_owned(), &catalogue.as_of)]
        .into_iter()
        .chain(
            catalogue
                .base_as_of
                .iter()
                .map(|day| ("/base_as_of".to_owned(), day)),
        )
        .chain(
            catalogue
                .scanned
                .iter()
                .map(|(code, day)| (format!("/scanned/{code}"), day)),
        );
    for (pointer, day) in dated {
        if Day::parse(day).is_none() {
            return Some((pointer, format!("`{day}` is no day, YYYY-MM-DD")));
        }
    }
    let mut before = "";
    for (number, profile) in catalogue.profiles.iter().enumerate() {
        let at = format!("/profiles/{number}");
        if profile.id.as_str() <= before {
            let why = format!(
                "profiles are sorted by id, each once, and `{}` is not behind `{before}`",
                profile.id
            );
            return Some((format!("{at}/id"), why));
        }
        before = &profile.id;
        if let Some(why) = odd(profile, catalogue) {
            return Some((at, why));
        }
    }
    None
}

/// What a profile cannot say.
fn odd(profile: &Profile, catalogue: &Catalogue) -> Option<String> {
    if profile.model().is_empty() || profile.family().is_empty() {
        return Some(format!(
            "`{}` is no id of a profile, `FAMILY.MODEL`",
            profile.id
        ));
    }
    for (source, to) in &profile.routes {
        let is_anywhere = matches!(to.as_slice(), [only] if only == ANYWHERE);
        if is_anywhere != profile.is_global() {
            return Some(format!(
                "a Global profile, and no other, has the one destination `{ANYWHERE}`"
            ));
        }
        if to.is_empty() {
            return Some(format!("the route from {source} leads nowhere"));
        }
        for code in std::iter::once(source).chain(to.iter().filter(|_| !is_anywhere)) {
            if !is_region_shaped(code) {
                return Some(format!("`{code}` is no code of a Region"));
            }
            if catalogue
                .region(code)
                .is_some_and(|own| own.partition != profile.partition)
            {
                return Some(format!(
                    "{code} is not in the partition `{}`",
                    profile.partition
                ));
            }
        }
    }
    None
}

/// Could it be the code of a Region, such as `eu-central-1`? AWS adds Regions, so the shape is all that can be asked for.
pub(super) fn is_region_shaped(code: &str) -> bool {
    let mut parts = code.split('-');
    let last = parts.next_back().unwrap_or_default();
    let words: Vec<&str> = parts.collect();
    let is_word = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    words.len() > 1
        && words.len() < 5
        && words.iter().all(is_word)
        && (1..3).contains(&last.len())
        && last.chars().all(|c| c.is_ascii_digit())
}

/// The accounts of an organization; `None`: the snapshot does not tell them all.
pub fn accounts(organization: &Organization) -> Option<BTreeSet<&str>> {
    let snapshot = &organization.snapshot;
    let below = snapshot
        .organizational_units
        .iter()
        .flat_map(|ou| &ou.accounts);
    let identity = snapshot.organization.as_ref();
    let root = identity.into_iter().flat_map(|own| &own.root_accounts);
    let management = identity.and_then(|own| own.management_account.as_ref());
    let known: BTreeSet<&str> = below.chain(root).map(String::as_str).collect();
    let is_whole = snapshot.missing.is_empty() && !known.is_empty();
    is_whole.then(|| {
        known
            .into_iter()
            .chain(management.map(String::as_str))
            .collect()
    })
}

/// The finding that a catalogue was imported from an account which is not one of the organization's.
pub fn foreign(
    catalogue: &Catalogue,
    organization: &Organization,
    place: Option<Place>,
) -> Option<Diagnostic> {
    let known = accounts(organization)?;
    let account = catalogue
        .accounts
        .iter()
        .find(|own| !known.contains(own.as_str()))?;
    Some(other_account::not_of(account, &organization.name).at(place, "this catalogue"))
}
