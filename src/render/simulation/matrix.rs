use std::fmt::Write as _;

use crate::bedrock::Catalogue;
use crate::policy::Levels;
use crate::render::visible::visible;
use crate::simulate::{Bound, Cell, Matrix};

use crate::render::words;

/// A table of source Regions and families. Nothing is said by colour.
pub fn matrix_text(
    levels: &Levels,
    matrix: &Matrix,
    bound: Bound,
    catalogue: &Catalogue,
) -> String {
    let mut text = String::new();
    let lowest = levels.levels().last().map_or("", |level| &level.name);
    let _ = writeln!(
        text,
        "Calls {}, by source Region and family of the profile\n",
        if lowest == "--scp" {
            "under the given policies".to_owned()
        } else {
            format!("from {}", visible(lowest))
        }
    );
    if let Some(why) = words::not_bound(bound) {
        let _ = writeln!(text, "{why}; if they did:\n");
    }
    // Families that none of the Regions shown can call say nothing.
    let offered: Vec<usize> = (0..matrix.families.len())
        .filter(|column| {
            let cell = |(_, _, cells): &(String, Cell, Vec<Cell>)| {
                cells.get(*column).is_some_and(|cell| cell.all > 0)
            };
            matrix.rows.iter().any(cell)
        })
        .collect();
    let names: Vec<&str> = offered
        .iter()
        .filter_map(|column| matrix.families.get(*column).map(String::as_str))
        .collect();
    let _ = write!(text, "{:<14}  {:<6}", "source", "direct");
    for name in &names {
        let _ = write!(text, "  {:<width$}", name, width = width(name));
    }
    trim_end(&mut text);
    for (region, direct, cells) in &matrix.rows {
        let _ = write!(text, "{:<14}  {:<6}", region, shown(*direct));
        for (column, name) in offered.iter().zip(&names) {
            let cell = cells.get(*column).copied().unwrap_or_default();
            let _ = write!(text, "  {:<width$}", shown(cell), width = width(name));
        }
        trim_end(&mut text);
    }
    if matrix.rows.is_empty() {
        text.push_str("(none)\n");
    }
    let _ = writeln!(
        text,
        "\nopen: no call is denied; deny: every call is; 3/7: three of seven are not.\n-: not offered. direct: the model itself, without a profile."
    );
    if !matrix.closed.is_empty() {
        let _ = writeln!(
            text,
            "Every call is denied from {}:",
            match matrix.closed.len() {
                1 => "one other Region".to_owned(),
                more => format!("{more} other Regions"),
            }
        );
        wrap(&matrix.closed, &mut text);
    }
    let _ = writeln!(
        text,
        "Routes: catalogue of {}. `--call PROFILE --source REGION` shows one call's hops.\n\n{}",
        catalogue.as_of,
        words::NOT_LOOKED_AT
    );
    text
}

fn shown(cell: Cell) -> String {
    match cell {
        Cell { all: 0, .. } => "-".to_owned(),
        Cell { open: 0, .. } => "deny".to_owned(),
        Cell { open, all } if open == all => "open".to_owned(),
        Cell { open, all } => format!("{open}/{all}"),
    }
}

/// A cell has at most five characters: no family has a hundred profiles in one Region.
fn width(name: &str) -> usize {
    name.chars().count().max(5)
}

fn trim_end(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

/// A list of words in lines of at most 80 columns.
fn wrap(words: &[String], text: &mut String) {
    let mut line = String::new();
    for word in words {
        if line.len() + word.len() + 3 > 80 {
            let _ = writeln!(text, " {line}");
            line.clear();
        }
        let _ = write!(line, " {word}");
    }
    let _ = writeln!(text, " {line}");
}
