use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Edit, Source};

/// A file as it would be once everything that is safe to mend is mended.
#[derive(Debug)]
pub struct Fixed {
    /// The file as it was read.
    pub before: Arc<Source>,
    /// The text that it would have; a byte order mark is gone.
    pub after: String,
    /// The codes of what is mended, each once.
    pub codes: Vec<&'static str>,
}

/// Applies the edits of findings, file by file. Where two would change the same text the first is taken; the next run finds the other.
pub fn fixed(findings: &[Diagnostic]) -> Vec<Fixed> {
    let mut by_file: BTreeMap<&str, Vec<(&'static str, &[Edit])>> = BTreeMap::new();
    for finding in findings {
        if let Some(first) = finding.edits().first() {
            let name = first.place.source.name.as_str();
            let edits = (finding.rule.code, finding.edits());
            by_file.entry(name).or_default().push(edits);
        }
    }
    by_file
        .into_values()
        .filter_map(|fixes| file(&fixes))
        .collect()
}

fn file(fixes: &[(&'static str, &[Edit])]) -> Option<Fixed> {
    let before = &fixes.first()?.1.first()?.place.source;
    let mut taken: Vec<&Edit> = Vec::new();
    let mut codes = Vec::new();
    for (code, edits) in fixes {
        let clashes = |edit: &Edit| taken.iter().any(|own| overlaps(own, edit));
        if edits.iter().any(clashes) {
            continue;
        }
        taken.extend(*edits);
        if !codes.contains(code) {
            codes.push(*code);
        }
    }
    taken.sort_by_key(|edit| edit.place.span.start);
    let mut after = String::with_capacity(before.text.len());
    let mut at = 0;
    for edit in taken {
        after.push_str(before.text.get(at..edit.place.span.start)?);
        after.push_str(&edit.text);
        at = edit.place.span.end;
    }
    after.push_str(before.text.get(at..)?);
    Some(Fixed {
        before: Arc::clone(before),
        after,
        codes,
    })
}

fn overlaps(one: &Edit, other: &Edit) -> bool {
    let (a, b) = (&one.place.span, &other.place.span);
    a == b || (a.start < b.end && b.start < a.end)
}
