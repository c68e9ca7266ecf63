//! How a manifest is written, so that ours is written alike.

use crate::cfct::emit::{Indentation, OURS};
use crate::text::Node;

/// The line end of a text: that of its first line.
pub(super) fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text.get(..at).is_some_and(|line| line.ends_with('\r')) => "\r\n",
        _ => "\n",
    }
}

/// The indentation of a list of resources in block style; `None` for any other.
pub(super) fn indentation(text: &str, list: &Node) -> Option<Indentation> {
    let items = super::super::view::list(Some(list));
    let first = items.first()?;
    let key = first.entries().first()?.key_span.start;
    let (before, _) = text.split_at_checked(key)?;
    // Between the dash and the first key are blanks, or comments and ends of lines.
    let dash = before
        .lines()
        .rev()
        .map(str::trim_start)
        .position(|line| line.starts_with("- ") || line == "-" || line.starts_with("-\t"))?;
    let line = before.lines().rev().nth(dash)?;
    let between = before.lines().rev().take(dash).all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    });
    let column = line.len() - line.trim_start().len();
    if !between || column != line.chars().take_while(|c| *c == ' ').count() {
        return None;
    }
    let same_line = dash == 0;
    let offset = if same_line {
        column_of(text, key).checked_sub(column)?
    } else {
        OURS.key
    };
    let nested = items.iter().find_map(|item| {
        let (key, value) = block_child(item, Node::is_mapping)?;
        let first = value.entries().first()?.key_span.start;
        column_of(text, first)
            .checked_sub(column_of(text, key))
            .filter(|step| *step > 0 && !same_line_as(text, key, first))
    });
    let listed = items.iter().find_map(|item| {
        let targets = item.get("deployment_targets")?;
        let (key, value) = block_child(targets, Node::is_list)?;
        let first = value.items().first()?.span.start;
        let line = text.get(..first)?.lines().next_back()?;
        let dash = line.trim_end().strip_suffix('-')?;
        dash.trim().is_empty().then_some(())?;
        dash.len().checked_sub(column_of(text, key))
    });
    Some(Indentation {
        dash: column,
        key: offset.max(2),
        mapping: nested.unwrap_or(OURS.mapping),
        list: listed.unwrap_or(OURS.list),
    })
}

/// The first entry of a mapping whose value is of a kind: where its key begins, and the value.
fn block_child(node: &Node, is: impl Fn(&Node) -> bool) -> Option<(usize, &Node)> {
    let entry = node.entries().iter().find(|entry| is(&entry.value))?;
    Some((entry.key_span.start, &entry.value))
}

fn same_line_as(text: &str, one: usize, other: usize) -> bool {
    text.get(one..other)
        .is_none_or(|between| !between.contains('\n'))
}

/// Blanks and other characters before an offset, on its line.
fn column_of(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().count()
}
