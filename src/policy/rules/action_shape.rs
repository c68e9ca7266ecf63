//! CRP226: an action that is none.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{PolicyView, StatementView};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP226",
    name: "action-shape",
    severity: Severity::Error,
    summary: "an action is not `service:Name`",
    page: "\
## What it is
An entry of `Action` or `NotAction` that is neither `*` nor a service prefix, a colon and a name (both may have wildcards): `InvokeModel`, `s3:`, `ec2: RunInstances`.

## Why it matters
CfCT does not look at it. Organizations refuses the policy in the SCP stage, when other policies of the package are already live, and nothing is rolled back. A blank is part of the name and matches nothing.

## Example
```json
{\"Action\": [\"InvokeModel\", \"bedrock:InvokeModel\"]}
```

## What to do
Write `service:Action`, such as `bedrock:InvokeModel`.
",
};

/// Looks at every entry.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    policy
        .statements
        .iter()
        .flat_map(StatementView::actions)
        .filter(|(_, action)| !is_action(action))
        .map(|(node, action)| {
            Diagnostic::new(&RULE, format!("`{action}` is no action"))
                .at(node.place(), "expected `service:Action`")
                .note("CfCT does not look at it; Organizations would refuse the policy in the SCP stage, with others already live")
                .help("write a service prefix, a colon and the name of an action, such as `bedrock:InvokeModel`")
        })
        .collect()
}

fn is_action(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'*' | b'?' | b'.')
            })
    };
    text == "*"
        || text
            .split_once(':')
            .is_some_and(|(service, name)| is_part(service) && is_part(name))
}
