//! CRP273: a deny of Global that copies pass.

use crate::bedrock::{INFERENCE_ACTIONS, UNSPECIFIED};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::evaluate::{Compiled, Judgement};
use crate::policy::{Policy, PolicyView, Request};

use super::PROFILE_KEY;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP273",
    name: "global-deny-misses-copies",
    severity: Severity::Warning,
    summary: "a deny of Global that application inference profiles pass",
    page: "\
## What it is
A policy that denies a Global call through a profile `global.…` and does not deny the same call through an application inference profile that was made from it. Typical: `aws:RequestedRegion` = `unspecified` **and** `bedrock:InferenceProfileArn` like `…:inference-profile/global.*` in one statement.

## Why it matters
Anybody who may create an application inference profile copies a Global one; its ARN is `…:application-inference-profile/` and an opaque id, so the second condition fails and nothing is denied: Organizations accepts it and the pipeline is green, and data leaves the Regions that were meant to hold it. (Which ARN the key holds then is not said in AWS's pages; two public projects report the application profile's. Not tried on a live organization.)

## Example
```json
{\"StringEquals\": {\"aws:RequestedRegion\": \"unspecified\"},
 \"ArnLike\": {\"bedrock:InferenceProfileArn\": \"arn:aws:bedrock:*:*:inference-profile/global.*\"}}
```

## What to do
Deny on `unspecified` alone, and deny `bedrock:CreateInferenceProfile` on `arn:*:bedrock:*:*:inference-profile/global.*`.
",
};

/// A Global call's authorization without a Region, through a Global profile, and through a copy of it.
const MODEL: &str = "arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0";
const GLOBAL: &str = "arn:aws:bedrock:us-east-1:111122223333:inference-profile/global.anthropic.claude-sonnet-4-5-20250929-v1:0";
const COPY: &str =
    "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/0123456789ab";
const PRINCIPAL: &str = "arn:aws:iam::111122223333:role/somebody";

/// Judges both calls by the policy. Costs something, so only policies that name Global profiles in a condition are judged.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let naming = policy.statements.iter().find_map(|statement| {
        let on_profile = statement
            .conditions_on(PROFILE_KEY)
            .filter(|own| statement.denies() && !own.is_negated());
        on_profile.into_iter().find(|own| {
            own.condition
                .values
                .iter()
                .any(|value| value.contains(":inference-profile/global"))
        })
    });
    let Some(naming) = naming else {
        return Vec::new();
    };
    let whole = Policy {
        version: policy.version,
        statements: policy
            .statements
            .iter()
            .map(|own| own.statement.clone())
            .collect(),
    };
    let Ok(compiled) = Compiled::new([&whole]) else {
        return Vec::new();
    };
    let mut judgement = Judgement::default();
    let mut denied = |action: &'static str, profile: &'static str| {
        let request = Request::new(action, MODEL)
            .with("aws:RequestedRegion", UNSPECIFIED)
            .with("aws:PrincipalArn", PRINCIPAL)
            .with(PROFILE_KEY, profile);
        compiled.judge(&request, &mut judgement);
        !judgement.denying().is_empty()
    };
    let passes = INFERENCE_ACTIONS
        .iter()
        .any(|action| denied(action, GLOBAL) && !denied(action, COPY));
    passes
        .then(|| {
            Diagnostic::new(&RULE, "copies of a Global profile pass this deny of Global")
                .at(naming.key_place(), "an application inference profile has another ARN")
                .note("Organizations accepts it and the pipeline is green; a call through an application inference profile made from a Global one is not denied (by what two public projects report of the key; not tried live)")
                .help("deny on `aws:RequestedRegion` = `unspecified` without a condition on the profile")
        })
        .into_iter()
        .collect()
}
