//! CRP224: a Sid that AWS refuses.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP224",
    name: "sid",
    severity: Severity::Error,
    summary: "a `Sid` that AWS refuses",
    page: "\
## What it is
A `Sid` with other characters than letters and digits, or two statements of one policy with the same `Sid`.

## Why it matters
CfCT does not look at it. Organizations refuses the policy in the SCP stage, when other policies of the package are already live, and nothing is rolled back. (IAM User Guide, \"IAM JSON policy elements: Sid\", read 2026-11-25: `A–Z`, `a–z`, `0–9`; unique within a policy.)

## Example
```json
{\"Sid\": \"Deny Global\", \"Effect\": \"Deny\"}
```

## What to do
Use letters and digits, and each `Sid` once. A `Sid` may be left out.
",
};

/// Looks at the characters, and for repetitions.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
    let mut found = Vec::new();
    // Of every statement, also of one that cannot be read otherwise.
    let statements = policy
        .document
        .get("Statement")
        .map_or(&[][..], Node::items);
    for statement in statements {
        let Some(node) = statement.get("Sid") else {
            continue;
        };
        let Some(sid) = node.as_str() else {
            continue;
        };
        if let Some(odd) = sid.chars().find(|c| !c.is_ascii_alphanumeric()) {
            let plain: String = sid.chars().filter(char::is_ascii_alphanumeric).collect();
            found.push(
                Diagnostic::new(&RULE, format!("the `Sid` `{sid}` has the character `{odd}`"))
                    .at(node.place(), "letters and digits only")
                    .note("CfCT does not look at it; Organizations would refuse the policy in the SCP stage, with others already live")
                    .help(format!("write `{plain}`")),
            );
        }
        if let Some(first) = seen.get(sid) {
            found.push(
                Diagnostic::new(&RULE, format!("two statements have the `Sid` `{sid}`"))
                    .at(node.place(), "here again")
                    .at(first.place(), "used here")
                    .note("CfCT does not look at it; Organizations would refuse the policy in the SCP stage, with others already live")
                    .help("give each statement a `Sid` of its own, or leave one out"),
            );
        } else {
            seen.insert(sid, node);
        }
    }
    found
}
