//! CRP200: the baseline holds no Region deny statement.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP200",
    name: "no-region-deny",
    severity: Severity::Error,
    summary: "the baseline holds no Region deny statement",
    page: "\
## What it is
No statement of the policy has the Sid `GRREGIONDENY` (Control Tower's landing-zone control) or `CTMULTISERVICEPV1` (its OU control). \
The statement is found by its Sid, never by a file name or a position.

## Why it matters
Everything crispack says rests on the Region deny that is in force. Another policy in its place would make every answer wrong.

## What to do
Control Tower may pack several controls into one policy and keep the Region deny in another one. List the policies of a governed OU and read each:

    aws organizations list-policies-for-target --target-id OU_ID --filter SERVICE_CONTROL_POLICY
    aws organizations describe-policy --policy-id POLICY_ID > region-deny.json

If the Region deny control is off, start from `builtin:current` with your `governed_regions`.
",
};

/// The finding; `sids` are those that were there.
pub fn finding(policy: &Node, sids: &[String]) -> Diagnostic {
    let found = if sids.is_empty() {
        "its statements have no Sid".to_owned()
    } else {
        format!(
            "the Sids here are {}",
            sids.iter()
                .map(|s| format!("`{s}`"))
                .collect::<Vec<_>>()
                .join(", ")
        )
    };
    Diagnostic::new(&RULE, "no statement with the Sid `GRREGIONDENY` or `CTMULTISERVICEPV1`")
        .at(policy.place(), "in this policy")
        .note(found)
        .help("give the policy that holds Control Tower's Region deny; `aws organizations list-policies-for-target` lists those of an OU")
}
