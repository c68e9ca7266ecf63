use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::{Entry, Kind, Node};

/// A list or mapping that is being read.
pub(super) struct Frame {
    start: usize,
    /// The end of what it holds so far.
    end: usize,
    /// Written in brackets.
    flow: bool,
    content: Content,
    /// The parser's number of the anchor before it; 0 for none.
    anchor: usize,
}

/// What a [`Frame`] holds so far.
pub(super) enum Content {
    Items(Vec<Node>),
    Pairs {
        entries: Vec<Entry>,
        first_of: BTreeMap<String, Range<usize>>,
        /// A key whose value comes next.
        key: Option<Key>,
    },
}

/// A key with its place.
pub(super) struct Key {
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

impl Content {
    pub(super) fn pairs() -> Self {
        Self::Pairs {
            entries: Vec::new(),
            first_of: BTreeMap::new(),
            key: None,
        }
    }
}

impl Frame {
    pub(super) fn new(start: usize, flow: bool, content: Content, anchor: usize) -> Self {
        Self {
            start,
            end: start,
            flow,
            content,
            anchor,
        }
    }

    pub(super) fn anchor(&self) -> usize {
        self.anchor
    }

    pub(super) fn is_mapping(&self) -> bool {
        matches!(self.content, Content::Pairs { .. })
    }

    pub(super) fn expects_key(&self) -> bool {
        matches!(self.content, Content::Pairs { key: None, .. })
    }

    /// Where a key stood before; otherwise remembers that it stands here.
    pub(super) fn first_place(&mut self, text: &str, span: &Range<usize>) -> Option<Range<usize>> {
        let Content::Pairs { first_of, .. } = &mut self.content else {
            return None;
        };
        let first = first_of.get(text).cloned();
        if first.is_none() {
            first_of.insert(text.to_owned(), span.clone());
        }
        first
    }

    pub(super) fn set_key(&mut self, new: Key) {
        self.end = self.end.max(new.span.end);
        if let Content::Pairs { key, .. } = &mut self.content {
            *key = Some(new);
        }
    }

    /// Adds an item, or the value of the key.
    pub(super) fn push(&mut self, node: Node) {
        let end = node.span.end;
        self.push_from(node, end);
    }

    /// The same of a node that stands elsewhere: where the text goes on here is told beside it.
    pub(super) fn push_from(&mut self, node: Node, end: usize) {
        self.end = self.end.max(end);
        match &mut self.content {
            Content::Items(items) => items.push(node),
            Content::Pairs { entries, key, .. } => {
                if let Some(key) = key.take() {
                    entries.push(Entry {
                        key: key.text,
                        key_span: key.span,
                        value: node,
                    });
                }
            }
        }
    }

    pub(super) fn is_flow(&self) -> bool {
        self.flow
    }

    /// The value and its place; `mark` is where the parser closes it, which is right for brackets only.
    pub(super) fn finish(self, mark: usize) -> (Kind, Range<usize>) {
        let end = if self.flow { mark + 1 } else { self.end };
        let kind = match self.content {
            Content::Items(items) => Kind::Array(items),
            Content::Pairs { entries, .. } => Kind::Object(entries),
        };
        (kind, self.start..end.max(self.start))
    }
}
