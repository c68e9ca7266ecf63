use std::borrow::Cow;
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
use super::{extent, syntax};

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
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Arc<Source>) -> Self {
        Self {
            source,
            offsets: Offsets::new(&source.text),
            findings: Findings::default(),
            open: Vec::new(),
            root: None,
            cursor: 0,
            nodes: 0,
            documents: 0,
        }
    }

    /// Takes one event; `false` ends the reading.
    pub(super) fn event(&mut self, event: Event, span: Span) -> bool {
        let at = self.offsets.byte(span.start.index())..self.offsets.byte(span.end.index());
        match event {
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => true,
            Event::StreamEnd => false,
            Event::DocumentStart(_) => self.document(at),
            Event::Alias(_) => {
                let text = excerpt(&self.source.text, at.clone());
                self.findings
                    .push(yaml_feature::alias(self.place(&at), &text));
                self.scalar_node(Kind::Null, at, None)
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.properties(at.start, anchor, tag.as_ref());
                self.scalar(&text, style, at)
            }
            Event::SequenceStart(anchor, tag) => {
                self.properties(at.start, anchor, tag.as_ref());
                self.open(at, Content::Items(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.properties(at.start, anchor, tag.as_ref());
                self.open(at, Content::pairs())
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

    /// Anchors and tags stand before the node, in either order.
    fn properties(&mut self, start: usize, anchor: usize, tag: Option<&Cow<Tag>>) {
        let text = &self.source.text;
        let mut at = start;
        for _ in 0..usize::from(anchor > 0) + usize::from(tag.is_some()) {
            let word = syntax::word(text, at);
            let span = at..at + word.len();
            let shown = excerpt(text, span.clone());
            let place = self.place(&span);
            self.findings.push(if word.starts_with('&') {
                yaml_feature::anchor(place, &shown)
            } else {
                yaml_feature::tag(place, &shown)
            });
            let rest = text.get(span.end..).unwrap_or_default();
            at = span.end + (rest.len() - rest.trim_start().len());
        }
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, at: Range<usize>) -> bool {
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
        let meaning = if style == ScalarStyle::Plain {
            Scalar::of_plain(value)
        } else {
            Scalar::Text
        };
        if self.open.last().is_some_and(Frame::expects_key) {
            let plain = style == ScalarStyle::Plain;
            self.check_key(value, &meaning, plain, &span);
            return self.scalar_node(Kind::Null, span, Some(value));
        }
        let kind = match meaning {
            Scalar::Null => Kind::Null,
            Scalar::Bool(value) => Kind::Bool(value),
            Scalar::Number(number) => Kind::Number(number),
            Scalar::Text => Kind::String(value.to_owned()),
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
        self.scalar_node(kind, span, None)
    }

    fn check_key(&mut self, key: &str, meaning: &Scalar, plain: bool, span: &Range<usize>) {
        let place = self.place(span);
        if *meaning != Scalar::Text {
            let finding = yaml_feature::key_is_no_string(place, key, meaning.describe());
            self.findings.push(finding);
        } else if plain && key == "<<" {
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
    fn scalar_node(&mut self, kind: Kind, span: Range<usize>, key: Option<&str>) -> bool {
        if !self.count(span.start) {
            return false;
        }
        self.add(kind, span, key);
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

    fn open(&mut self, at: Range<usize>, content: Content) -> bool {
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
        self.open.push(Frame::new(start, flow, content));
        true
    }

    fn close(&mut self, mark: usize) -> bool {
        let Some(frame) = self.open.pop() else {
            return true;
        };
        let (kind, span) = frame.finish(mark);
        if self.open.last().is_some_and(Frame::expects_key) {
            let what = match kind {
                Kind::Array(_) => "a list",
                _ => "a mapping",
            };
            self.findings
                .push(yaml_feature::key_is_collection(self.place(&span), what));
        }
        self.add(kind, span, None);
        true
    }

    fn add(&mut self, kind: Kind, span: Range<usize>, key: Option<&str>) {
        self.cursor = self.cursor.max(span.end);
        let node = Node {
            source: Arc::clone(self.source),
            span,
            kind,
        };
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
