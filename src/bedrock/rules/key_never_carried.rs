//! CRP271: a key that these actions never carry.

use crate::bedrock::Actions;
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{ConditionView, PolicyView, StatementView};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP271",
    name: "key-never-carried",
    severity: Severity::Warning,
    summary: "a condition on a key that these actions never carry",
    page: "\
## What it is
A condition on a key of Bedrock's that does not exist, or that none of the actions of its statement carries, by the Service Authorization Reference (its date is in the message). `bedrock:InferenceProfileArn` is carried by `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` alone.

## Why it matters
Organizations accepts it and the pipeline is green. The key is always missing: a positive operator never holds, so a deny denies nothing; a negated one always holds, so it denies every such call.

## Example
```json
{\"Effect\": \"Deny\", \"Action\": \"bedrock:CreateInferenceProfile\", \"Resource\": \"*\",
 \"Condition\": {\"ArnLike\": {\"bedrock:InferenceProfileArn\": \"arn:*:bedrock:*:*:inference-profile/global.*\"}}}
```

## What to do
Put the condition on actions that carry the key; for creating from a profile, name the profile in `Resource`.
",
};

/// Looks at the conditions of statements that name actions of Bedrock's services and no others, and at keys that do not exist anywhere.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let known = Actions::builtin();
    let mut found = Vec::new();
    for statement in &policy.statements {
        for condition in statement.conditions() {
            let key = condition.condition.key.as_str();
            let is_ours = key
                .split_once(':')
                .is_some_and(|(service, _)| known.has_service(service));
            if !is_ours {
                continue;
            }
            if !known.has_key(key) {
                let finding = finding(&condition, format!("there is no condition key `{key}`"));
                let before = found.len();
                found.push(match suggest::nearest_of_few(before, key, known.keys()) {
                    Some(nearest) => finding.help(format!("did you mean `{nearest}`?")),
                    None => {
                        finding.help("write the key as the Service Authorization Reference has it")
                    }
                });
            } else if let Some(actions) = carried_by_none(statement, key) {
                let message = format!("`{key}` is never there for `{actions}`");
                found.push(
                    finding(&condition, message)
                        .help("name actions that carry the key, or say it in `Resource`"),
                );
            }
        }
    }
    found
}

fn finding(condition: &ConditionView<'_, '_>, message: String) -> Diagnostic {
    let consequence = if condition.is_negated() {
        "a negated operator holds for a key that is missing: the condition is always true, and the pipeline is green"
    } else {
        "the condition never holds (under `IfExists` always), so the statement does not do what it says, and the pipeline is green"
    };
    Diagnostic::new(&RULE, message)
        .at(
            condition.key_place(),
            format!("by the list of {}", Actions::builtin().as_of),
        )
        .note(consequence)
}

/// The statement's actions in words, if all are known and none carries the key.
fn carried_by_none(statement: &StatementView<'_>, key: &str) -> Option<String> {
    let known = Actions::builtin();
    if !statement.names_actions() {
        return None;
    }
    let mut named = Vec::new();
    for (_, action) in statement.actions() {
        let matching = known.matching(action);
        let service = action.split_once(':').map(|(service, _)| service)?;
        let carries =
            |(_, keys): &(&str, &[String])| keys.iter().any(|own| own.eq_ignore_ascii_case(key));
        // An action that is unknown here is another rule's, and may carry anything.
        if !known.has_service(service) || matching.is_empty() || matching.iter().any(carries) {
            return None;
        }
        named.push(action);
    }
    (!named.is_empty()).then(|| named.join("`, `"))
}
