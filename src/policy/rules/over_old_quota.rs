//! CRP150: a policy fits today's quota and not the one before 2026-05-15.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::Quota;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP150",
    name: "over-old-quota",
    severity: Severity::Note,
    summary: "a policy is larger than the quota that was in force before 2026-05-15",
    page: "\
## What it is
The policy fits the 10,240 characters that AWS Organizations accepts since 2026-05-15 and is over the 5,120 of the time before.

## Why it matters
The new quota came without asking, in all partitions. Other tools and pipelines around yours may still count to 5,120.

## What to do
Nothing, if nothing around yours counts. `quota: legacy` makes the old number the limit.
",
};

/// The finding, if the policy is over the old quota and within the chosen one.
pub fn check(name: &str, characters: usize, quota: Quota) -> Option<Diagnostic> {
    let old = Quota::Legacy.characters();
    (characters > old && characters <= quota.characters()).then(|| {
        Diagnostic::new(
            &RULE,
            format!("policy `{name}` is {characters} characters, more than the {old} accepted before 2026-05-15"),
        )
    })
}
