//! CRP503: a policy of ours that no release holds any more.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::drift::{detach, id};
use crate::org::LivePolicy;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP503",
    name: "orphan",
    severity: Severity::Error,
    summary: "a policy of ours that no release holds any more",
    page: "\
## What it is
A policy with statements of crispack's, or one that `crispack.lock` records, is in the organization and not in the release: a slot was dropped, renamed or forgotten. CfCT never detaches and never deletes.

## Why it matters
It goes on denying what its mode denied then, and takes a slot of its OU. Nobody updates it any more.

## What to do
Detach and delete it, if what it denies is denied otherwise or not wanted any more; under `replace` and `ou-control` look first whether another Region deny holds the OU. Or take its slot into the spec again.
",
};

/// The finding.
pub fn finding(live: &LivePolicy, why: &str, ids: &[String]) -> Diagnostic {
    let on: Vec<&str> = live.attached_to.iter().map(String::as_str).collect();
    Diagnostic::new(
        &RULE,
        format!("`{}` is {why}, and not in the release", live.name),
    )
    .note(if on.is_empty() {
        "it hangs nowhere".to_owned()
    } else {
        format!("it hangs on {}, and goes on denying", on.join(", "))
    })
    .help(format!(
        "{}aws organizations delete-policy --policy-id {}",
        detach(live, ids),
        id(live)
    ))
}
