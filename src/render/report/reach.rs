//! Where prompts may go, OU by OU.

use std::fmt::Write as _;

use indexmap::IndexMap;

use crate::render::facts::Facts;
use crate::render::markdown::codes;
use crate::render::survey::{sentence, survey_table};

/// OUs that are named before the others are counted.
const NAMED: usize = 8;

/// Matrices that a report has room for.
const MATRICES: usize = 16;

/// Sentences that a report has room for.
const SENTENCES: usize = 60;

/// Each OU's sentence, and the matrices, those that are alike once.
pub(super) fn reach(facts: Facts<'_>) -> String {
    let mut by_words: IndexMap<(String, String), Vec<&str>> = IndexMap::new();
    for own in facts.surveys {
        let ous = by_words
            .entry((sentence(own), survey_table(own)))
            .or_default();
        ous.extend(own.of.ous.iter().map(String::as_str));
    }
    let mut text = format!(
        "## What each OU may do\n\n\"Not denied\" means: not by these policies and Control Tower's Region deny, for principals that they do not exempt, by the routes of {}; IAM still has to allow it. \
         A policy holds for its OU and everything below it. `REPORT.html` shows the same on maps, for people to sign; `matrix.json` and `matrix.csv` have all of it.\n\n",
        facts.catalogue.as_of
    );
    for ((sentence, _), ous) in by_words.iter().take(SENTENCES) {
        let _ = writeln!(text, "* {}: {sentence}", named(ous));
    }
    left_out(by_words.len().saturating_sub(SENTENCES), &mut text);
    text.push_str(
        "\n<details><summary>The matrix: by source Region and way of the call</summary>\n\n",
    );
    let mut tables: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for ((_, table), ous) in &by_words {
        tables.entry(table).or_default().extend(ous);
    }
    for (table, ous) in tables.iter().take(MATRICES) {
        let _ = writeln!(text, "{}:\n\n{table}", named(ous));
    }
    left_out(tables.len().saturating_sub(MATRICES), &mut text);
    text.push_str("</details>\n");
    text
}

fn named(ous: &[&str]) -> String {
    let names = codes(ous.iter().take(NAMED).copied());
    match ous.len().saturating_sub(NAMED) {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}

fn left_out(more: usize, text: &mut String) {
    if more > 0 {
        let _ = writeln!(text, "* and {more} more, in `matrix.csv`\n");
    }
}
