//! CRP270: an action of Bedrock that does not exist.

use crate::bedrock::Actions;
use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP270",
    name: "unknown-action",
    severity: Severity::Warning,
    summary: "an action of Bedrock that does not exist",
    page: "\
## What it is
An action of one of Bedrock's services that is not in the Service Authorization Reference (its date is in the message), or a pattern that matches none: `bedrock:Converse`, `bedrock:ConverseStream`, `bedrock:StartAsyncInvoke`.

## Why it matters
Organizations accepts it and the pipeline is green. No call is ever authorized under such an action, so the entry does nothing. Converse and StartAsyncInvoke are authorized as `bedrock:InvokeModel`, ConverseStream as `bedrock:InvokeModelWithResponseStream` (Amazon Bedrock API reference, Converse, ConverseStream, StartAsyncInvoke). A deny of `bedrock:Converse` alone denies nothing.

## Example
```json
{\"Effect\": \"Deny\", \"Action\": [\"bedrock:Converse\", \"bedrock:ConverseStream\"], \"Resource\": \"*\"}
```

## What to do
Name `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream`. An action newer than the list is fine.
",
};

/// Operations whose calls are authorized under another name.
const AUTHORIZED_AS: [(&str, &str); 4] = [
    ("bedrock:converse", "bedrock:InvokeModel"),
    (
        "bedrock:conversestream",
        "bedrock:InvokeModelWithResponseStream",
    ),
    (
        "bedrock:converse*",
        "bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream",
    ),
    ("bedrock:startasyncinvoke", "bedrock:InvokeModel"),
];

/// Looks at every action of Bedrock's services.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let known = Actions::builtin();
    let mut found = Vec::new();
    for statement in &policy.statements {
        for (node, action) in statement.actions() {
            let is_ours = action
                .split_once(':')
                .is_some_and(|(service, _)| known.has_service(service));
            // What is no action at all is another rule's.
            if !is_ours || known.knows(action) || action.contains(char::is_whitespace) {
                continue;
            }
            let consequence = if statement.names_actions() {
                "no call is authorized under it, so this entry does nothing: Organizations accepts it, and the pipeline is green"
            } else {
                "no call is authorized under it, so this entry leaves nothing out: Organizations accepts it, and the pipeline is green"
            };
            let finding = Diagnostic::new(&RULE, format!("`{action}` is no action"))
                .at(node.place(), format!("not in the list of {}", known.as_of))
                .note(consequence);
            let folded = action.to_ascii_lowercase();
            let real = AUTHORIZED_AS.iter().find(|(own, _)| *own == folded);
            let before = found.len();
            found.push(match real {
                Some((_, real)) => {
                    finding.help(format!("its calls are authorized as `{real}`: name that"))
                }
                None => match suggest::nearest_of_few(before, action, known.names()) {
                    Some(nearest) => finding.help(format!("did you mean `{nearest}`?")),
                    None => finding
                        .help("write the action as the Service Authorization Reference has it"),
                },
            });
        }
    }
    found
}
