//! CfCT finds the policy to update by name, whoever made it.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;

/// A name that belongs to a policy of AWS or of Control Tower.
pub static RULE: Rule = Rule {
    code: "CRP186",
    name: "reserved-policy-name",
    severity: Severity::Error,
    summary: "a policy is called like one of Control Tower or of AWS",
    page: "\
## What it is
A policy named `aws-guardrails-…`, `FullAWSAccess` or `RCPFullAWSAccess`.

## Why it matters
CfCT looks a policy up by its name alone and updates what it finds. `aws-guardrails-…` are Control Tower's own: CfCT would \
overwrite the text and the description of a managed guardrail, attach it to the OUs of the package, and report success; \
later Control Tower shows drift or writes its own version again. AWS refuses to change `FullAWSAccess`, so the stage \
fails while other policies are live. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
- name: \"aws-guardrails-AbCdEf\"
```

## What to do
Give the policy a name with a prefix of your own.
",
};

/// Finds policies with such names.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .policies()
        .filter_map(|policy| {
            let name = policy.name;
            let consequence = if name.starts_with("aws-guardrails-") {
                "CfCT would overwrite Control Tower's policy of this name, attach it to these OUs, and finish green"
            } else if matches!(name, "FullAWSAccess" | "RCPFullAWSAccess") {
                "AWS would refuse the update, and the stage would fail with other policies already live"
            } else {
                return None;
            };
            Some(
                Diagnostic::new(&RULE, format!("the policy name `{name}` is not yours to use"))
                    .at(policy.name_place, "this name")
                    .note(consequence)
                    .help("use a name with a prefix of your own, such as `cris-`"),
            )
        })
        .collect()
}
