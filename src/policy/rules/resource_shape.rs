//! CRP243: a resource that is no ARN.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP243",
    name: "resource-shape",
    severity: Severity::Error,
    summary: "a resource that is no ARN",
    page: "\
## What it is
An entry of `Resource` or `NotResource` that is neither `*` nor begins with `arn:`, or an ARN without a wildcard that has fewer than six parts: `my-bucket/*`, `arn:aws:s3`, an empty text.

## Why it matters
CfCT does not look at it. IAM refuses a resource that is not in the format of an ARN, and Organizations, whose policies have the same language, in the SCP stage, when other policies of the package are already live.

## Example
```json
{\"Effect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"my-bucket/*\"}
```

## What to do
Write the whole ARN, `arn:aws:s3:::my-bucket/*`, or `*`.
",
};

/// Looks at every entry.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    policy
        .statements
        .iter()
        .flat_map(|own| ["Resource", "NotResource"].into_iter().filter_map(|name| own.node.get(name)))
        .flat_map(Node::items)
        .filter_map(|node| node.as_str().map(|text| (node, text)))
        .filter(|(_, text)| !is_resource(text))
        .map(|(node, text)| {
            Diagnostic::new(&RULE, format!("`{text}` is no ARN"))
                .at(node.place(), "expected an ARN, or `*`")
                .note("CfCT does not look at it; Organizations would refuse the policy in the SCP stage, with others already live")
                .help("write the whole ARN, such as `arn:aws:s3:::my-bucket/*`")
        })
        .collect()
}

/// What is surely none: a wildcard or a variable may stand for whatever is missing.
fn is_resource(text: &str) -> bool {
    let is_open = text.contains(['*', '?', '$', '{', '<', '[']);
    let is_arn = text.starts_with("arn:") && (is_open || text.split(':').count() >= 6);
    is_arn || text.starts_with(['*', '$', '{', '<', '['])
}
