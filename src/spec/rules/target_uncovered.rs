//! CRP133: a target lies outside of what is covered.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Strategy, Target};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP133",
    name: "target-uncovered",
    severity: Severity::Error,
    summary: "a target lies outside of what is covered",
    page: "\
## What it is
Under `replace` or `ou-control` a target is neither a covered OU nor below one.

## Why it matters
Its mode limits inference to Regions; every other service would be held by nothing there once the managed Region deny is off.

## What to do
Add its top-level OU to `covered_ous`. It then gets the Region deny as well, also if Control Tower's never reached it, as on a staging OU.
",
};

/// The finding.
pub fn finding(target: &Target, strategy: Strategy) -> Diagnostic {
    let top = target.ou.top();
    Diagnostic::new(
        &RULE,
        format!("the target `{}` is in no covered OU", target.ou),
    )
    .at(target.place.clone(), "")
    .note(format!("under `{}` it would have the limits on inference, and no Region deny for any other service", strategy.as_str()))
    .help(format!("add `{top}` to `region_deny.covered_ous`"))
}
