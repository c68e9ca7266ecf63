use std::collections::BTreeSet;

use crate::bedrock::Catalogue;
use crate::diagnostic::Diagnostic;
use crate::spec::Day;

use super::rules::catalogue_old;

/// After how many days a catalogue is called old.
const DAYS: u64 = 90;

/// The finding that what is known of some working Region is old. Depends on the day, so it never enters a release.
pub fn old(catalogue: &Catalogue, working: &BTreeSet<String>, today: Day) -> Option<Diagnostic> {
    let oldest = working
        .iter()
        .map(|source| catalogue.day_of(source))
        .min()?;
    let age = today.number().saturating_sub(Day::parse(oldest)?.number());
    (age > DAYS).then(|| catalogue_old::finding(oldest, age, &how_to_import(working)))
}

/// The commands that bring a catalogue up to date for some source Regions: a line each.
pub fn how_to_import(sources: &BTreeSet<String>) -> String {
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    format!(
        "mkdir -p answers; for R in {}; do aws bedrock list-inference-profiles --type-equals SYSTEM_DEFINED --region \"$R\" --output json >\"answers/$R.json\"; done; crispack profiles import --from answers",
        sources.join(" ")
    )
}
