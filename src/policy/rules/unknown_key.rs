//! CRP228: a condition key that does not exist.

use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{GlobalKeys, PolicyView};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP228",
    name: "unknown-key",
    severity: Severity::Warning,
    summary: "a condition on a key that does not exist",
    page: "\
## What it is
A condition key that begins with `aws:` and is not one of AWS's global keys (as of the date in the message), or a key without a service prefix.

## Why it matters
Organizations accepts any key. One that no request carries is always missing: a positive operator then never holds, so the statement denies nothing; a negated one always does, so it denies everything, or exempts nobody. The pipeline is green either way. (IAM User Guide, \"AWS global condition context keys\".)

## Example
```json
{\"StringNotEquals\": {\"aws:RequestRegion\": \"eu-central-1\"}}
```

## What to do
Correct the spelling; the message names the nearest key. A key newer than the list is fine.
",
};

/// Finds such keys.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let known = GlobalKeys::builtin();
    let mut found = Vec::new();
    for statement in &policy.statements {
        for condition in statement.conditions() {
            let key = condition.condition.key.as_str();
            let is_global = key
                .get(..4)
                .is_some_and(|head| head.eq_ignore_ascii_case("aws:"));
            if (is_global && known.has(key)) || (!is_global && key.contains(':')) {
                continue;
            }
            let consequence = if condition.is_negated() {
                "no request carries it, and a negated operator holds for a key that is missing: the condition is always true, and the pipeline is green"
            } else if condition.plain_operator() == "Null" {
                "no request carries it: whether it is missing is always answered alike, and the pipeline is green"
            } else {
                "no request carries it, so the condition never holds (under `IfExists` and `ForAllValues` always), and the pipeline is green"
            };
            let finding = Diagnostic::new(&RULE, format!("there is no condition key `{key}`"))
                .at(
                    condition.key_place(),
                    format!("none of AWS's global keys of {}", known.as_of),
                )
                .note(consequence);
            let before = found.len();
            found.push(match suggest::nearest_of_few(before, key, known.keys()) {
                Some(nearest) => finding.help(format!("did you mean `{nearest}`?")),
                None => finding.help(
                    "write the key as AWS's reference of the service has it, with its prefix",
                ),
            });
        }
    }
    found
}
