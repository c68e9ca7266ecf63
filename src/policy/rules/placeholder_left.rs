//! CRP237: a placeholder that nobody replaces.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP237",
    name: "placeholder-left",
    severity: Severity::Warning,
    summary: "a placeholder that nobody replaces",
    page: "\
## What it is
A resource or a value of a condition with `$[…]`, `{{…}}` or `<name>`. (A `${name}` that is no policy variable is CRP221.)

## Why it matters
CfCT replaces nothing in policies: neither its own `$[alfred_…]` nor Jinja's marks nor those of another tool. (CfCT 2.8.4 source, read 2026-04-08.) The text is sent as it stands and matches nothing: a role is not exempt, a Resource not denied. Organizations accepts most of them, and the pipeline is green.

## Example
```json
{\"ArnNotLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::<account-id>:role/BreakGlass\"}}
```

## What to do
Write the value, before the policy is packed.
",
};

/// Finds such marks.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for statement in &policy.statements {
        let resources = ["Resource", "NotResource"]
            .into_iter()
            .filter_map(|name| statement.node.get(name));
        let resources = resources
            .flat_map(Node::items)
            .filter_map(|node| Some((node, node.as_str()?)));
        let values = statement.conditions().flat_map(|own| own.values());
        for (node, text) in resources.chain(values) {
            if let Some(mark) = mark(text) {
                found.push(
                    Diagnostic::new(&RULE, format!("`{mark}` is replaced by nobody"))
                        .at(node.place(), "sent as it stands")
                        .note("CfCT replaces nothing in policies; the text matches nothing, and the pipeline is green")
                        .help("write the value before the policy is packed"),
                );
            }
        }
    }
    found
}

/// The first mark of a template in a text.
fn mark(text: &str) -> Option<&str> {
    if !text.contains(['<', '{', '[']) {
        return None;
    }
    let between = |open: &str, close: &str| {
        let start = text.find(open)?;
        let end = text.get(start + open.len()..)?.find(close)? + start + open.len();
        Some((
            text.get(start + open.len()..end)?,
            text.get(start..end + close.len())?,
        ))
    };
    let is_word = |inner: &str| {
        !inner.is_empty()
            && inner
                .chars()
                .all(|c| c.is_alphanumeric() || " _-./".contains(c))
    };
    if let Some((_, whole)) = between("$[", "]").or_else(|| between("{{", "}}")) {
        return Some(whole);
    }
    // A `${…}` that is no policy variable is CRP221's.
    let (inner, whole) = between("<", ">")?;
    is_word(inner).then_some(whole)
}
