//! Where a node begins and ends in the text; the parser's own marks leave out block headers and take in comments.

use std::ops::Range;

const BREAKS: [char; 2] = ['\n', '\r'];

/// A quoted text with its quotes; `start` is the opening one.
pub(super) fn quoted(text: &str, start: usize, single: bool) -> Range<usize> {
    let quote = if single { b'\'' } else { b'"' };
    let body = text.get(start + 1..).unwrap_or_default();
    let mut bytes = body.bytes().enumerate().peekable();
    while let Some((offset, byte)) = bytes.next() {
        let next_is_content = match byte {
            b'\\' => !single,
            b'\'' => single && bytes.peek().is_some_and(|(_, next)| *next == b'\''),
            _ => false,
        };
        if byte == quote && !next_is_content {
            return start..start + offset + 2;
        }
        if next_is_content {
            bytes.next();
        }
    }
    start..text.len()
}

/// A block scalar from its `|` or `>` to the end of its last line that is not blank.
///
/// `from` is the end of what stands before it, `end` the parser's mark behind it.
pub(super) fn block(text: &str, from: usize, content: usize, end: usize) -> Range<usize> {
    let start = indicator(text, from, &['|', '>'], end).unwrap_or(content);
    let mut found = text.get(start..end).unwrap_or_default();
    while let Some(last) = found.rfind(BREAKS)
        && let Some((before, line)) = found.split_at_checked(last)
        && line.trim_matches([' ', '\n', '\r']).is_empty()
    {
        found = before;
    }
    start..start + found.len()
}

/// An empty value: behind its `:`, or behind what stands before it.
pub(super) fn empty(text: &str, from: usize, mark: usize) -> Range<usize> {
    let at = if text.get(mark..).is_some_and(|rest| rest.starts_with(':')) {
        mark + 1
    } else {
        let before = text.get(..mark).unwrap_or_default();
        before.trim_end().len().max(from)
    };
    at..at
}

/// The first of some indicators between two offsets, comments left out.
pub(super) fn indicator(text: &str, from: usize, any: &[char], to: usize) -> Option<usize> {
    let mut previous = '\n';
    let mut comment = false;
    let stretch = text.get(from..).unwrap_or_default();
    for (offset, character) in stretch.char_indices() {
        if from + offset > to {
            break;
        }
        if comment {
            comment = !BREAKS.contains(&character);
        } else if character == '#' && previous.is_whitespace() {
            comment = true;
        } else if any.contains(&character) {
            return Some(from + offset);
        }
        previous = character;
    }
    None
}
