use std::collections::BTreeSet;

use crate::bedrock::Catalogue;
use crate::diagnostic::{Diagnostic, Place};
use crate::spec::Day;

use super::rules::{catalogue_old, day_to_come, source_not_asked};

/// After how many days a catalogue is called old.
const DAYS: u64 = 90;

/// How many source Regions a command names.
const NAMED: usize = 8;

/// The finding that what is known of some source Region is old, or that a day of the catalogue is still to come, so that no age can be told. Depends on the day, so it never enters a release.
pub fn old(catalogue: &Catalogue, sources: &BTreeSet<String>, today: Day) -> Option<Diagnostic> {
    if let Some(finding) = to_come(catalogue, today) {
        return Some(finding);
    }
    let known = sources.iter().filter(|source| catalogue.knows(source));
    let dated = known.map(|source| (catalogue.day_of(source), source.as_str()));
    let (oldest, source) = dated.min()?;
    let age = today.number().saturating_sub(Day::parse(oldest)?.number());
    (age > DAYS).then(|| catalogue_old::finding(source, oldest, age, &how_to_import(sources)))
}

/// The finding that some day of the catalogue, of whatever source Region, is after today.
fn to_come(catalogue: &Catalogue, today: Day) -> Option<Diagnostic> {
    let is_later = |day: &str| Day::parse(day).is_some_and(|day| day > today);
    if is_later(&catalogue.as_of) {
        return Some(day_to_come::finding("the catalogue", &catalogue.as_of));
    }
    for (source, day) in &catalogue.scanned {
        if is_later(day) {
            return Some(day_to_come::finding(&format!("the list of {source}"), day));
        }
    }
    for own in &catalogue.profiles {
        let asked = own.asked.values();
        let seen = own.first_seen.iter().chain(&own.last_seen);
        if let Some(day) = asked.chain(seen).find(|day| is_later(day)) {
            let what = format!("what is known of `{}`", own.id);
            return Some(day_to_come::finding(&what, day));
        }
    }
    None
}

/// The finding that the catalogue has no answer from some of the source Regions.
pub fn never_asked(
    catalogue: &Catalogue,
    sources: &BTreeSet<String>,
    place: Option<Place>,
) -> Option<Diagnostic> {
    let mut unknown = sources.clone();
    unknown.retain(|source| !catalogue.knows(source));
    (!unknown.is_empty())
        .then(|| source_not_asked::finding(&unknown, &how_to_import(&unknown), place))
}

/// The commands that bring a catalogue up to date for some source Regions, which are named if they are few.
pub fn how_to_import(sources: &BTreeSet<String>) -> String {
    let sources: Vec<&str> = match sources.len() {
        ..=NAMED => sources.iter().map(String::as_str).collect(),
        _ => vec!["REGION …"],
    };
    format!(
        "mkdir -p answers; for R in {}; do aws bedrock list-inference-profiles --type-equals SYSTEM_DEFINED --region \"$R\" --output json >\"answers/$R.json\"; done; crispack profiles import --from answers",
        sources.join(" ")
    )
}
