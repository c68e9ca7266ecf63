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
A resource or a value of a condition with `$[…]`, `{{…}}`, `<name>`, `[NAME]` or `{name}`. (A `${name}` that is no policy variable is CRP221.)

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

/// The first mark of a template in a text. A `${…}` that is no policy variable is CRP221's.
fn mark(text: &str) -> Option<&str> {
    const MARKS: [(&str, &str); 5] = [
        ("$[", "]"),
        ("{{", "}}"),
        ("<", ">"),
        ("[", "]"),
        ("{", "}"),
    ];
    if !text.contains(['<', '{', '[']) {
        return None;
    }
    let is_word = |inner: &str| {
        inner.len() > 1
            && inner
                .chars()
                .all(|c| c.is_alphanumeric() || " _-./:".contains(c))
    };
    MARKS.into_iter().find_map(|(open, close)| {
        let start = text.find(open)?;
        let inner = start + open.len();
        let end = inner + text.get(inner..)?.find(close)?;
        let is_variable = open == "{" && text.get(..start)?.ends_with('$');
        (is_word(text.get(inner..end)?) && !is_variable)
            .then(|| text.get(start..end + close.len()))?
    })
}
