use std::io::{self, Read};

use memchr::{memchr, memchr2};

/// How much is read at a time, in bytes.
const STEP: usize = 256 * 1024;

/// The longest piece, in bytes. An event of CloudTrail has at most 1 MB (AWS CloudTrail User Guide, "Enriched events", read 2026-11-26).
const LONGEST: usize = 16 * 1024 * 1024;

/// The lists whose elements are pieces: log files in S3, `aws cloudtrail lookup-events`, `aws logs filter-log-events`, a subscription of CloudWatch Logs, `aws
/// cloudtrail get-query-results`.
const LISTS: [&[u8]; 5] = [
    b"Records",
    b"logEvents",
    b"Events",
    b"events",
    b"QueryResultRows",
];

/// What some editors write before a text.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Why a stream of JSON could not be read to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CutError {
    /// Reading failed.
    #[error(transparent)]
    Read(#[from] io::Error),
    /// It ends inside a document.
    #[error("it ends in the middle of a document")]
    Half,
    /// Something else than JSON, at so many bytes from its beginning.
    #[error("it is no JSON from byte {0} on")]
    NotJson(u64),
    /// A piece is longer than any event.
    #[error("a document in it is longer than {} MiB", LONGEST / 1024 / 1024)]
    TooLong,
}

/// Where the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Between documents.
    Top,
    /// In a list of pieces; in an object, or at the top.
    List { in_object: bool },
    /// Behind a list in an object.
    Rest,
}

/// What was found from a byte on.
enum Found {
    /// A piece, and where it ends.
    Piece(usize),
    /// Nothing to hand out, so many bytes.
    Skip(usize, At),
    /// More bytes are needed.
    More,
    /// No JSON.
    Odd,
}

/// Cuts a stream of JSON into the pieces that may be events: documents one behind the other (a line each, or not), elements of a list, and of the lists in which AWS wraps
/// events. However long the stream is, only the piece at hand is in memory.
#[derive(Debug)]
pub struct Cutter<R> {
    input: R,
    buffer: Vec<u8>,
    /// The first byte that was not handed out.
    start: usize,
    /// So many bytes of the buffer are filled.
    end: usize,
    /// Bytes before the buffer.
    gone: u64,
    at: At,
    is_over: bool,
    /// Lines that were no JSON.
    odd_lines: u64,
}

impl<R: Read> Cutter<R> {
    /// A cutter at the beginning of a stream.
    pub fn new(input: R) -> Self {
        Self {
            input,
            buffer: vec![0; 2 * STEP],
            start: 0,
            end: 0,
            gone: 0,
            at: At::Top,
            is_over: false,
            odd_lines: 0,
        }
    }

    /// So many bytes were taken.
    pub fn position(&self) -> u64 {
        self.gone + self.start as u64
    }

    /// So many lines were no JSON, and left out.
    pub fn odd_lines(&self) -> u64 {
        self.odd_lines
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// What could not be read; there is no next piece then.
    pub fn piece(&mut self) -> Result<Option<&[u8]>, CutError> {
        loop {
            let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
            match look(bytes, self.at, self.is_over) {
                Found::Piece(length) => {
                    let from = self.start;
                    self.start += length;
                    return Ok(self.buffer.get(from..self.start));
                }
                Found::Skip(length, at) => {
                    self.start += length;
                    self.at = at;
                }
                Found::More if self.is_over => {
                    let is_end = bytes.iter().all(u8::is_ascii_whitespace);
                    return if is_end && self.at == At::Top {
                        Ok(None)
                    } else {
                        Err(CutError::Half)
                    };
                }
                Found::More => self.fill()?,
                Found::Odd => self.skip_line()?,
            }
        }
    }

    /// Goes on behind the line that is no JSON.
    fn skip_line(&mut self) -> Result<(), CutError> {
        let at = self.position();
        loop {
            let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
            match memchr(b'\n', bytes) {
                _ if self.at != At::Top => return Err(CutError::NotJson(at)),
                Some(length) => {
                    self.start += length + 1;
                    break;
                }
                None => {
                    self.start = self.end;
                    if self.is_over {
                        break;
                    }
                    self.fill()?;
                }
            }
        }
        self.odd_lines += 1;
        Ok(())
    }

    /// Reads more, behind what was not handed out.
    fn fill(&mut self) -> Result<(), CutError> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.gone += self.start as u64;
            self.end -= self.start;
            self.start = 0;
        }
        if self.end + STEP > self.buffer.len() {
            if self.end > LONGEST {
                return Err(CutError::TooLong);
            }
            self.buffer.resize(2 * self.buffer.len(), 0);
        }
        // As much as is there already: a document is looked through from its beginning again.
        let wanted = self.end + self.end.max(STEP).min(self.buffer.len() - self.end);
        while self.end < wanted && !self.is_over {
            let room = self.buffer.get_mut(self.end..).unwrap_or_default();
            match self.input.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => {
                    let read = read?;
                    self.end += read;
                    self.is_over = read == 0;
                }
            }
        }
        Ok(())
    }
}

fn look(bytes: &[u8], at: At, is_over: bool) -> Found {
    let blank = bytes
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .unwrap_or(bytes.len());
    let Some(byte) = bytes.get(blank) else {
        return match blank {
            0 => Found::More,
            _ if is_over && at == At::Top => Found::Skip(blank, at),
            _ if is_over => Found::More,
            _ => Found::Skip(blank, at),
        };
    };
    if blank > 0 {
        return Found::Skip(blank, at);
    }
    match (at, byte) {
        (_, b',') => Found::Skip(1, at),
        (At::Top, b'{') => object(bytes),
        (At::Top, b'[') => Found::Skip(1, At::List { in_object: false }),
        (At::Top, 0xef) if bytes.starts_with(MARK) => Found::Skip(MARK.len(), at),
        (At::Top, 0xef) if MARK.starts_with(bytes) && !is_over => Found::More,
        (At::List { in_object }, b']') => {
            let next = if in_object { At::Rest } else { At::Top };
            Found::Skip(1, next)
        }
        (At::List { .. }, byte) if !b"}]:".contains(byte) => {
            value(bytes).map_or(Found::More, Found::Piece)
        }
        (At::Rest, b'}') => Found::Skip(1, At::Top),
        (At::Rest, b'"') => member(bytes),
        _ => Found::Odd,
    }
}

/// A member of an object behind a list of events: another such list, or something to leave out.
fn member(bytes: &[u8]) -> Found {
    let Some((key, from)) = key(bytes) else {
        return Found::More;
    };
    match bytes.get(from) {
        None => Found::More,
        Some(b'[') if LISTS.contains(&key) => Found::Skip(from + 1, At::List { in_object: true }),
        Some(_) => {
            let rest = bytes.get(from..).unwrap_or_default();
            value(rest).map_or(Found::More, |length| Found::Skip(from + length, At::Rest))
        }
    }
}

/// An object at the top: a piece, or around a list of them.
fn object(bytes: &[u8]) -> Found {
    let mut at = 1;
    loop {
        match bytes.get(at) {
            None => return Found::More,
            Some(b'}') => return Found::Piece(at + 1),
            Some(b'"') => {}
            Some(b',') => {
                at += 1;
                continue;
            }
            Some(byte) if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            Some(_) => return Found::Odd,
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let Some((key, from)) = key(rest) else {
            return Found::More;
        };
        match rest.get(from) {
            None => return Found::More,
            Some(b'[') if LISTS.contains(&key) => {
                return Found::Skip(at + from + 1, At::List { in_object: true });
            }
            Some(_) => {}
        }
        match value(rest.get(from..).unwrap_or_default()) {
            Some(length) => at += from + length,
            None => return Found::More,
        }
    }
}

/// A key without its quotes, and where its value begins.
fn key(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let end = string(bytes)?;
    let key = bytes.get(1..end - 1)?;
    let rest = bytes.get(end..)?;
    let behind = rest
        .iter()
        .position(|byte| !byte.is_ascii_whitespace() && *byte != b':')?;
    Some((key, end + behind))
}

/// The length of the text in quotes that the bytes begin with; `None` if it does not end in them.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        let found = at + memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(found) == Some(&b'"') {
            return Some(found + 1);
        }
        at = found + 2;
    }
}

/// The length of the value that the bytes begin with; `None` if it does not end in them. Brackets are counted, not told apart: whoever reads a piece looks at it closely.
fn value(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at += string(bytes.get(at..)?)?;
                if depth == 0 {
                    return Some(at);
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                // The end of what is around a number or a word.
                let Some(outer) = depth.checked_sub(1) else {
                    return Some(at);
                };
                depth = outer;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b',' if depth == 0 => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests;
