use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bedrock::{Catalogue, Evidence, IMPORT, Profile};
use crate::diagnostic::{Diagnostic, Severity, Source};

use super::agree::{disagreements, one_organization, one_partition};
use super::answer::{Answer, Listed, answer};
use super::changes::{Change, between};
use super::cut::cut;
use super::rules::{answer_older, nothing_to_import};

/// What answers are merged into.
#[derive(Debug, Clone, Copy)]
pub struct Base<'a> {
    /// What is known so far.
    pub catalogue: &'a Catalogue,
    /// The accounts of the organization and the name of what tells them, if they are known.
    pub accounts: Option<(&'a BTreeSet<&'a str>, &'a str)>,
    /// The day of the answers, `YYYY-MM-DD`.
    pub day: &'a str,
}

/// What came of an import.
#[derive(Debug)]
pub struct Imported {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// What it says otherwise than the one that answers were merged into.
    pub changes: Vec<Change>,
    /// The source Regions whose whole list was read, each with the number of its profiles.
    pub scanned: BTreeMap<String, usize>,
    /// How many profiles were told one by one, of other source Regions.
    pub asked: usize,
    /// The application inference profiles in the answers: of the account, and no part of a catalogue.
    pub copies: Vec<Copy>,
}

/// An application inference profile. What it was made from, its answer does not say.
#[derive(Debug)]
pub struct Copy {
    /// Its opaque id.
    pub id: String,
    /// Its Region.
    pub source: String,
    /// The Regions of its models.
    pub to: Vec<String>,
    /// A model of it has no Region, so it was made from a Global profile (inferred, in no page of AWS's).
    pub is_global: bool,
}

/// Makes a catalogue from saved answers. A source Region that is listed is replaced as a whole; what an answer tells about a single profile concerns that one only; all else stays.
///
/// The source Region of a profile is that of its ARN. An empty list names none, so it changes nothing, whatever its file is called: taken for that of a Region, an empty list of application
/// profiles would wipe it out.
///
/// # Errors
/// An answer cannot be read or is not whole, two of them disagree, or they are of accounts that may be of different organizations; the findings, all of them.
pub fn import(
    files: &[Arc<Source>],
    base: Base<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Imported> {
    let before = found.len();
    let answers: Vec<Answer> = files
        .iter()
        .filter_map(|file| answer(file, base.catalogue, found))
        .collect();
    let all = || answers.iter().flat_map(|own| &own.listed);
    one_organization(all(), base, found);
    one_partition(all(), found);
    disagreements(&answers, found);
    let lists = answers.iter().filter(|own| own.is_list);
    let scanned = counted(lists.flat_map(|own| &own.listed));
    for own in all().filter(|own| !own.is_application) {
        let known = base.catalogue.day_of(&own.source);
        let is_known = base
            .catalogue
            .profiles
            .iter()
            .any(|profile| profile.routes.contains_key(&own.source));
        if is_known && known > base.day {
            found.push(answer_older::finding(
                &own.source,
                base.day,
                known,
                own.place.clone(),
            ));
            break;
        }
    }
    let is_failed = found
        .iter()
        .skip(before)
        .any(|own| own.severity() == Severity::Error);
    if is_failed {
        return None;
    }
    if !all().any(|own| !own.is_application) {
        found.push(nothing_to_import::finding());
        return None;
    }
    let of_lists = answers.iter().filter(|own| own.is_list);
    let of_lists = of_lists.flat_map(|own| &own.listed);
    let of_lists: Vec<&Listed> = of_lists.filter(|own| !own.is_application).collect();
    cut(&of_lists, &scanned, base.catalogue, found);
    let mut catalogue = base.catalogue.clone();
    for source in scanned.keys() {
        for own in &mut catalogue.profiles {
            own.asked.remove(source);
            // One without any route left is gone; one that never had any is not.
            if own.routes.remove(source).is_some() && own.routes.is_empty() {
                own.gone = true;
            }
        }
        catalogue
            .scanned
            .insert(source.clone(), base.day.to_owned());
    }
    let mut asked = BTreeSet::new();
    for own in all().filter(|own| !own.is_application) {
        let is_scanned = scanned.contains_key(&own.source);
        if !is_scanned {
            asked.insert((&own.source, &own.id));
        }
        put(&mut catalogue, own, is_scanned, base.day);
    }
    date(&mut catalogue, base);
    catalogue
        .accounts
        .extend(all().map(|own| own.account.clone()));
    catalogue.accounts.sort_unstable();
    catalogue.accounts.dedup();
    catalogue.text = catalogue.to_text().into();
    let mut copies: Vec<Copy> = all().filter(|own| own.is_application).map(copy).collect();
    copies.sort_unstable_by(|a, b| (&a.source, &a.id).cmp(&(&b.source, &b.id)));
    copies.dedup_by(|a, b| (&a.source, &a.id) == (&b.source, &b.id));
    Some(Imported {
        changes: between(base.catalogue, &catalogue),
        asked: asked.len(),
        catalogue,
        scanned,
        copies,
    })
}

fn copy(own: &Listed) -> Copy {
    Copy {
        id: own.id.clone(),
        source: own.source.clone(),
        to: own.to.clone(),
        is_global: own.is_global,
    }
}

/// The source Regions of the system-defined profiles that are listed, with their number.
fn counted<'a>(listed: impl Iterator<Item = &'a Listed>) -> BTreeMap<String, usize> {
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for own in listed.filter(|own| !own.is_application) {
        ids.entry(&own.source).or_default().insert(&own.id);
    }
    ids.into_iter()
        .map(|(source, ids)| (source.to_owned(), ids.len()))
        .collect()
}

/// Writes down what an answer says of a profile.
fn put(catalogue: &mut Catalogue, own: &Listed, is_scanned: bool, day: &str) {
    let at = catalogue
        .profiles
        .binary_search_by(|known| known.id.cmp(&own.id));
    let at = at.unwrap_or_else(|at| {
        let fresh = Profile {
            id: own.id.clone(),
            partition: own.partition.clone(),
            confidence: IMPORT.to_owned(),
            first_seen: Some(day.to_owned()),
            ..Profile::default()
        };
        catalogue.profiles.insert(at, fresh);
        at
    });
    let Some(known) = catalogue.profiles.get_mut(at) else {
        return;
    };
    if known.gone {
        // What was last known of it elsewhere is not to come back with it.
        known.gone = false;
        known.routes.clear();
        known.asked.clear();
    }
    known.routes.insert(own.source.clone(), own.destinations());
    if !is_scanned {
        known.asked.insert(own.source.clone(), day.to_owned());
    }
    known.last_seen = known.last_seen.take().max(Some(day.to_owned()));
    known.first_seen.get_or_insert_with(|| day.to_owned());
    if !known.evidence.iter().any(|word| word == IMPORT) {
        known.evidence.push(IMPORT.to_owned());
    }
    let is_imported = |source: &String| {
        known.asked.contains_key(source) || catalogue.scanned.contains_key(source)
    };
    if known.routes.keys().all(is_imported) {
        IMPORT.clone_into(&mut known.confidence);
        // What the model was where other routes were read says nothing of these.
        known.lifecycle = None;
    }
}

/// The days of the whole, and the word for where it is from.
fn date(catalogue: &mut Catalogue, base: Base<'_>) {
    if catalogue.as_of.as_str() < base.day {
        if !base.catalogue.profiles.is_empty() {
            catalogue
                .base_as_of
                .get_or_insert(base.catalogue.as_of.clone());
        }
        base.day.clone_into(&mut catalogue.as_of);
    }
    if !catalogue.evidence.iter().any(|own| own.key == IMPORT) {
        catalogue.evidence.push(Evidence {
            key: IMPORT.to_owned(),
            what: "saved answers of ListInferenceProfiles and GetInferenceProfile to the accounts that are named".to_owned(),
        });
    }
}
