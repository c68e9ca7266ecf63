//! CRP238: a key of several values without a set operator.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;
use crate::policy::global_keys::is_multivalued;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP238",
    name: "set-operator",
    severity: Severity::Warning,
    summary: "a key of several values without a set operator",
    page: "\
## What it is
A global key that may have several values (`aws:TagKeys`, `aws:PrincipalOrgPaths`, `aws:CalledVia`, …) under an operator without `ForAllValues:` or `ForAnyValue:`.

## Why it matters
Such a key requires a set operator; what a plain operator does with several values is not documented (IAM User Guide, \"Single-valued vs. multivalued context keys\", read 2026-11-25). Organizations accepts it, the pipeline is green, and what the statement denies is a guess.

## Example
```json
{\"StringNotLike\": {\"aws:PrincipalOrgPaths\": \"o-1234567890/r-ab12/*\"}}
```

## What to do
Put `ForAnyValue:` or `ForAllValues:` before the operator, whichever is meant. `ForAllValues` also holds where the key is missing.
",
};

/// Finds them under plain operators.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for statement in &policy.statements {
        for condition in statement.conditions() {
            let key = condition.condition.key.as_str();
            let is_plain =
                !condition.condition.operator.contains(':') && condition.plain_operator() != "Null";
            if is_plain && is_multivalued(key) {
                found.push(
                    Diagnostic::new(&RULE, format!("`{key}` may have several values"))
                        .at(condition.operator_place(), "for one value")
                        .note("Organizations accepts it and the pipeline is green; what is denied then is not documented")
                        .help(format!("write `ForAnyValue:{0}` or `ForAllValues:{0}`", condition.condition.operator)),
                );
            }
        }
    }
    found
}
