//! CRP227: a wildcard under an operator that knows none.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP227",
    name: "literal-wildcard",
    severity: Severity::Warning,
    summary: "a `*` that stands for itself",
    page: "\
## What it is
A value with `*` or `?` under `StringEquals`, `StringNotEquals` or one of their forms that ignore letter case.

## Why it matters
Only `StringLike`, `StringNotLike` and the operators on ARNs know wildcards; here the character stands for itself. Under `StringEquals` the condition never holds; under `StringNotEquals` it always does, so an exemption exempts nobody. The policy is accepted, the pipeline is green. (IAM User Guide, \"Condition operators\", read 2026-11-25.)

## Example
```json
{\"StringNotEquals\": {\"aws:RequestedRegion\": \"eu-*\"}}
```

## What to do
Use `StringLike` or `StringNotLike`; if the character itself is meant, write `${*}` or `${?}` under those.
",
};

/// Finds such values.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for statement in &policy.statements {
        for condition in statement.conditions() {
            let operator = condition.plain_operator();
            if !matches!(
                operator,
                "StringEquals"
                    | "StringNotEquals"
                    | "StringEqualsIgnoreCase"
                    | "StringNotEqualsIgnoreCase"
            ) {
                continue;
            }
            let like = if condition.is_negated() {
                "StringNotLike"
            } else {
                "StringLike"
            };
            let consequence = if condition.is_negated() {
                "no value equals it, so for this entry the condition always holds: Organizations accepts that, and nothing is exempted by it"
            } else {
                "no value equals it, so for this entry the condition never holds: Organizations accepts that, and the pipeline is green"
            };
            let has_wildcard = |value: &str| {
                value
                    .replace("${*}", "")
                    .replace("${?}", "")
                    .contains(['*', '?'])
            };
            for (node, value) in condition.values().filter(|(_, value)| has_wildcard(value)) {
                found.push(
                    Diagnostic::new(
                        &RULE,
                        format!(
                            "under `{}`, the wildcard in `{value}` stands for itself",
                            condition.condition.operator
                        ),
                    )
                    .at(node.place(), "compared character by character")
                    .note(consequence)
                    .help(format!("use `{like}` for patterns")),
                );
            }
        }
    }
    found
}
