//! CRP274: unspecified in a Region deny for all services.

use crate::bedrock::{Actions, INFERENCE_ACTIONS, UNSPECIFIED};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{ConditionView, PolicyView, StatementView};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP274",
    name: "unspecified-for-everything",
    severity: Severity::Warning,
    summary: "`unspecified` is opened for more than inference",
    page: "\
## What it is
A Deny outside of a list of Regions that has `unspecified` in that list, and whose actions are not Bedrock's two of inference.

## Why it matters
`unspecified` is what a Global call's last authorization carries instead of a Region. In a Region deny for all services the value opens it for every action of every service whose request comes without a Region, not for Bedrock alone. That only Bedrock sends it today is AWS's word, and not yours to enforce. Organizations accepts it and the pipeline is green.

## Example
```json
{\"Sid\": \"GRREGIONDENY\", \"Effect\": \"Deny\", \"NotAction\": [\"iam:*\"], \"Resource\": \"*\",
 \"Condition\": {\"StringNotEquals\": {\"aws:RequestedRegion\": [\"us-east-1\", \"unspecified\"]}}}
```

## What to do
Leave the two actions of inference out of the Region deny (`NotAction`), and give them a statement of their own that lists `unspecified`. `crispack build` with the strategy `replace` or `ou-control` does that.
",
};

/// Finds such statements.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for statement in policy.statements.iter().filter(|own| own.denies()) {
        for condition in statement
            .conditions_on("aws:RequestedRegion")
            .filter(ConditionView::is_negated)
        {
            let opening = condition.values().find(|(_, value)| *value == UNSPECIFIED);
            if let Some((node, _)) = opening
                && reaches_beyond_inference(statement)
            {
                found.push(
                    Diagnostic::new(&RULE, "`unspecified` opens this Region deny for every service")
                        .at(node.place(), "not for Bedrock alone")
                        .note("Organizations accepts it and the pipeline is green; every request without a Region passes, whatever its action")
                        .help("leave the two actions of inference out of it, and give them a statement of their own with `unspecified`"),
                );
            }
        }
    }
    found
}

fn reaches_beyond_inference(statement: &StatementView<'_>) -> bool {
    let is_inference = |action: &str| {
        let matching = Actions::builtin().matching(action);
        !matching.is_empty()
            && matching
                .iter()
                .all(|(name, _)| INFERENCE_ACTIONS.contains(name))
    };
    !statement.names_actions() || statement.actions().any(|(_, action)| !is_inference(action))
}
