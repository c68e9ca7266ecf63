//! Where the block may go.

use crate::text::Node;

/// Offsets at which a line begins, the likeliest first: behind the last line of the last resource, behind that of the list, before whatever comes next.
pub(super) fn candidates(text: &str, document: &Node) -> Vec<usize> {
    let Some(list) = document.get("resources") else {
        return Vec::new();
    };
    let items = super::resources(document);
    let Some(bottom) = items.last() else {
        return Vec::new();
    };
    let next_key = document
        .entries()
        .iter()
        .map(|entry| entry.key_span.start)
        .filter(|start| *start > bottom.span.start)
        .min();
    let before_next = match next_key {
        Some(start) => line_start(text, start),
        None => end_of_document(text, bottom.span.start),
    };
    let of_list = trimmed(text, list.span.end);
    let mut places = vec![
        line_end(text, deepest(bottom, bottom.span.start)),
        line_end(text, of_list),
        before_next,
    ];
    places.retain(|at| *at > bottom.span.start && *at <= before_next);
    places.dedup();
    places
}

/// The last byte that a value or a key below a node takes. What an alias stands for lies elsewhere, so keys count as well.
fn deepest(node: &Node, least: usize) -> usize {
    let mut end = least;
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let children = super::super::view::list(Some(node));
        if children.is_empty() && node.entries().is_empty() {
            end = end.max(trimmed(&node.source.text, node.span.end));
        }
        open.extend(children);
        for entry in node.entries() {
            end = end.max(entry.key_span.end);
            open.push(&entry.value);
        }
    }
    end
}

/// The end without the blanks and line ends before it.
fn trimmed(text: &str, end: usize) -> usize {
    text.get(..end)
        .map_or(end, |before| before.trim_end().len())
}

/// The beginning of the next line.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |found| at + found + 1)
}

fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(0, |found| found + 1)
}

/// Where the document ends: at its mark `...`, or with the text.
fn end_of_document(text: &str, from: usize) -> usize {
    let mut start = line_end(text, from);
    while let Some(line) = text
        .get(start..)
        .and_then(|rest| rest.split_inclusive('\n').next())
    {
        if line.trim_end() == "..." || line.starts_with("... ") {
            return start;
        }
        start += line.len();
    }
    text.len()
}
