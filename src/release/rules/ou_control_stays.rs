//! CRP330: an OU control stays on an OU that is not covered.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP330",
    name: "ou-control-stays",
    severity: Severity::Warning,
    summary: "an OU control stays on an OU that is not covered",
    page: "\
## What it is
By the snapshot the OU control `CT.MULTISERVICE.PV.1` is on an OU that is not among the covered ones: a nested OU, or another one directly below the root. The runbook changes or disables it on covered OUs only (under `extend` on none, unless it is the Region deny that was given), so there it stays as it is.

## Why it matters
No policy of ours can lift what it denies. If it does not leave the two inference actions out, cross-Region inference that the modes open fails below that OU, though every policy of ours is in place. `plan` compares with it; the build's report, `expect`, `iam --release` and `simulate --release` judge by the release's own policies, and do not know of it.

## What to do
Disable it in Control Tower after the rollout, where a Region deny above holds the OU by then, or give it the parameters of the release (`aws controltower update-enabled-control`, `control-tower/parameters.json`). An OU directly below the root can be covered instead (`region_deny.covered_ous`); then the runbook does it.
",
};

/// The finding for OUs with the same control: the Regions that it leaves open, and the inference actions that it denies elsewhere; no Regions if the snapshot does not tell.
pub fn finding(ous: &str, regions: Option<&[String]>, denied: &[&str]) -> Diagnostic {
    let what = match regions {
        None => {
            "what it denies the snapshot does not tell; it may be what the modes open".to_owned()
        }
        Some(regions) => {
            let regions = regions.join("`, `");
            if denied.is_empty() {
                format!(
                    "it leaves the two inference actions out, and denies other services outside of `{regions}`"
                )
            } else {
                let actions = denied.join("` and `");
                format!(
                    "it denies `{actions}` outside of `{regions}`: calls that a mode opens fail there if one of their hops lies elsewhere, and so does every Global one"
                )
            }
        }
    };
    Diagnostic::new(
        &RULE,
        format!("on {ous} the OU control is on and stays, since the rollout changes it on covered OUs only"),
    )
    .note(what)
    .note("expectations, `iam --release` and the report judge by the release's own policies, without it")
    .help("disable it in Control Tower after the rollout, or give it this release's parameters; an OU directly below the root can be covered instead (`covered_ous`)")
}
