use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, ScalarStyle, ScanError, Span, Tag};

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::text::findings::Findings;
use crate::text::limit::{MAX_DEPTH, MAX_NODES};
use crate::text::rules::{
    duplicate_key, empty_document, too_deep, too_large, yaml_feature, yaml_syntax,
};
use crate::text::span::{clip, excerpt};
use crate::text::{Kind, Node};

use super::frame::{Content, Frame, Key};
use super::offset::Offsets;
use super::scalar::Scalar;
use super::{Dialect, extent, merge, syntax};

/// A document that is being read, event by event, without recursion.
pub(super) struct Reader<'a> {
    source: &'a Arc<Source>,
    offsets: Offsets<'a>,
    findings: Findings,
    /// The collections that are open, the innermost last.
    open: Vec<Frame>,
    root: Option<Node>,
    /// The end of what has been read.
    cursor: usize,
    nodes: usize,
    documents: usize,
    dialect: Dialect,
    /// What anchors stand for, by the parser's number.
    anchored: BTreeMap<usize, Node>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Arc<Source>, dialect: Dialect) -> Self {
        Self {
            source,
            offsets: Offsets::new(&source.text),
            findings: Findings::default(),
            open: Vec::new(),
            root: None,
            cursor: 0,
            nodes: 0,
            documents: 0,
            dialect,
            anchored: BTreeMap::new(),
        }
    }

    /// Takes one event; `false` ends the reading.
    pub(super) fn event(&mut self, event: Event, span: Span) -> bool {
        let at = self.offsets.byte(span.start.index())..self.offsets.byte(span.end.index());
        match event {
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => true,
            Event::StreamEnd => false,
            Event::DocumentStart(_) => self.document(at),
            Event::Alias(anchor) => self.alias(anchor, at),
            Event::Scalar(text, style, anchor, tag) => {
                let start = self.properties(at.start, anchor, tag.as_ref());
                let is_text = tag.is_some() && self.dialect != Dialect::Plain;
                self.scalar(&text, style, start..at.end.max(start), anchor, is_text)
            }
            Event::SequenceStart(anchor, tag) => {
                let start = self.properties(at.start, anchor, tag.as_ref());
                self.open(start..at.end.max(start), Content::Items(Vec::new()), anchor)
            }
            Event::MappingStart(anchor, tag) => {
                let start = self.properties(at.start, anchor, tag.as_ref());
                self.open(start..at.end.max(start), Content::pairs(), anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at.start),
        }
    }

    /// Takes the parser's error, which ends the reading.
    pub(super) fn broken(&mut self, error: &ScanError) -> bool {
        let at = self.offsets.byte(error.marker().index());
        let finding = syntax::explain(self.source, at, error.info());
        self.findings.push(finding);
        false
    }

    /// The document, or what was found.
    pub(super) fn finish(self) -> Result<Node, Vec<Diagnostic>> {
        match self.root {
            Some(root) if !(root.kind == Kind::Null && root.span.is_empty()) => {
                self.findings.or(root)
            }
            _ => {
                // With findings, the document broke off before its end.
                self.findings.or(())?;
                Err(vec![empty_document::empty_document(self.source)])
            }
        }
    }

    fn place(&self, span: &Range<usize>) -> Place {
        Place::new(self.source, span.clone())
    }

    fn document(&mut self, at: Range<usize>) -> bool {
        self.documents += 1;
        if self.documents > 1 {
            let mark = clip(&self.source.text, at.start..at.end.max(at.start + 1));
            self.findings
                .push(yaml_feature::second_document(self.place(&mark)));
            return false;
        }
        // An implicit start carries the place of the first token.
        if self.source.text.get(at.clone()) == Some("---") {
            self.cursor = at.end;
        }
        true
    }

    /// Anchors and tags stand before the node, in either order; gives where the node itself starts.
    fn properties(&mut self, start: usize, anchor: usize, tag: Option<&Cow<Tag>>) -> usize {
        let text = &self.source.text;
        let mut at = start;
        for _ in 0..usize::from(anchor > 0) + usize::from(tag.is_some()) {
            let word = syntax::word(text, at);
            if !word.starts_with(['&', '!']) {
                break;
            }
            let span = at..at + word.len();
            let shown = excerpt(text, span.clone());
            let place = self.place(&span);
            match (self.dialect, word.starts_with('&')) {
                (Dialect::Plain, true) => {
                    self.findings.push(yaml_feature::anchor(place, &shown));
                }
                (Dialect::Any, _) | (Dialect::Anchors, true) => {}
                (Dialect::Anchors, false) if word == "!!str" => {}
                (_, false) => self.findings.push(yaml_feature::tag(place, &shown)),
            }
            let rest = text.get(span.end..).unwrap_or_default();
            at = span.end + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
        }
        at
    }

    /// A copy of what the anchor stands for, with the places it has there.
    fn alias(&mut self, anchor: usize, at: Range<usize>) -> bool {
        let is_key = self.open.last().is_some_and(Frame::expects_key);
        let meant = self.anchored.get(&anchor).filter(|_| !is_key).cloned();
        let Some(node) = meant.filter(|_| self.dialect != Dialect::Plain) else {
            let text = excerpt(&self.source.text, at.clone());
            self.findings
                .push(yaml_feature::alias(self.place(&at), &text));
            return self.scalar_node(Kind::Null, at, None, 0);
        };
        let (nodes, depth) = merge::size(&node);
        if self.open.len() + depth > MAX_DEPTH {
            self.findings.push(too_deep::too_deep(self.place(&at)));
            return false;
        }
        // An alias of an alias of an alias would make a small file a large document.
        self.nodes = self.nodes.saturating_add(nodes - 1);
        if !self.count(at.start) {
            return false;
        }
        self.cursor = self.cursor.max(at.end);
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(frame) => frame.push_from(node, at.end),
        }
        true
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        at: Range<usize>,
        anchor: usize,
        is_text: bool,
    ) -> bool {
        let text = &self.source.text;
        let span = match style {
            ScalarStyle::Plain if value.is_empty() => extent::empty(text, self.cursor, at.start),
            ScalarStyle::Plain => at,
            ScalarStyle::SingleQuoted => extent::quoted(text, at.start, true),
            ScalarStyle::DoubleQuoted => extent::quoted(text, at.start, false),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                extent::block(text, self.cursor, at.start, at.end)
            }
        };
        let meaning = if style == ScalarStyle::Plain && !is_text {
            Scalar::of_plain(value)
        } else {
            Scalar::Text
        };
        if self.open.last().is_some_and(Frame::expects_key) {
            let plain = style == ScalarStyle::Plain;
            self.check_key(value, &meaning, plain, &span);
            return self.scalar_node(Kind::Null, span, Some(value), 0);
        }
        let kind = match meaning {
            Scalar::Null => Kind::Null,
            Scalar::Bool(value) => Kind::Bool(value),
            Scalar::Number(number) => Kind::Number(number),
            Scalar::Text => Kind::String(value.to_owned()),
            Scalar::TooLarge | Scalar::NotFinite if self.dialect == Dialect::Any => Kind::Null,
            Scalar::TooLarge => {
                let shown = excerpt(text, span.clone());
                self.findings
                    .push(yaml_syntax::number_does_not_fit(self.place(&span), &shown));
                Kind::Null
            }
            Scalar::NotFinite => {
                self.findings
                    .push(yaml_syntax::not_finite(self.place(&span), value));
                Kind::Null
            }
        };
        self.scalar_node(kind, span, None, anchor)
    }

    fn check_key(&mut self, key: &str, meaning: &Scalar, plain: bool, span: &Range<usize>) {
        if self.dialect == Dialect::Any {
            return;
        }
        let place = self.place(span);
        if *meaning != Scalar::Text {
            let finding = yaml_feature::key_is_no_string(place, key, meaning.describe());
            self.findings.push(finding);
        } else if plain && key == "<<" && self.dialect == Dialect::Plain {
            self.findings.push(yaml_feature::merge_key(place));
        } else if let Some(first) = self
            .open
            .last_mut()
            .and_then(|frame| frame.first_place(key, span))
        {
            let first = self.place(&first);
            self.findings
                .push(duplicate_key::duplicate_key(key, place, first));
        }
    }

    /// A finished scalar; `key` is its text if it is a key.
    fn scalar_node(
        &mut self,
        kind: Kind,
        span: Range<usize>,
        key: Option<&str>,
        anchor: usize,
    ) -> bool {
        if !self.count(span.start) {
            return false;
        }
        self.add(kind, span, key, anchor);
        true
    }

    fn count(&mut self, offset: usize) -> bool {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.findings
                .push(too_large::too_many_nodes(self.source, offset));
        }
        self.nodes <= MAX_NODES
    }

    fn open(&mut self, at: Range<usize>, content: Content, anchor: usize) -> bool {
        if !self.count(at.start) {
            return false;
        }
        if self.open.len() >= MAX_DEPTH {
            self.findings.push(too_deep::too_deep(self.place(&at)));
            return false;
        }
        // Only brackets have a width; a block begins with an empty mark.
        let flow = !at.is_empty();
        let in_mapping = self.open.last().is_some_and(Frame::is_mapping);
        let start = match &content {
            // The mark of a list that is not indented under its key lies behind the first `- `.
            Content::Items(_) if !flow && in_mapping => {
                let text = &self.source.text;
                extent::indicator(text, self.cursor, &['-'], at.start).unwrap_or(at.start)
            }
            _ => at.start,
        };
        // Deep inside brackets the search for the line's start would be done again for every pair.
        if !flow
            && !self.open.iter().any(Frame::is_flow)
            && let Some(tab) = syntax::tab_in_indentation(self.source, start)
        {
            self.findings.push(yaml_syntax::tab_as_indentation(tab));
            return false;
        }
        self.cursor = self.cursor.max(if flow { start + 1 } else { start });
        self.open.push(Frame::new(start, flow, content, anchor));
        true
    }

    fn close(&mut self, mark: usize) -> bool {
        let Some(frame) = self.open.pop() else {
            return true;
        };
        let anchor = frame.anchor();
        let (mut kind, span) = frame.finish(mark);
        if self.dialect != Dialect::Plain
            && let Kind::Object(entries) = &mut kind
            && let Some(odd) = merge::apply(entries)
        {
            let place = Place::new(self.source, odd);
            self.findings.push(yaml_feature::merge_key(place));
        }
        if self.dialect != Dialect::Any && self.open.last().is_some_and(Frame::expects_key) {
            let what = match kind {
                Kind::Array(_) => "a list",
                _ => "a mapping",
            };
            self.findings
                .push(yaml_feature::key_is_collection(self.place(&span), what));
        }
        self.add(kind, span, None, anchor);
        true
    }

    fn add(&mut self, kind: Kind, span: Range<usize>, key: Option<&str>, anchor: usize) {
        self.cursor = self.cursor.max(span.end);
        let node = Node {
            source: Arc::clone(self.source),
            span,
            kind,
        };
        if anchor > 0 && self.dialect != Dialect::Plain {
            self.anchored.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(frame) if frame.expects_key() => frame.set_key(Key {
                text: key.unwrap_or_default().to_owned(),
                span: node.span,
            }),
            Some(frame) => frame.push(node),
        }
    }
}
