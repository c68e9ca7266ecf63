//! CRP203: the Region deny statement names no Regions.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP203",
    name: "region-list",
    severity: Severity::Error,
    summary: "the Region deny statement has no usable list of Regions",
    page: "\
## What it is
The statement has no `StringNotEquals` on `aws:RequestedRegion`, or the list of Regions is empty or holds something that has not the shape of a Region code.

## Why it matters
The list says which Regions are governed. AWS's documentation prints the statement with an empty list; an empty list would deny every Region.

## What to do
Export the policy from your organization: Control Tower fills in the governed Regions. Or take `builtin:current` and name them in `governed_regions`.
",
};

/// No condition on the Region.
pub fn missing(node: &Node) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        "the Region deny statement has no `StringNotEquals` on `aws:RequestedRegion`",
    )
    .at(node.get("Condition").unwrap_or(node).place(), "no list of governed Regions here")
    .help("export the live policy again, or take `builtin:current` and name the Regions in `governed_regions`")
}

/// A list without a Region.
pub fn empty(list: &Node) -> Diagnostic {
    Diagnostic::new(&RULE, "the list of governed Regions is empty")
        .at(list.place(), "expected Region codes")
        .note("AWS's documentation prints the statement with an empty list; Control Tower fills it in")
        .help("export the live policy, or take `builtin:current` and name the Regions in `governed_regions`")
}

/// Shown of a list that is nothing but mistakes.
const MOST: usize = 20;

/// What is in the list and can't be a Region.
pub fn check(list: &Node) -> Vec<Diagnostic> {
    list.items()
        .iter()
        .filter(|item| !item.as_str().is_some_and(is_region_shaped))
        .map(|item| {
            Diagnostic::new(&RULE, "this is not a Region code")
                .at(item.place(), "expected a code such as `eu-central-1`")
                .help("export the live policy again; Control Tower writes Region codes only")
        })
        .take(MOST)
        .collect()
}

/// `unspecified` has a place in the list too: AWS's own article puts it there.
fn is_region_shaped(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let word = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase());
    text == "unspecified"
        || matches!(parts.split_last(), Some((number, words))
            if words.len() >= 2
                && words.iter().all(word)
                && !number.is_empty()
                && number.chars().all(|c| c.is_ascii_digit()))
}
