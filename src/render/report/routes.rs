//! Which routes work and which are blocked.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::render::facts::Facts;
use crate::render::markdown::{code, codes, table};
use crate::spec::{Mode, Reach};

pub(super) fn routes(facts: Facts<'_>) -> String {
    if facts.inference_is_loose() {
        return "## Which routes work\n\nThe Region deny as given leaves inference out. Until Control Tower restores its own text, it blocks no route of an allowed family, \
                and calls can start in any Region.\n"
            .to_owned();
    }
    let who = if facts.spec.strategy.keeps_managed_deny() {
        "The managed Region deny denies each Region that is not governed."
    } else {
        "A mode denies the Regions that it does not open; under `by-profile` it opens whatever the family routes to."
    };
    let mut text = format!(
        "## Which routes work\n\nA geographic call is authorized in the source Region and in every destination Region of its route, and one that is denied fails \
         the call. {who} By the catalogue of {}:\n",
        facts.catalogue.as_of
    );
    // Modes often allow the same profiles; each table is printed once.
    let mut by_table: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for mode in &facts.spec.modes {
        by_table
            .entry(route_table(facts, mode))
            .or_default()
            .push(&mode.name);
    }
    for (table, modes) in by_table {
        let word = if modes.len() == 1 { "Mode" } else { "Modes" };
        let _ = write!(text, "\n{word} {}:\n\n{table}", codes(modes));
    }
    text
}

/// The routes of a mode, those that work first; source Regions that lack the same destinations share a row.
fn route_table(facts: Facts<'_>, mode: &Mode) -> String {
    let reach = Reach::of(mode, &facts.ground());
    let mut rows: BTreeMap<(bool, &str, Vec<&str>), Vec<&str>> = BTreeMap::new();
    for route in reach.working.iter().chain(&reach.blocked) {
        let missing = reach.lacking(route);
        let key = (!missing.is_empty(), route.profile.id.as_str(), missing);
        rows.entry(key).or_default().push(route.source);
    }
    if rows.is_empty() {
        return "No geographic inference profile is left to call.\n".to_owned();
    }
    table(
        &[
            "",
            "Inference profile",
            "From",
            "Blocked by these destination Regions, which are denied",
        ],
        rows.into_iter()
            .map(|((blocked, profile, missing), sources)| {
                let word = if blocked { "blocked" } else { "works" };
                vec![
                    word.to_owned(),
                    code(profile),
                    codes(sources),
                    codes(missing),
                ]
            }),
    )
}
