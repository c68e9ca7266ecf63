//! CRP125: a policy name belongs to Control Tower or AWS.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP125",
    name: "reserved-name",
    severity: Severity::Error,
    summary: "a policy name belongs to Control Tower or AWS",
    page: "\
## What it is
The name of a policy would begin with `aws-guardrails-`, or be `FullAWSAccess`.

## Why it matters
CfCT finds a policy by its name and overwrites what it finds: a policy that Control Tower manages would get our text, the pipeline would be green, and the landing zone would have drifted.

## What to do
Choose another `name_prefix` or slot.
",
};

/// The finding, if the name is reserved.
pub fn check(name: &str, place: Option<Place>) -> Option<Diagnostic> {
    let lower = name.to_ascii_lowercase();
    (lower.starts_with("aws-guardrails-") || lower == "fullawsaccess").then(|| {
        Diagnostic::new(&RULE, format!("the policy name `{name}` is reserved"))
            .at(place, "the target")
            .note("CfCT would overwrite a policy that Control Tower manages, with a green pipeline")
            .help("choose another `name_prefix` or slot")
    })
}
