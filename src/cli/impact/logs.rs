use std::fs::File;
use std::io::{self, Cursor, Read};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use flate2::read::MultiGzDecoder;
use indicatif::ProgressBar;

use crate::cli::input::shown;
use crate::observe::log::{CutError, Cutter, Piece, Reading, piece, table};
use crate::observe::replay::{Tally, Window};

use super::files::{STDIN, Step, Walk, size_of};

/// A thread adds what it has to what all have when it holds so many kinds of calls.
const HELD: usize = 4096;

/// How many bytes tell what a stream is.
const LOOK: u64 = 4096;

/// What gzip begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The logs, and how to read them.
pub(super) struct Logs<'a> {
    /// Files, folders and globs; `-` for standard input.
    pub(super) paths: &'a [PathBuf],
    /// The days that are looked at.
    pub(super) window: &'a Window,
    /// How many threads.
    pub(super) threads: NonZero<usize>,
    /// Bytes of files that were read.
    pub(super) bar: &'a ProgressBar,
}

/// What all threads found.
#[derive(Default)]
struct Found {
    tally: Tally,
    reading: Reading,
}

impl Logs<'_> {
    /// Reads all of them, each file in one thread.
    pub(super) fn read(&self) -> (Tally, Reading) {
        let walk = Mutex::new(Walk::new(self.paths));
        let all = Mutex::new(Found::default());
        thread::scope(|scope| {
            for _ in 0..self.threads.get() {
                scope.spawn(|| self.work(&walk, &all));
            }
        });
        // A thread that panics ends the process (src/cli/mod.rs).
        let found = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        (found.tally, found.reading)
    }

    fn work(&self, walk: &Mutex<Walk>, all: &Mutex<Found>) {
        let mut own = Found::default();
        loop {
            let step = lock(walk).next();
            let Some(step) = step else {
                break;
            };
            match step {
                Step::File(path) => {
                    self.file(&path, &mut own, all);
                    self.bar.inc(size_of(&path));
                }
                Step::Digest => own.reading.digests += 1,
                Step::NamedOtherwise => own.reading.named_otherwise += 1,
                Step::Unreadable(path, why) => own.reading.problem(&shown(&path), why),
            }
        }
        give(&mut own, all);
    }

    fn file(&self, path: &Path, own: &mut Found, all: &Mutex<Found>) {
        let opened: io::Result<Box<dyn Read>> = if path == Path::new(STDIN) {
            Ok(Box::new(io::stdin().lock()))
        } else {
            File::open(path).map(|file| Box::new(file) as Box<dyn Read>)
        };
        let result = opened
            .map_err(|error| error.to_string())
            .and_then(|input| self.stream(input, own, all));
        if let Err(why) = result {
            own.reading.problem(&shown(path), why);
        }
    }

    /// Reads a stream, compressed or not, of JSON or CSV.
    fn stream(
        &self,
        input: Box<dyn Read>,
        own: &mut Found,
        all: &Mutex<Found>,
    ) -> Result<(), String> {
        own.reading.files += 1;
        let io_error = |error: io::Error| error.to_string();
        let (first, input) = peek(input).map_err(io_error)?;
        let input: Box<dyn Read> = if first.starts_with(&GZIP) {
            Box::new(MultiGzDecoder::new(input))
        } else {
            input
        };
        let (first, input) = peek(input).map_err(|error| said(&error))?;
        if is_table(&first) {
            let mut counted = Counted(input, 0);
            let mut events = 0;
            let result = table(&mut counted, |piece| {
                events += 1;
                own.tally.take(&piece, self.window);
                if own.tally.len() > HELD {
                    give(own, all);
                }
            });
            own.reading.bytes += counted.1;
            own.reading.without_events += u64::from(events == 0 && result.is_ok());
            return result.map_err(|error| error.to_string());
        }
        let mut cutter = Cutter::new(input);
        let mut has_events = false;
        let result = loop {
            match cutter.piece() {
                Ok(Some(bytes)) => {
                    let piece = piece(bytes);
                    has_events |= !matches!(piece, Piece::NoEvent);
                    own.tally.take(&piece, self.window);
                }
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
            if own.tally.len() > HELD {
                give(own, all);
            }
        };
        own.reading.bytes += cutter.position();
        if !has_events && cutter.odd_lines() > 0 && result.is_ok() {
            return Err("it is no JSON, and no CSV with the columns of an event".to_owned());
        }
        own.reading.odd_lines += cutter.odd_lines();
        own.reading.without_events += u64::from(!has_events && result.is_ok());
        result.map_err(|error| match error {
            CutError::Read(error) => said(&error),
            other => other.to_string(),
        })
    }
}

/// What a decoder means when it says that something ended early.
fn said(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "its gzip stream is cut short".to_owned(),
        _ => error.to_string(),
    }
}

fn give(own: &mut Found, all: &Mutex<Found>) {
    let mut all = lock(all);
    all.tally.merge(&own.tally);
    all.reading.merge(std::mem::take(&mut own.reading));
    own.tally = Tally::default();
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The first bytes of a stream, and the stream with them.
fn peek(mut input: Box<dyn Read>) -> io::Result<(Vec<u8>, Box<dyn Read>)> {
    let mut first = Vec::new();
    let result = input.by_ref().take(LOOK).read_to_end(&mut first);
    // What came before a stream ended early is still worth reading; the end is met again.
    match result {
        Err(error) if first.is_empty() => return Err(error),
        Err(error) => {
            let failing = Failing(Some(error));
            let all = Cursor::new(first.clone()).chain(failing);
            return Ok((first, Box::new(all)));
        }
        Ok(_) => {}
    }
    let all = Cursor::new(first.clone()).chain(input);
    Ok((first, Box::new(all)))
}

/// A stream of nothing but an error.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Is it CSV with the columns of an event, and no JSON?
fn is_table(first: &[u8]) -> bool {
    let line = first
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let line = String::from_utf8_lossy(line).to_lowercase();
    let is_json = line
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r'])
        .starts_with(['{', '[']);
    let has_column = ["eventsource", "eventjson"]
        .iter()
        .any(|own| line.contains(own));
    !is_json && has_column
}

/// Counts what is read.
struct Counted<R>(R, u64);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        self.1 += read as u64;
        Ok(read)
    }
}
