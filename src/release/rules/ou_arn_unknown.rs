//! CRP328: the ARN of a covered OU is not filled in.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP328",
    name: "ou-arn-unknown",
    severity: Severity::Note,
    summary: "the ARN of a covered OU is not filled in",
    page: "\
## What it is
Under `ou-control`, with a snapshot, the files of `control-tower/` carry the ARNs of the covered OUs. The snapshot does not have all parts of this one: the OU's id, the organization's id and its management account.

## Why it matters
The ARN stays a parameter of the CloudFormation template and a variable of the Terraform file, to be given by hand; the runbook's commands ask AWS Organizations for it.

## What to do
Take the snapshot with `crispack snapshot`, which has them all; or give the ARN where it is asked for.
",
};

/// The finding for OUs.
pub fn finding(ous: &str, snapshot: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("{snapshot} does not tell the ARN of {ous}"))
        .note("it stays a parameter of the template and a variable of the Terraform file; the runbook's commands look it up")
        .help("take the snapshot anew with `crispack snapshot`")
}
