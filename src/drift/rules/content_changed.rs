//! CRP502: the text of a policy is not that of the release.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::drift::{Planned, PlannedPolicy, id};
use crate::org::LivePolicy;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP502",
    name: "content-changed",
    severity: Severity::Error,
    summary: "the text of a policy is not that of the release",
    page: "\
## What it is
The live text has another SHA-256 than the file of the release. CfCT passes one line of compact JSON through unchanged, so somebody edited the policy, or another release is live.

## Why it matters
What was proved was the text of the release. Nobody knows what the live one denies; `crispack diff` tells.

## What to do
Put the text of the release back; or, if another release is live, compare with that one. The next run of the pipeline puts back what lies in its bucket.
",
};

/// The finding.
pub fn finding(planned: &Planned, policy: &PlannedPolicy, live: &LivePolicy) -> Diagnostic {
    let short = |hash: &str| hash.chars().take(12).collect::<String>();
    let note = format!(
        "SHA-256 {} in the release, {} live",
        short(&policy.sha256),
        live.sha256
            .as_deref()
            .map_or_else(|| "unknown".to_owned(), short)
    );
    Diagnostic::new(
        &RULE,
        format!(
            "the live text of `{}` on `{}` is not that of the release",
            policy.name, policy.ou
        ),
    )
    .note(note)
    .help(format!(
        "aws organizations update-policy --policy-id {} --content {}",
        id(live),
        planned.shell_file(policy),
    ))
}
