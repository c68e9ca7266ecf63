//! CRP225: an empty list.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP225",
    name: "empty-list",
    severity: Severity::Warning,
    summary: "a list of a policy is empty",
    page: "\
## What it is
`Action`, `NotAction`, `Resource`, `NotResource` or the values of a condition are `[]`. (An empty `Statement` is CRP220.)

## Why it matters
What an empty list means is not documented, and it is never what was meant: a deny of nothing, or, under a negated operator, of everything. CfCT does not look at it. IAM Access Analyzer calls such lists pointless, not wrong; IAM itself was reported to refuse some; of service control policies nothing is documented. If Organizations refuses the policy, it does so in the SCP stage, when other policies of the package are already live.

## Example
```json
{\"StringNotEquals\": {\"aws:RequestedRegion\": []}}
```

## What to do
Write at least one entry, or take the element away.
",
};

/// The elements of a statement that are lists.
const LISTS: [&str; 4] = ["Action", "NotAction", "Resource", "NotResource"];

/// Finds empty lists.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let is_empty = |node: &Node| node.is_list() && node.items().is_empty();
    let mut found = Vec::new();
    let mut look = |name: &str, node: &Node| {
        if is_empty(node) {
            found.push(
                Diagnostic::new(&RULE, format!("`{name}` is an empty list"))
                    .at(node.place(), "nothing in it")
.note("CfCT does not look at it; what Organizations does with an empty list, in the SCP stage with others already live, is not documented")
                    .help("write at least one entry, or take it away"),
            );
        }
    };
    for statement in &policy.statements {
        for name in LISTS {
            if let Some(node) = statement.node.get(name) {
                look(name, node);
            }
        }
        for condition in statement.conditions() {
            look(&condition.key.key, &condition.key.value);
        }
    }
    found
}
