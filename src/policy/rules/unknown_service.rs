//! CRP239: an action of a service that does not exist.

use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{PolicyView, Services};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP239",
    name: "unknown-service",
    severity: Severity::Warning,
    summary: "an action of a service that is not known",
    page: "\
## What it is
The part of an action before the colon is no service prefix of the embedded list (its date is in the message), or a pattern that matches none.

## Why it matters
Organizations accepts any prefix. An `Action` that does not exist is never called, so a deny of it denies nothing; in a `NotAction` it leaves nothing out. The pipeline is green.

## Example
```json
{\"Effect\": \"Deny\", \"Action\": \"bedrok:*\", \"Resource\": \"*\"}
```

## What to do
Correct the spelling; the message names the nearest prefix. A service newer than the list is fine.
",
};

/// Looks at every prefix.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let services = Services::builtin();
    let mut found = Vec::new();
    for statement in &policy.statements {
        for (node, action) in statement.actions() {
            let Some((prefix, _)) = action.split_once(':') else {
                continue;
            };
            if services.knows(prefix) {
                continue;
            }
            let consequence = if statement.names_actions() {
                "no call has such an action, so this entry does nothing, and the pipeline is green"
            } else {
                "no call has such an action, so this entry leaves nothing out, and the pipeline is green"
            };
            let finding = Diagnostic::new(&RULE, format!("no service has the prefix `{prefix}`"))
                .at(
                    node.place(),
                    format!("not in the list of {}", services.as_of),
                )
                .note(consequence);
            let before = found.len();
            found.push(
                match suggest::nearest_of_few(before, prefix, services.prefixes()) {
                    Some(nearest) => finding.help(format!("did you mean `{nearest}`?")),
                    None => finding
                        .help("write the prefix as the Service Authorization Reference has it"),
                },
            );
        }
    }
    found
}
