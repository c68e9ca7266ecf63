//! JSON with `//` and `/* */` comments, and nothing else beyond the standard.

mod scan;
mod syntax;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use crate::diagnostic::{Diagnostic, Place, Source};

use super::findings::Findings;
use super::rules::{duplicate_key, empty_document, json_syntax};
use super::span::excerpt;
use super::{Entry, Kind, Node, number};

/// Every leniency is named, so that one added to the parser is decided here and not by its default.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

const VALUES_ONLY: CollectOptions = CollectOptions {
    comments: CommentCollectionStrategy::Off,
    tokens: false,
};

/// Reads JSON, with comments allowed.
///
/// # Errors
/// The first breach of the grammar; or, where the grammar holds, every duplicate key and every number that does not fit.
pub fn json(source: &Arc<Source>) -> Result<Node, Vec<Diagnostic>> {
    read(source).map(|(node, _)| node)
}

/// The document, and where its first comment stands.
fn read(source: &Arc<Source>) -> Result<(Node, Option<Range<usize>>), Vec<Diagnostic>> {
    let comment = scan::check(source).map_err(|finding| vec![*finding])?;
    let parsed = parse_to_ast(&source.text, &VALUES_ONLY, &STRICT)
        .map_err(|error| vec![syntax::explain(source, &error)])?;
    let Some(value) = parsed.value else {
        return Err(vec![empty_document::empty_document(source)]);
    };
    let mut reader = Reader {
        source,
        findings: Findings::default(),
    };
    let node = reader.node(value);
    reader.findings.or((node, comment))
}

/// Reads JSON as the standard has it: a comment is an error, as it is to every reader of JSON but ours.
///
/// # Errors
/// As [`json()`], and the first comment.
pub fn strict_json(source: &Arc<Source>) -> Result<Node, Vec<Diagnostic>> {
    match read(source)? {
        (_, Some(span)) => Err(vec![json_syntax::comment(Place::new(source, span))]),
        (node, None) => Ok(node),
    }
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    findings: Findings,
}

impl Reader<'_> {
    // The scan has limited the depth of the recursion.
    fn node(&mut self, value: Value) -> Node {
        let range = value.range();
        let span = range.start..range.end;
        let kind = match value {
            Value::NullKeyword(_) => Kind::Null,
            Value::BooleanLit(literal) => Kind::Bool(literal.value),
            Value::StringLit(literal) => Kind::String(literal.value.into_owned()),
            Value::NumberLit(literal) => self.number(literal.value, &span),
            Value::Array(array) => Kind::Array(
                array
                    .elements
                    .into_iter()
                    .map(|element| self.node(element))
                    .collect(),
            ),
            Value::Object(object) => Kind::Object(self.entries(object)),
        };
        Node {
            source: Arc::clone(self.source),
            span,
            kind,
        }
    }

    fn number(&mut self, text: &str, span: &Range<usize>) -> Kind {
        if let Some(number) = number::decimal(text) {
            return Kind::Number(number);
        }
        let place = Place::new(self.source, span.clone());
        let shown = excerpt(&self.source.text, span.clone());
        self.findings
            .push(json_syntax::number_does_not_fit(place, &shown));
        Kind::Null
    }

    fn entries(&mut self, object: Object) -> Vec<Entry> {
        let mut first_of = BTreeMap::new();
        let mut entries = Vec::with_capacity(object.properties.len());
        for property in object.properties {
            let range = property.name.range();
            let key_span = range.start..range.end;
            let key = property.name.into_string();
            if let Some(first) = first_of.get(&key).cloned() {
                let second = Place::new(self.source, key_span.clone());
                let first = Place::new(self.source, first);
                self.findings
                    .push(duplicate_key::duplicate_key(&key, second, first));
            } else {
                first_of.insert(key.clone(), key_span.clone());
            }
            let value = self.node(property.value);
            entries.push(Entry {
                key,
                key_span,
                value,
            });
        }
        entries
    }
}

#[cfg(test)]
mod tests;
