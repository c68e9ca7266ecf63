//! CRP276: an Allow that is meant to lift a deny.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP276",
    name: "allow-lifts-nothing",
    severity: Severity::Warning,
    summary: "an Allow that lifts no deny",
    page: "\
## What it is
An Allow statement that names Bedrock's actions and nothing else.

## Why it matters
An Allow in a service control policy grants nothing and lifts no deny: one Deny on any level ends it (AWS Organizations User Guide, \"SCP evaluation\"). Where `FullAWSAccess` is attached, as Control Tower has it, everything is allowed already, so the statement changes nothing: Organizations accepts it and the pipeline is green, and Control Tower's Region deny denies as before.

## Example
```json
{\"Effect\": \"Allow\", \"Action\": \"bedrock:InvokeModel*\", \"Resource\": \"*\"}
```

## What to do
Take it away. To let inference through a Region deny, that deny itself has to leave it out: `crispack build` with the strategy `ou-control` or `replace`.
",
};

/// Finds such statements.
pub fn check(policy: &PolicyView<'_>) -> Vec<Diagnostic> {
    let is_bedrock = |action: &str| {
        action
            .get(..7)
            .is_some_and(|head| head.eq_ignore_ascii_case("bedrock"))
    };
    policy
        .statements
        .iter()
        .filter(|statement| !statement.denies() && statement.names_actions())
        .filter(|statement| statement.actions().next().is_some() && statement.actions().all(|(_, action)| is_bedrock(action)))
        .map(|statement| {
            let place = statement.node.get("Effect").unwrap_or(statement.node).place();
            Diagnostic::new(&RULE, "this Allow lifts no deny")
                .at(place, "one Deny on any level ends it")
                .note("Organizations accepts it and the pipeline is green; the Region deny denies as before")
                .help("leave inference out of the Region deny instead: strategy `ou-control` or `replace`")
        })
        .collect()
}
