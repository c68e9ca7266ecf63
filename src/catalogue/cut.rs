use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::Catalogue;
use crate::diagnostic::Diagnostic;

use super::answer::Listed;
use super::rules::list_cut;

/// Finds lists that lack a whole family, or a third or more of the profiles, that the catalogue has from their source Regions.
pub(super) fn cut(
    listed: &[&Listed],
    scanned: &BTreeMap<String, usize>,
    catalogue: &Catalogue,
    found: &mut Vec<Diagnostic>,
) {
    for source in scanned.keys() {
        let own = || listed.iter().filter(|own| own.source == *source);
        let now: BTreeSet<&str> = own().map(|own| own.id.as_str()).collect();
        let known = catalogue.profiles.iter().filter(|own| {
            let is_offered = own.is_routable() && own.routes.contains_key(source);
            is_offered && !own.gone
        });
        let (mut all, mut lacking) = (0, 0);
        // Of each family: is a profile of it there?
        let mut families: BTreeMap<&str, bool> = BTreeMap::new();
        for profile in known {
            let is_there = now.contains(profile.id.as_str());
            all += 1;
            lacking += usize::from(!is_there);
            *families.entry(profile.family()).or_default() |= is_there;
        }
        for own in &now {
            families.insert(own.split('.').next().unwrap_or_default(), true);
        }
        families.retain(|_, is_there| !*is_there);
        let lacks = match families.keys().next() {
            Some(_) => {
                let names: Vec<String> = families.keys().map(|own| format!("`{own}`")).collect();
                format!(
                    "every profile of {} that was known, {lacking} of {all} in all",
                    names.join(", ")
                )
            }
            None if lacking > 0 && lacking * 3 >= all => {
                format!("{lacking} of the {all} profiles that were known")
            }
            None => continue,
        };
        let place = own().next().map(|own| own.place.clone());
        found.push(list_cut::finding(source, &lacks, place));
    }
}
