//! CRP323: a policy that changes hangs on accounts as well.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP323",
    name: "accounts-left-out",
    severity: Severity::Warning,
    summary: "a policy that changes hangs on accounts as well",
    page: "\
## What it is
A policy of this change hangs on accounts themselves, not only on OUs. The effect is told for OUs.

## Why it matters
CfCT updates a policy by its name, so what those accounts are denied changes too: it may open something there that the plan does not show.

## What to do
Look at those accounts by hand (`crispack diff` compares two texts), or detach the policy from them: CfCT never attaches one to an account.
",
};

/// The finding.
pub fn finding(policy: &str, accounts: usize) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{policy}` hangs on {accounts} accounts as well, and changes there too"),
    )
    .note("the effect is told for OUs; what it opens or closes on those accounts is not shown")
    .help("compare its text before and after with `crispack diff`, or detach it from the accounts")
}
