//! CRP306: the previous release left the managed Region deny off, and this one counts on it.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP306",
    name: "strategy-step",
    severity: Severity::Warning,
    summary: "the previous release left the managed Region deny off, and this one counts on it",
    page: "\
## What it is
The release behind `--previous` was made under `replace` or `ou-control`, and this one under a strategy that does not carry that Region deny on.

## Why it matters
Under `replace` our own policies hold the Regions, and under `ou-control` the OU control does, with the landing-zone Region deny switched off. The policies of this release have the same names and no Region deny in them: once CfCT has updated them, nothing holds the OUs to any Region, for any service.

## What to do
First switch the landing-zone Region deny on again, wait, and see that it hangs on every OU: the way back in the previous release's runbook, up to its first check. Only then upload this release. Its own runbook says so, too.
",
};

/// Does the strategy leave OUs without a Region deny that the previous one held?
pub fn opens(previous: &str, now: &str) -> bool {
    match (previous, now) {
        ("replace", "replace") | ("ou-control", "ou-control" | "replace") => false,
        ("replace" | "ou-control", _) => true,
        _ => false,
    }
}

/// The finding, if it does.
pub fn check(previous: &str, now: &str) -> Option<Diagnostic> {
    opens(previous, now).then(|| {
        Diagnostic::new(
            &RULE,
            format!("the previous release was made under `{previous}`, where the landing-zone Region deny is off; this one, under `{now}`, does not hold the Regions by itself"),
        )
        .note("uploaded as things are, it would leave the OUs held to no Region, for any service")
        .help("switch the landing-zone Region deny on again first, by the way back in the previous release's runbook")
    })
}
