use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

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
    let since = Rc::new(Cell::new(0));
    let input = Bounded {
        input,
        since: Rc::clone(&since),
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .buffer_capacity(256 * 1024)
        .from_reader(input);
    let names = reader.byte_headers()?.iter();
    let names: Vec<String> = names.map(|name| lossy(name).into_owned()).collect();
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
    let mut row = csv::ByteRecord::new();
    while reader.read_byte_record(&mut row)? {
        since.set(0);
        if row.len() != names.len() {
            each(Piece::Broken);
            continue;
        }
        if let Some(text) = whole.and_then(|at| row.get(at)) {
            each(of_text(&lossy(text)));
            continue;
        }
        let mut record = Record::default();
        for (name, value) in names.iter().zip(&row) {
            record.set(name.trim_start_matches('\u{feff}'), lossy(value));
        }
        each(if record.source.is_some() {
            Piece::Record(record)
        } else {
            Piece::NoEvent
        });
    }
    Ok(())
}

/// Bytes that are no UTF-8 stand for nothing that matters here.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// A quote that is never closed would make a row of the rest of a file.
struct Bounded<R> {
    input: R,
    /// Bytes since the last row.
    since: Rc<Cell<u64>>,
}

/// The longest row, in bytes.
const LONGEST: u64 = 16 * 1024 * 1024;

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > LONGEST {
            return Err(io::Error::other(
                "a row of it is longer than 16 MiB: a quote may not be closed",
            ));
        }
        let read = self.input.read(into)?;
        self.since.set(self.since.get() + read as u64);
        Ok(read)
    }
}
