//! A JSON document that is a string of another one, as in the output of `aws organizations describe-policy`.

mod literal;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source};

use self::literal::OffsetMap;
use super::rules::{empty_document, json_syntax};
use super::{Kind, Node, json};

/// Reads the JSON document that the text of a string is; every place in the result lies in the user's own file.
///
/// One level only: a string inside that document stays a string.
///
/// # Errors
/// Refuses a node that is no string, and whatever [`json()`] refuses, with places inside the escaped string.
pub fn embedded_json(node: &Node) -> Result<Node, Vec<Diagnostic>> {
    let Some(text) = node.as_str() else {
        let found = node.describe();
        return Err(vec![json_syntax::not_a_string(node.place(), found)]);
    };
    let outer = Outer {
        node,
        offsets: OffsetMap::new(&node.source.text, node.span.clone(), text),
    };
    let inner = Source::new(node.source.name.as_str(), text);
    match json(&inner) {
        Ok(mut document) => {
            outer.move_node(&mut document);
            Ok(document)
        }
        Err(findings) => Err(findings
            .into_iter()
            .map(|finding| outer.move_finding(finding))
            .collect()),
    }
}

/// Where the inner text stands.
struct Outer<'a> {
    node: &'a Node,
    /// `None` for a string that no JSON escapes spell, such as one from YAML: then its whole place serves.
    offsets: Option<OffsetMap>,
}

impl Outer<'_> {
    fn span(&self, inner: &Range<usize>) -> Range<usize> {
        match &self.offsets {
            Some(offsets) => offsets.outer(inner.start)..offsets.outer(inner.end),
            None => self.node.span.clone(),
        }
    }

    fn move_node(&self, node: &mut Node) {
        node.source = Arc::clone(&self.node.source);
        node.span = self.span(&node.span);
        match &mut node.kind {
            Kind::Array(items) => items.iter_mut().for_each(|item| self.move_node(item)),
            Kind::Object(entries) => {
                for entry in entries {
                    entry.key_span = self.span(&entry.key_span);
                    self.move_node(&mut entry.value);
                }
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
        }
    }

    fn move_finding(&self, mut finding: Diagnostic) -> Diagnostic {
        if finding.rule == &empty_document::RULE {
            return empty_document::empty_text(self.node.place());
        }
        for label in &mut finding.labels {
            label.place.span = self.span(&label.place.span);
            label.place.source = Arc::clone(&self.node.source);
        }
        finding.note("this text is a JSON document inside a string: its quotes are written `\\\"`")
    }
}

#[cfg(test)]
mod tests;
