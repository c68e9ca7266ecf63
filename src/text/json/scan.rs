//! What must be known before a recursive parser sees the text, and what that parser lets pass.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::text::limit::MAX_DEPTH;
use crate::text::rules::{control_character, json_syntax, too_deep};

/// Refuses nesting beyond the limit, raw control characters in strings, and blanks that JSON does not know.
///
/// One pass without recursion. It splits the text as the parser does up to the first token that the parser refuses,
/// and stops there, since whatever stands behind such a token may be read wrongly. Gives where the first comment stands.
pub(super) fn check(source: &Arc<Source>) -> Result<Option<Range<usize>>, Box<Diagnostic>> {
    let text = source.text.as_str();
    let mut depth = 0_usize;
    let mut at = 0;
    let mut comment = None;
    while let Some(rest) = text.get(at..)
        && let Some(character) = rest.chars().next()
    {
        at += match character {
            '"' => string(source, at, rest)?,
            '/' if rest.starts_with("//") => {
                let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
                comment.get_or_insert(at..at + length);
                length
            }
            '/' if rest.starts_with("/*") => match rest.get(2..).and_then(|rest| rest.find("*/")) {
                Some(length) => {
                    comment.get_or_insert(at..at + length + 4);
                    length + 4
                }
                None => return Ok(comment),
            },
            '[' | '{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    let place = Place::new(source, at..at + 1);
                    return Err(Box::new(too_deep::too_deep(place)));
                }
                1
            }
            ']' | '}' => {
                depth = depth.saturating_sub(1);
                1
            }
            ' ' | '\t' | '\n' | '\r' | ',' | ':' => 1,
            _ => match token(source, at, rest, character)? {
                Some(length) => length,
                None => return Ok(comment),
            },
        };
    }
    Ok(comment)
}

/// The length of a string with its quotes.
fn string(source: &Arc<Source>, at: usize, rest: &str) -> Result<usize, Box<Diagnostic>> {
    let mut escaped = false;
    for (offset, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Ok(offset + 1),
            b'\n' | b'\r' => {
                return Err(Box::new(json_syntax::json_syntax(
                    Place::new(source, at..at + offset),
                    "a string is not closed on its line",
                    "the string starts here",
                    "close it with `\"`; a line break inside a string is written `\\n`",
                )));
            }
            b'\t' => {
                return Err(Box::new(json_syntax::json_syntax(
                    Place::new(source, at + offset..at + offset + 1),
                    "a tab inside a string",
                    "the tab",
                    "write it as `\\t`",
                )));
            }
            0..b' ' => {
                let place = Place::new(source, at + offset..at + offset + 1);
                let character = char::from(byte);
                return Err(Box::new(control_character::control_character(
                    place, character, false,
                )));
            }
            _ => {}
        }
    }
    Ok(rest.len())
}

/// The length of a number or keyword; `None` for what the parser will refuse.
fn token(
    source: &Arc<Source>,
    at: usize,
    rest: &str,
    character: char,
) -> Result<Option<usize>, Box<Diagnostic>> {
    let place = Place::new(source, at..at + character.len_utf8());
    if character.is_control() {
        return Err(Box::new(control_character::control_character(
            place, character, false,
        )));
    }
    if character.is_whitespace() {
        let code = u32::from(character);
        return Err(Box::new(json_syntax::json_syntax(
            place,
            format!("the character U+{code:04X} looks like a blank and is none in JSON"),
            "",
            "replace it by an ordinary space",
        )));
    }
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
        .unwrap_or(rest.len());
    let known = matches!(rest.get(..end), Some("true" | "false" | "null"));
    let number = character == '-' || character.is_ascii_digit();
    Ok((known || number).then_some(end))
}
