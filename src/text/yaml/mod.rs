//! YAML 1.2 as far as JSON goes: block and flow style, all kinds of scalars, the core schema, one document.

mod extent;
mod frame;
mod offset;
mod reader;
mod scalar;
mod syntax;

use std::sync::Arc;

use saphyr_parser::Parser;

use crate::diagnostic::{Diagnostic, Place, Source};

use self::reader::Reader;
use super::Node;
use super::rules::control_character::control_character;

/// Reads one YAML document.
///
/// # Errors
/// The first breach of the grammar, and before it every duplicate key and every feature that is not read.
pub fn yaml(source: &Arc<Source>) -> Result<Node, Vec<Diagnostic>> {
    if let Some(finding) = unseen_character(source) {
        return Err(vec![finding]);
    }
    let mut reader = Reader::new(source);
    for event in Parser::new_from_str(&source.text) {
        let more = match event {
            Ok((event, span)) => reader.event(event, span),
            Err(error) => reader.broken(&error),
        };
        if !more {
            break;
        }
    }
    reader.finish()
}

/// What one reader of YAML takes for a line break and the next for a part of the line, or does not take at all.
fn unseen_character(source: &Arc<Source>) -> Option<Diagnostic> {
    let unseen = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        _ => c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}'),
    };
    let (at, character) = source.text.char_indices().find(|(_, c)| unseen(*c))?;
    let place = Place::new(source, at..at + character.len_utf8());
    Some(control_character(place, character, false))
}

#[cfg(test)]
mod tests;
