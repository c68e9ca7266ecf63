//! CRP275: a Region deny that leaves out whole Bedrock.

use crate::bedrock::Actions;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP275",
    name: "whole-bedrock-left-out",
    severity: Severity::Warning,
    summary: "a Region deny leaves out more of Bedrock than inference",
    page: "\
## What it is
A Deny outside of a list of Regions with `NotAction` that has a whole service of Bedrock's: `bedrock:*`, `bedrock*:*`.

## Why it matters
Cross-Region inference needs two actions. `bedrock:*` leaves out 262: training, agents, knowledge bases, copies of models, in every Region of the world. `bedrock*:*` leaves out `bedrock-agentcore`, `bedrock-mantle` and whatever comes next as well. Organizations accepts it and the pipeline is green. (Service Authorization Reference, 2026-09-26.)

## Example
```json
{\"Effect\": \"Deny\", \"NotAction\": [\"iam:*\", \"bedrock:*\"], \"Resource\": \"*\",
 \"Condition\": {\"StringNotEquals\": {\"aws:RequestedRegion\": [\"eu-central-1\"]}}}
```

## What to do
Leave out `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream`, and hold them by a statement of their own.
",
};

/// Finds such entries.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for statement in policy
        .statements
        .iter()
        .filter(|own| own.denies() && !own.names_actions())
    {
        if !statement
            .conditions_on("aws:RequestedRegion")
            .any(|own| own.is_negated())
        {
            continue;
        }
        for (node, action) in statement.actions() {
            let is_bedrock = action
                .get(..7)
                .is_some_and(|head| head.eq_ignore_ascii_case("bedrock"));
            let is_whole = action.split_once(':').is_none_or(|(_, name)| name == "*");
            if is_bedrock && is_whole && !is_held_elsewhere(policy, action) {
                let actions = Actions::builtin().matching(action).len();
                found.push(
                    Diagnostic::new(&RULE, format!("`{action}` leaves {actions} actions of Bedrock out of this Region deny"))
                        .at(node.place(), "inference is two of them")
                        .note("Organizations accepts it and the pipeline is green; training, agents and data of Bedrock are open in every Region")
                        .help("leave out `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` only"),
                );
            }
        }
    }
    found
}

/// Does another statement hold the same actions to Regions?
fn is_held_elsewhere(policy: &PolicyView<'_>, action: &str) -> bool {
    policy.statements.iter().any(|own| {
        own.denies()
            && own.names_actions()
            && own
                .conditions_on("aws:RequestedRegion")
                .any(|region| region.is_negated())
            && own
                .actions()
                .any(|(_, other)| other == "*" || other.eq_ignore_ascii_case(action))
    })
}
