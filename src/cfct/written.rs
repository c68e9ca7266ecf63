//! How things are spelled in a manifest: the style of a scalar, and the lines that CfCT looks at without a YAML reader.

use std::ops::Range;

use crate::text::{Entry, Node};

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Without marks; readers guess its type.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// As a block, after `|` or `>`.
    Block,
    /// Behind an anchor, an alias or a tag.
    Marked,
}

/// The text of a node as it stands in the file.
pub(super) fn raw(node: &Node) -> &str {
    node.source.text.get(node.span.clone()).unwrap_or_default()
}

/// The style of a scalar that stands in a list.
pub(super) fn style(node: &Node) -> Style {
    style_of(raw(node))
}

/// The style of a scalar that stands behind a key: a reader may leave a block's mark out of the value's span.
pub(super) fn entry_style(entry: &Entry) -> Style {
    let after_key = entry.key_span.end..entry.value.span.end;
    let text = entry.value.source.text.get(after_key).unwrap_or_default();
    style_of(text.trim_start().trim_start_matches(':'))
}

fn style_of(text: &str) -> Style {
    match text.trim_start().chars().next() {
        Some('"' | '\'') => Style::Quoted,
        Some('|' | '>') => Style::Block,
        Some('*' | '&' | '!') => Style::Marked,
        _ => Style::Plain,
    }
}

/// A line that CfCT takes for one that names a file: it holds `_file:` and does not start with `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MarkedLine {
    /// Bytes of the line, without its end.
    pub(super) span: Range<usize>,
    /// The third word, blanks counted as one: the file that must exist. Empty if there is none.
    pub(super) word: String,
}

/// The lines that CfCT's Build looks at (2.8.4, `run-validation.sh`, read 2026-04-08: text, not YAML).
pub(super) fn marked_lines(text: &str) -> Vec<MarkedLine> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        if line.contains("_file:") && !line.starts_with('#') {
            let word = third_word(line);
            lines.push(MarkedLine { span, word });
        }
    }
    lines
}

fn third_word(line: &str) -> String {
    let line: String = line.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    // An indented line begins with a blank, which ends an empty first word.
    let indent = usize::from(line.starts_with(' '));
    line.split(' ')
        .filter(|word| !word.is_empty())
        .nth(2 - indent)
        .unwrap_or_default()
        .to_owned()
}

/// Every entry whose key ends in `_file`, however deep.
pub(super) fn file_entries(node: &Node) -> Vec<&Entry> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        open.extend(super::view::list(Some(node)));
        for entry in node.entries() {
            if entry.key.ends_with("_file") {
                found.push(entry);
            }
            open.push(&entry.value);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Style, marked_lines, style_of};

    fn words(text: &str) -> Vec<String> {
        marked_lines(text).into_iter().map(|l| l.word).collect()
    }

    #[test]
    fn the_third_word_is_the_file() {
        assert_eq!(
            words("    resource_file:   policies/a.json # b\r\n"),
            ["policies/a.json"]
        );
        assert_eq!(words("    resource_file: 'a b'\n"), ["'a"]);
        assert_eq!(words("    resource_file:\n      policies/a.json\n"), [""]);
    }

    #[test]
    fn an_indented_item_that_begins_with_the_path_is_missed() {
        assert_eq!(words("  - resource_file: a\n"), ["resource_file:"]);
        assert_eq!(words("- resource_file: a\n"), ["a"]);
    }

    #[test]
    fn only_comments_at_the_very_start_are_left_out() {
        assert_eq!(words("# a_file: b\n"), [""; 0]);
        assert_eq!(words("  # a_file: b\n"), ["a_file:"]);
    }

    #[test]
    fn the_first_character_tells_the_style() {
        assert_eq!(style_of(" 'a'"), Style::Quoted);
        assert_eq!(style_of(">-\n a"), Style::Block);
        assert_eq!(style_of("&x a"), Style::Marked);
        assert_eq!(style_of("a"), Style::Plain);
    }
}
