//! CRP242: a wildcard in the service prefix of an action.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{PolicyView, StatementView};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP242",
    name: "wildcard-prefix",
    severity: Severity::Warning,
    summary: "a wildcard in the service prefix of an action",
    page: "\
## What it is
An action such as `bedrock*:*` or `*:Invoke*`: a `*` or `?` before the colon. (`*` alone is every action.)

## Why it matters
IAM refuses such an action with \"Action vendors must not contain wildcards\" (reported for IAM policies from 2018 to 2026). Service control policies have IAM's full language since 2025-09-19, so Organizations most likely refuses it as well, in the SCP stage, with other policies already live; nobody has reported trying. If it were taken, it would also mean services that do not exist yet.

## Example
```json
{\"Effect\": \"Deny\", \"Action\": \"bedrock*:*\", \"Resource\": \"*\"}
```

## What to do
Name each service: `bedrock:*`, `bedrock-agentcore:*`.
",
};

/// Looks at every entry.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    policy
        .statements
        .iter()
        .flat_map(StatementView::actions)
        .filter(|(_, action)| {
            let prefix = action.split_once(':').map_or("", |(prefix, _)| prefix);
            prefix.contains(['*', '?']) && *action != "*:*"
        })
        .map(|(node, action)| {
            Diagnostic::new(&RULE, format!("the service prefix of `{action}` has a wildcard"))
                .at(node.place(), "before the colon")
                .note("IAM refuses it, and so most likely does Organizations, in the SCP stage with others already live; for service control policies nobody has reported trying")
                .help("name each service")
        })
        .collect()
}
