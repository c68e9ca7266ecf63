//! CRP272: a deny that also holds for calls without a profile.

use crate::bedrock::Actions;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{ConditionView, PolicyView, StatementView};

use super::PROFILE_KEY;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP272",
    name: "profile-without-guard",
    severity: Severity::Warning,
    summary: "a deny of other profiles also denies calls without a profile",
    page: "\
## What it is
A Deny with a negated operator on `bedrock:InferenceProfileArn` (`ArnNotLike`, `StringNotLike`, …), without `Null: {\"bedrock:InferenceProfileArn\": \"false\"}` and without a condition on `aws:RequestedRegion` beside it.

## Why it matters
A negated operator holds for a key that is missing (IAM User Guide, \"Condition operators\"). So the statement denies every call of a model that goes through no inference profile as well, in the Regions of the organization too: Organizations accepts it and the pipeline is green, and direct calls break. With the guard, application inference profiles are still denied: their ARN names no family.

## Example
```json
{\"Effect\": \"Deny\", \"Action\": \"bedrock:InvokeModel*\", \"Resource\": \"*\",
 \"Condition\": {\"ArnNotLike\": {\"bedrock:InferenceProfileArn\": \"arn:*:bedrock:*:*:inference-profile/us.*\"}}}
```

## What to do
Add `\"Null\": {\"bedrock:InferenceProfileArn\": \"false\"}` to the condition. If calls without a profile are meant to be denied, say so beside the line of the manifest that names the policy: `resource_file: policies/deny.json # crispack: ignore CRP272 until … -- …`.
",
};

/// Finds such statements.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    policy
        .statements
        .iter()
        .filter(|statement| statement.denies())
        .filter_map(|statement| {
            let negated = statement.conditions_on(PROFILE_KEY).find(ConditionView::is_negated)?;
            speaks_of_inference(statement).then_some(())?;
            let is_guarded = statement.conditions().any(|own| {
                let on_profile = own.condition.key.eq_ignore_ascii_case(PROFILE_KEY) && !own.is_negated();
                let is_null = own.plain_operator() == "Null" && own.condition.values == ["false"];
                (on_profile && (is_null || own.plain_operator() != "Null"))
                    || own.condition.key.eq_ignore_ascii_case("aws:RequestedRegion")
            });
            (!is_guarded).then(|| {
                Diagnostic::new(&RULE, "this deny also holds for calls without an inference profile")
                    .at(negated.operator_place(), "holds where the key is missing")
                    .note("Organizations accepts it and the pipeline is green; then every direct call of a model is denied, in your own Regions too")
                    .help("add `\"Null\": {\"bedrock:InferenceProfileArn\": \"false\"}` beside it")
            })
        })
        .collect()
}

fn speaks_of_inference(statement: &StatementView<'_>) -> bool {
    let known = Actions::builtin();
    let inference = crate::bedrock::INFERENCE_ACTIONS;
    statement.names_actions()
        && statement.actions().any(|(_, action)| {
            known
                .matching(action)
                .iter()
                .any(|(name, _)| inference.contains(name))
        })
}
