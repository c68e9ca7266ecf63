use std::borrow::Cow;
use std::io::Read;

use super::piece::{Piece, of_text};
use super::record::Record;

/// Why a table could not be read to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// Its first line names no column of an event.
    #[error("its first line names neither `eventSource` nor `eventJson`")]
    NoColumns,
    /// No CSV, or not read.
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

/// Reads a table of events as CSV, as Athena and CloudTrail Lake write results: one row an event, the columns named as CloudTrail's fields are, or one `eventJson`.
///
/// # Errors
/// A first line without such columns; a row that is no CSV. Rows before it were handed out.
pub fn table(input: impl Read, mut each: impl FnMut(Piece<'_>)) -> Result<(), TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .buffer_capacity(256 * 1024)
        .from_reader(input);
    let names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let position = |wanted: &str| {
        let mut names = names.iter();
        names.position(|own| {
            own.trim_start_matches('\u{feff}')
                .eq_ignore_ascii_case(wanted)
        })
    };
    let whole = position("eventJson");
    if whole.is_none() && position("eventSource").is_none() {
        return Err(TableError::NoColumns);
    }
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        if let Some(text) = whole.and_then(|at| row.get(at)) {
            each(of_text(text));
            continue;
        }
        let mut record = Record::default();
        for (name, value) in names.iter().zip(&row) {
            record.set(name.trim_start_matches('\u{feff}'), Cow::Borrowed(value));
        }
        each(if record.source.is_some() {
            Piece::Record(record)
        } else {
            Piece::NoEvent
        });
    }
    Ok(())
}
