use std::fmt::Write as _;

use crate::bedrock::Catalogue;
use crate::policy::Levels;
use crate::render::visible::visible;
use crate::simulate::{Bound, Cell, Matrix, Row, Way};

use crate::render::words;

/// A table of source Regions and ways. Nothing is said by colour.
pub fn matrix_text(
    levels: &Levels,
    matrix: &Matrix<'_>,
    bound: Bound,
    catalogue: &Catalogue,
) -> String {
    let mut text = String::new();
    let lowest = levels.levels().last().map_or("", |level| &level.name);
    let _ = writeln!(
        text,
        "Calls {}, by source Region and way\n",
        if lowest == "--scp" {
            "under the given policies".to_owned()
        } else {
            format!("from {}", visible(lowest))
        }
    );
    if let Some(why) = words::not_bound(bound) {
        let _ = writeln!(text, "{why}; if they did:\n");
    }
    let shown: Vec<&Row<'_>> = matrix.rows.iter().filter(|row| !row.is_closed()).collect();
    // Ways that none of the Regions shown can call say nothing.
    let offered = |column: &usize| {
        let cell = |row: &&Row<'_>| row.cells.get(*column).is_some_and(|cell| cell.all > 0);
        shown.iter().any(cell)
    };
    let columns = (0..matrix.ways.len()).filter(offered);
    let columns: Vec<Column> = columns
        .filter_map(|at| {
            let cells = shown.iter().filter_map(|row| row.cells.get(at));
            Column::of(*matrix.ways.get(at)?, cells)
        })
        .collect();
    let _ = write!(text, "{:<14}", "source");
    for column in &columns {
        let _ = write!(text, "  {:<width$}", column.name, width = column.width);
    }
    trim_end(&mut text);
    for (number, row) in shown.iter().enumerate() {
        let _ = write!(text, "{:<14}", row.source);
        for column in &columns {
            let cell = column.cells.get(number).map_or("", String::as_str);
            let _ = write!(text, "  {cell:<width$}", width = column.width);
        }
        trim_end(&mut text);
    }
    if shown.is_empty() {
        text.push_str("(none)\n");
    }
    text.push_str(LEGEND);
    let closed: Vec<&str> = matrix
        .rows
        .iter()
        .filter(|row| row.is_closed())
        .map(|row| row.source)
        .collect();
    if !closed.is_empty() {
        let _ = writeln!(
            text,
            "Every call is denied from {}:",
            match closed.len() {
                1 => "one other Region".to_owned(),
                more => format!("{more} other Regions"),
            }
        );
        wrap(&closed, &mut text);
    }
    let _ = writeln!(
        text,
        "Routes: catalogue of {}. `--call PROFILE --source REGION` shows one call's hops.\n\n{}",
        catalogue.as_of,
        words::NOT_LOOKED_AT
    );
    text
}

const LEGEND: &str = "
open: no call is denied; deny: every call is; 3/7: three of seven are not.
-: not offered. direct: the model itself, without a profile. app: through an
application inference profile, whatever it was made from.
";

/// A column as it is printed; eighty characters have room for all of them.
struct Column {
    name: String,
    width: usize,
    cells: Vec<String>,
}

impl Column {
    fn of<'c>(way: Way<'_>, cells: impl Iterator<Item = &'c Cell<'c>>) -> Option<Self> {
        let name = match way {
            Way::InRegion => "direct",
            Way::Geographic(family) => family,
            Way::Global => "global",
            Way::Application => "app",
        };
        let cells: Vec<String> = cells.map(shown).collect();
        let widths = cells.iter().map(String::len);
        let width = widths.max()?.max(name.chars().count());
        let name = name.to_owned();
        Some(Self { name, width, cells })
    }
}

fn shown(cell: &Cell<'_>) -> String {
    match cell {
        Cell { all: 0, .. } => "-".to_owned(),
        Cell { open: 0, .. } => "deny".to_owned(),
        Cell { open, all, .. } if open == all => "open".to_owned(),
        Cell { open, all, .. } => format!("{open}/{all}"),
    }
}

fn trim_end(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

/// A list of words in lines of at most 80 columns.
fn wrap(words: &[&str], text: &mut String) {
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
