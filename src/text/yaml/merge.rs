//! Merge keys (`<<`) and aliases, for documents of others: YAML 1.1, "Merge Key Language-Independent Type".

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::{Entry, Kind, Node};

/// Puts the keys of what `<<` names in its place; a key that stands there itself wins, then the mapping that is named first.
///
/// `Some`: what is named is no mapping and no list of mappings, and stands there.
pub(super) fn apply(entries: &mut Vec<Entry>) -> Option<Range<usize>> {
    let at = entries.iter().position(|entry| entry.key == "<<")?;
    let merge = entries.remove(at);
    let mut known: BTreeSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    for mapping in merge.value.items() {
        if !matches!(mapping.kind, Kind::Object(_)) {
            return Some(merge.key_span);
        }
        for entry in mapping.entries() {
            if known.insert(entry.key.clone()) {
                entries.push(entry.clone());
            }
        }
    }
    None
}

/// How many values a node is, itself included, and how deep.
pub(super) fn size(node: &Node) -> (usize, usize) {
    let children = match &node.kind {
        Kind::Array(items) => items.iter().collect(),
        Kind::Object(entries) => entries.iter().map(|entry| &entry.value).collect(),
        _ => Vec::new(),
    };
    let mut nodes: usize = 1;
    let mut depth = 0;
    for child in children {
        let (below, deep) = size(child);
        nodes = nodes.saturating_add(below);
        depth = depth.max(deep);
    }
    (nodes, depth + 1)
}
