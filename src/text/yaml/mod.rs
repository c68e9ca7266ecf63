//! YAML 1.2 as far as JSON goes: block and flow style, all kinds of scalars, the core schema, one document.

mod extent;
mod frame;
mod merge;
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

/// How much of YAML is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// What every reader takes alike.
    Plain,
    /// Anchors, aliases, merge keys and `!!str` too.
    Anchors,
    /// Anything that is YAML: a tag says nothing, and a key may be any scalar.
    Any,
}

/// Reads one YAML document of our own kind: anchors, tags and merge keys are findings.
///
/// # Errors
/// The first breach of the grammar, and before it every duplicate key and every feature that is not read.
pub fn yaml(source: &Arc<Source>) -> Result<Node, Vec<Diagnostic>> {
    read(source, Dialect::Plain)
}

/// Reads one YAML document of somebody else's: aliases are copies of what their anchors stand for, with the places they have there, and merge keys are merged.
///
/// # Errors
/// As [`yaml()`]; also what aliases would make larger or deeper than any document may be.
pub fn yaml_with_anchors(source: &Arc<Source>) -> Result<Node, Vec<Diagnostic>> {
    read(source, Dialect::Anchors)
}

/// Reads YAML or JSON for its outline: tags such as CloudFormation's `!Sub` say nothing, and a key may be any scalar.
///
/// # Errors
/// The first breach of the grammar.
pub fn outline(source: &Arc<Source>) -> Result<Node, Vec<Diagnostic>> {
    read(source, Dialect::Any)
}

fn read(source: &Arc<Source>, dialect: Dialect) -> Result<Node, Vec<Diagnostic>> {
    if let Some(finding) = unseen_character(source) {
        return Err(vec![finding]);
    }
    let mut reader = Reader::new(source, dialect);
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
