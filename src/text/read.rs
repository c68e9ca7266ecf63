//! Bytes to text: the encoding, and the characters that no document may hold.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Source};

use super::limit::MAX_BYTES;
use super::rules::{control_character, not_utf8, too_large};
use super::span::clip;

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text of a file that the user knows as `name`, without a byte order mark.
///
/// # Errors
/// Refuses what is larger than [`MAX_BYTES`], is not UTF-8, or holds control characters other than tabs and line breaks.
pub fn source(name: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Box<Diagnostic>> {
    source_up_to(name, bytes, MAX_BYTES)
}

/// The same with another limit than [`MAX_BYTES`], in bytes.
///
/// # Errors
/// As [`source`].
pub fn source_up_to(
    name: &str,
    mut bytes: Vec<u8>,
    most: u64,
) -> Result<Arc<Source>, Box<Diagnostic>> {
    if u64::try_from(bytes.len()).map_or(true, |length| length > most) {
        return Err(Box::new(too_large::too_large(name, most)));
    }
    let mark = if bytes.starts_with(UTF8_MARK) {
        bytes.drain(..UTF8_MARK.len());
        UTF8_MARK.len()
    } else {
        0
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
        let shown = Source::new(name, String::from_utf8_lossy(&bytes));
        let place = Place::new(&shown, clip(&shown.text, valid..valid + 1));
        Box::new(not_utf8::not_utf8(place, mark + valid, utf16))
    })?;
    checked(&Source::new(name, text))
}

/// The same of a text that was decoded already.
///
/// # Errors
/// Refuses control characters other than tabs and line breaks.
pub fn checked(source: &Arc<Source>) -> Result<Arc<Source>, Box<Diagnostic>> {
    match first_control(&source.text) {
        None => Ok(Arc::clone(source)),
        Some((offset, character)) => {
            // ASCII in UTF-16 has a NUL in every pair of bytes.
            let utf16 = character == '\0' && offset < 2;
            let place = Place::new(source, offset..offset + 1);
            Err(Box::new(control_character::control_character(
                place, character, utf16,
            )))
        }
    }
}

fn first_control(text: &str) -> Option<(usize, char)> {
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    let offset = text.bytes().position(is_control)?;
    text.get(offset..)?
        .chars()
        .next()
        .map(|character| (offset, character))
}

#[cfg(test)]
mod tests;
