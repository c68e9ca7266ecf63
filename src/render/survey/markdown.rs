use crate::proof::Survey;
use crate::render::markdown::{code, codes, table};

use super::look::{Look, State, Where};
use super::rows::{columns, rows};

/// The table of some OUs: source Regions by ways, with where calls may be processed and what was before.
pub(in crate::render) fn survey_table(survey: &Survey<'_>) -> String {
    let columns = columns(survey);
    let mut head = vec!["From"];
    head.extend(columns.iter().map(|(_, name)| *name));
    let rows = rows(survey, &columns).into_iter().map(|row| {
        let sources = if row.is_closed {
            match row.sources.as_slice() {
                [one] => code(one),
                more => format!("{} other Regions", more.len()),
            }
        } else {
            codes(row.sources)
        };
        let cells = row.cells.iter().map(|[before, after]| {
            let was = if before.state == after.state {
                String::new()
            } else {
                format!(" (was: {})", before.state.words())
            };
            format!("{}{}{was}", words(after), to(after))
        });
        std::iter::once(sources).chain(cells).collect()
    });
    table(&head, rows)
}

fn words(look: &Look<'_>) -> String {
    let words = look.state.words();
    let words = if matches!(
        look.state,
        State::NotDenied | State::Some { .. } | State::Partly
    ) {
        format!("**{words}**")
    } else {
        words
    };
    if look.is_uncertain {
        words + " (see \"What AWS leaves open\")"
    } else {
        words
    }
}

fn to(look: &Look<'_>) -> String {
    match &look.to {
        Where::Nowhere | Where::Own => String::new(),
        Where::In(regions) => format!(": {}", codes(regions.iter().copied())),
        Where::Anywhere => ": any commercial Region".to_owned(),
    }
}
