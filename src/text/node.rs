use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Place, Source};

/// A value of a JSON or YAML document, with the place it stands at in the user's file.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The file.
    pub source: Arc<Source>,
    /// Bytes of the file that spell the value, quotes included.
    pub span: Range<usize>,
    /// The value.
    pub kind: Kind,
}

/// What a [`Node`] holds. Objects keep the order of the file; keys are unique (a duplicate is refused when read).
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `null`, or an empty YAML value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(serde_json::Number),
    /// A string.
    String(String),
    /// A sequence.
    Array(Vec<Node>),
    /// A mapping.
    Object(Vec<Entry>),
}

/// A key of an object with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Bytes of the file that spell the key.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Where the value stands.
    pub fn place(&self) -> Place {
        Place::new(&self.source, self.span.clone())
    }

    /// The value of a key, or `None` if this is no object or has no such key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The entries of an object; of anything else, none.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The items of an array, or the value itself as the only one: IAM writes a list of one either way.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::Array(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// Is it an array?
    pub fn is_list(&self) -> bool {
        matches!(self.kind, Kind::Array(_))
    }

    /// Is it an object?
    pub fn is_mapping(&self) -> bool {
        matches!(self.kind, Kind::Object(_))
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// Where the key of an entry stands.
    pub fn key_place(&self, key: &str) -> Option<Place> {
        self.entry(key)
            .map(|entry| Place::new(&self.source, entry.key_span.clone()))
    }

    /// The node at a JSON pointer (`/targets/3/ou`); an empty pointer is the node itself.
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        let mut node = self;
        for part in pointer.split('/').skip(1) {
            let part = part.replace("~1", "/").replace("~0", "~");
            node = match &node.kind {
                Kind::Array(items) => items.get(part.parse::<usize>().ok()?)?,
                Kind::Object(_) => node.get(&part)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// The node at a JSON pointer, to be changed.
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Node> {
        let mut node = self;
        for part in pointer.split('/').skip(1) {
            let part = part.replace("~1", "/").replace("~0", "~");
            node = match &mut node.kind {
                Kind::Array(items) => items.get_mut(part.parse::<usize>().ok()?)?,
                Kind::Object(entries) => {
                    &mut entries.iter_mut().find(|entry| entry.key == part)?.value
                }
                _ => return None,
            };
        }
        Some(node)
    }

    /// The value without places.
    pub fn to_value(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Number(number) => Value::Number(number.clone()),
            Kind::String(text) => Value::String(text.clone()),
            Kind::Array(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Kind::Object(entries) => Value::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.value.to_value()))
                    .collect(),
            ),
        }
    }

    /// In two words, for messages: `a list`, `a string`, …
    pub fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "nothing",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "a list",
            Kind::Object(_) => "a mapping",
        }
    }
}
