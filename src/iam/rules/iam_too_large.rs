//! CRP601: what was asked for does not fit into identity policies.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::iam::TooLarge;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP601",
    name: "iam-too-large",
    severity: Severity::Error,
    summary: "what was asked for does not fit into identity policies",
    page: "\
## What it is
A single call needs more than the 6,144 characters that a customer managed policy has, or a template would be larger than CloudFormation takes (1 MB).

## Why it matters
IAM and CloudFormation refuse it. (IAM User Guide, \"IAM and AWS STS quotas\"; AWS CloudFormation User Guide, \"Understand CloudFormation quotas\"; read 2026-11-26.)

## What to do
Ask for fewer models or source Regions: narrow `models` in the spec, or give fewer `--profile` and `--source`.
",
};

/// The finding for a call.
pub fn call(own: &TooLarge, place: Option<Place>) -> Diagnostic {
    let message = format!(
        "the policy for {} would have {} characters",
        own.call.describe(),
        own.characters
    );
    Diagnostic::new(&RULE, message)
        .at(place, "asked for here")
        .note("a managed policy has at most 6,144; IAM would refuse it")
        .help("look at the destination Regions that were given: AWS has fewer than that many")
}

/// The finding for a template.
pub fn template(name: &str, bytes: usize, place: Option<Place>) -> Diagnostic {
    let message = format!("the template `{name}` would have {bytes} bytes");
    Diagnostic::new(&RULE, message)
        .at(place, "asked for here")
        .note("CloudFormation takes a template of at most 1 MB from S3; the stack set would fail, after all policies are live")
        .help("narrow `models`")
}
