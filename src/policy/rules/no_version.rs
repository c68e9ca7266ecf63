//! CRP229: a policy of the older version of the language.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{PolicyView, Version};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP229",
    name: "no-version",
    severity: Severity::Warning,
    summary: "a policy names no version, or the older one",
    page: "\
## What it is
`Version` is absent or `2008-10-17`.

## Why it matters
AWS's page on the syntax of SCPs says that it must be `2012-10-17`, and has examples without it; whether Organizations refuses others is not documented. Without `2012-10-17` a policy variable such as `${aws:PrincipalTag/team}` is no variable but that very text: the condition never holds, or always, and the pipeline is green. (IAM User Guide, \"IAM JSON policy elements: Version\", read 2026-11-25.)

## Example
```json
{\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}]}
```

## What to do
Write `\"Version\": \"2012-10-17\"`.
",
};

/// Looks at the version.
pub fn check(policy: &PolicyView<'_>) -> Option<Diagnostic> {
    (policy.version == Version::V2008 && policy.document.get("Statement").is_some()).then(|| {
        let place = policy.document.get("Version").unwrap_or(policy.document).place();
        Diagnostic::new(&RULE, "the policy is of the older version of the language")
            .at(place, "`2012-10-17` is not named here")
            .note("`${…}` is no variable in it; AWS's page on the syntax of SCPs asks for `2012-10-17`, and CfCT does not look")
            .help("write `\"Version\": \"2012-10-17\"`")
    })
}
