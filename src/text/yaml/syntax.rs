//! The parser's errors in our words.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::text::rules::yaml_syntax::{tab_as_indentation, tab_as_separator, yaml_syntax};
use crate::text::rules::{too_deep, yaml_feature};
use crate::text::span::{clip, excerpt};

/// A part of the parser's words, our message, label and help; the first that fits is taken.
const WORDS: &[(&str, &str, &str, &str)] = &[
    (
        "unexpected end of stream",
        "a quoted text is not closed",
        "the text starts here",
        "add the closing quote",
    ),
    (
        "unexpected document indicator",
        "a quoted text is not closed before the document ends",
        "the text starts here",
        "add the closing quote",
    ),
    (
        "invalid trailing content after double-quoted",
        "text after a closing quote",
        "the quotes ended before this",
        "put the whole value in one pair of quotes",
    ),
    (
        "unknown escape",
        "an escape that YAML does not know",
        "in this text",
        "use single quotes for a text with backslashes",
    ),
    (
        "hexadecimal number",
        "an escape without its hexadecimal digits",
        "in this text",
        "use single quotes for a text with backslashes",
    ),
    (
        "invalid Unicode character escape",
        "an escape that spells no character",
        "in this text",
        "write the character itself",
    ),
    (
        "mapping values are not allowed",
        "a `:` is not expected here",
        "this one",
        "indent the key like its neighbours, or put a text that holds `: ` in quotes",
    ),
    (
        "simple key expect",
        "a line of a mapping without `key: value`",
        "before this place",
        "add the `:` and a blank after the key, or put a text of several lines in quotes",
    ),
    (
        "expected ',' or ']'",
        "a list in `[…]` lacks a comma or its end",
        "expected `,` or `]` here",
        "add the comma or the `]`",
    ),
    (
        "expected ',' or '}'",
        "a mapping in `{…}` lacks a comma or its end",
        "expected `,` or `}` here",
        "add the comma or the `}`",
    ),
    (
        "did not find expected key",
        "this does not fit the mapping around it",
        "expected a key here",
        "indent it like the keys above",
    ),
    (
        "expected '-' indicator",
        "this does not fit the list around it",
        "expected `- ` here",
        "indent it like the items above",
    ),
    (
        "block sequence entries are not allowed",
        "a list item is not expected here",
        "this `-`",
        "start the list on a line of its own",
    ),
    (
        "misplaced bracket",
        "a bracket without its partner",
        "this one",
        "delete it, or put the text in quotes",
    ),
    (
        "comment intercepting",
        "a comment stands inside a text of several lines",
        "this comment",
        "move the comment above the text",
    ),
    (
        "while scanning a block scalar, did not find",
        "text behind a `|` or `>`",
        "this indicator",
        "start the text on the next line, or put it in quotes",
    ),
    (
        "indicator equal to 0",
        "a `|` or `>` with a `0` behind it",
        "this indicator",
        "delete the `0`",
    ),
    (
        "indent",
        "a line is not indented like its neighbours",
        "here",
        "line it up with the lines above",
    ),
    (
        "expected <document start>",
        "text after the end of the document",
        "the document ended before this",
        "indent it as a part of what stands above, or delete it",
    ),
    (
        "expected node content",
        "a value is missing",
        "expected a value here",
        "write the value, or put a text with special characters in quotes",
    ),
];

/// `at` is the byte of the parser's mark, `info` its words.
pub(super) fn explain(source: &Arc<Source>, at: usize, info: &str) -> Diagnostic {
    let text = &source.text;
    let place = Place::new(source, clip(text, at..at + 1));
    if info.contains("recursion limit") {
        return too_deep::too_deep(place);
    }
    let word = word(text, at);
    let span = at..at + word.len();
    let whole = Place::new(source, span.clone());
    if info.contains("unknown anchor") || info.contains("anchor or alias") {
        return if word.starts_with('&') {
            yaml_feature::anchor(whole, &excerpt(text, span))
        } else {
            yaml_feature::alias(whole, &excerpt(text, span))
        };
    }
    if word.starts_with('!') && (info.contains("tag") || info.contains("handle")) {
        return yaml_feature::tag(whole, &excerpt(text, span));
    }
    if info.contains("tabs") || info.contains(" tab") || info.contains("valid YAML whitespace") {
        return tab(source, at, info.contains("scalar"));
    }
    if info.starts_with("unexpected character") {
        let found = excerpt(text, place.span.clone());
        let found = match found.as_str() {
            "`" => "a backtick".to_owned(),
            _ => format!("`{found}`"),
        };
        return yaml_syntax(
            place,
            format!("a value starts with {found}"),
            "",
            "put the value in quotes",
        );
    }
    let known = WORDS.iter().find(|(part, ..)| info.contains(part));
    let (message, label, help) = match known {
        Some((_, message, label, help)) => ((*message).to_owned(), *label, *help),
        None => (
            format!("this is not YAML: {info}"),
            "",
            "close every `[` and `{` above, and put a text with special characters in quotes",
        ),
    };
    let finding = yaml_syntax(place, message, label, help);
    match tab_in_indentation(source, at) {
        Some(place) => finding.at(place, "this line is indented with a tab"),
        None => finding,
    }
}

/// What stands at an offset, up to a blank or the end of a flow item.
pub(super) fn word(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}'));
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind(['\n', '\r']).map_or(0, |last| last + 1)
}

/// The tab in the indentation of the line of an offset.
pub(super) fn tab_in_indentation(source: &Arc<Source>, at: usize) -> Option<Place> {
    let start = line_start(&source.text, at);
    let line = source.text.get(start..)?;
    let content = line.trim_start_matches(' ');
    let tab = start + (line.len() - content.len());
    content
        .starts_with('\t')
        .then(|| Place::new(source, tab..tab + 1))
}

/// The tab that the parser means. `text_before`: the mark is on the text that a later line with a tab goes on with.
fn tab(source: &Arc<Source>, at: usize, text_before: bool) -> Diagnostic {
    if let Some(tab) = tab_in_indentation(source, at) {
        return tab_as_indentation(tab);
    }
    let rest = source.text.get(at..).unwrap_or_default();
    let later_line = || {
        let breaks = rest.match_indices(['\n', '\r']);
        breaks
            .filter(|(offset, _)| !blank_line(rest.get(offset + 1..).unwrap_or_default()))
            .find_map(|(offset, _)| tab_in_indentation(source, at + offset + 1))
    };
    if text_before && let Some(tab) = later_line() {
        return tab_as_indentation(tab);
    }
    let start = line_start(&source.text, at);
    let line = source.text.get(start..).unwrap_or_default();
    let tab = line.find('\t').map_or(at, |offset| start + offset);
    tab_as_separator(Place::new(source, clip(&source.text, tab..tab + 1)))
}

fn blank_line(text: &str) -> bool {
    text.trim_start_matches([' ', '\t'])
        .starts_with(['\n', '\r'])
}
