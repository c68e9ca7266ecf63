//! What the tests of this room share.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source};

use super::{Kind, Node};

pub(crate) fn file(text: &str) -> Arc<Source> {
    Source::new("file", text)
}

/// What the file says at a node.
pub(crate) fn spelled(node: &Node) -> &str {
    let span = node.span.clone();
    node.source.text.get(span).expect("a place in the text")
}

/// What the file says at a key.
pub(crate) fn spelled_key<'a>(node: &'a Node, key: &str) -> &'a str {
    let entry = node.entry(key).expect("the key is there");
    let span = entry.key_span.clone();
    node.source.text.get(span).expect("a place in the text")
}

/// What the file says at the first place of a finding.
pub(crate) fn marked(finding: &Diagnostic) -> &str {
    let place = &finding.labels[0].place;
    let text = place.source.text.get(place.span.clone());
    text.expect("a place in the text")
}

/// Code, message and marked text of the only finding.
#[track_caller]
pub(crate) fn only(result: Result<Node, Vec<Diagnostic>>) -> (String, String, String) {
    let findings = result.expect_err("the text is refused");
    assert_eq!(findings.len(), 1, "{findings:?}");
    let finding = &findings[0];
    assert!(finding.help.is_some(), "no help: {finding:?}");
    (
        finding.rule.code.to_owned(),
        finding.message.clone(),
        marked(finding).to_owned(),
    )
}

/// Every place lies in the text, cuts no character, and holds the places of what is inside.
#[track_caller]
pub(crate) fn check_places(result: &Result<Node, Vec<Diagnostic>>) {
    match result {
        Ok(node) => check_node(node),
        Err(findings) => {
            assert!(!findings.is_empty());
            for label in findings.iter().flat_map(|finding| &finding.labels) {
                let place = &label.place;
                assert!(place.source.text.get(place.span.clone()).is_some());
            }
        }
    }
}

#[track_caller]
fn check_node(node: &Node) {
    assert!(node.source.text.get(node.span.clone()).is_some());
    let holds = |inner: &std::ops::Range<usize>| {
        assert!(
            node.span.start <= inner.start && inner.end <= node.span.end,
            "{inner:?} is not inside {:?} in {:?}",
            node.span,
            node.source.text
        );
    };
    if let Kind::Array(items) = &node.kind {
        for item in items {
            holds(&item.span);
            check_node(item);
        }
    }
    for entry in node.entries() {
        holds(&entry.key_span);
        holds(&entry.value.span);
        check_node(&entry.value);
    }
}
