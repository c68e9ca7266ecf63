use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bedrock::{ANYWHERE, Catalogue, Profile};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::org::Organization;
use crate::spec::Day;
use crate::text;

use super::rules::{accounts_not_checked, catalogue_shape, other_account};
use super::schema;

/// Reads a catalogue; the schema is `manifest/schema/crispack.catalogue.1.schema.json`.
///
/// # Errors
/// The text is no JSON, has a key twice, is no catalogue of this version, or says what no catalogue can say; the first mistakes with their places.
pub fn read(source: &Arc<Source>) -> Result<Catalogue, Vec<Diagnostic>> {
    let document = text::strict_json(source)?;
    let value = document.to_value();
    let node = |pointer: &str| schema::place(&document, pointer);
    let found = schema::mistakes(
        schema::Catalogue::iter_errors(&value),
        &document,
        catalogue_shape::finding,
    );
    if !found.is_empty() {
        return Err(found);
    }
    let refused = |place, why: &str| vec![catalogue_shape::finding(place, why)];
    let catalogue = Catalogue::parse(&source.text).map_err(|error| {
        let at = source.offset(error.line(), error.column());
        refused(Place::new(source, at..at), &error.to_string())
    })?;
    match mistake(&catalogue) {
        None => Ok(catalogue),
        Some((pointer, why)) => Err(refused(node(&pointer), &why)),
    }
}

/// The format of a file of ours, such as `crispack.catalogue/1`: what is no answer of AWS's, though it may lie beside one.
pub fn own_format(source: &Arc<Source>) -> Option<String> {
    let is_possible = source.text.contains("\"crispack.");
    let document = is_possible.then(|| text::json(source).ok()).flatten()?;
    let format = document.get("schema")?.as_str()?;
    format.starts_with("crispack.").then(|| format.to_owned())
}

/// What the schema lets pass: where, as a JSON pointer, and what.
fn mistake(catalogue: &Catalogue) -> Option<(String, String)> {
    let base = catalogue.base_as_of.iter();
    let dated = std::iter::once(("/as_of".to_owned(), &catalogue.as_of))
        .chain(base.map(|day| ("/base_as_of".to_owned(), day)));
    let scanned = catalogue.scanned.iter();
    let dated = dated.chain(scanned.map(|(code, day)| (format!("/scanned/{code}"), day)));
    let of_profiles = catalogue.profiles.iter().enumerate();
    let dated = dated.chain(of_profiles.flat_map(|(number, own)| {
        let at = move |field: &str| format!("/profiles/{number}/{field}");
        let first = own
            .first_seen
            .iter()
            .map(move |day| (at("first_seen"), day));
        let last = own.last_seen.iter().map(move |day| (at("last_seen"), day));
        let asked = own.asked.iter();
        let asked = asked.map(move |(code, day)| (at(&format!("asked/{code}")), day));
        first.chain(last).chain(asked)
    }));
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

/// The finding that a catalogue was imported from an account which is not one of the organization's, or that this cannot be told.
pub fn foreign(
    catalogue: &Catalogue,
    organization: &Organization,
    place: Option<Place>,
) -> Option<Diagnostic> {
    let name = &organization.name;
    let Some(known) = accounts(organization) else {
        let has_any = !catalogue.accounts.is_empty();
        return has_any.then(|| accounts_not_checked::finding(name, place));
    };
    let account = catalogue
        .accounts
        .iter()
        .find(|own| !known.contains(own.as_str()))?;
    Some(other_account::not_of(account, name).at(place, "this catalogue"))
}
