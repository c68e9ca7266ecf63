//! CRP130: nothing says which OUs the managed Region deny reached.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP130",
    name: "no-coverage",
    severity: Severity::Error,
    summary: "nothing says which OUs the managed Region deny reached",
    page: "\
## What it is
The strategy is `replace` or `ou-control`, and `region_deny.covered_ous` is missing.

## Why it matters
Both end with the managed Region deny switched off, for the whole landing zone at once. An OU that it reached and that has no policy of ours is then held to no Region at all, for every service.

## What to do
List every top-level OU that is registered with Control Tower (`Security`, `Sandbox` and `Infrastructure` are often forgotten), and give each a mode: by a target, or by `default_mode`. The runbook compares the list with the live organization before anything is switched off.
",
};

/// The finding.
pub fn finding(strategy: Strategy, origin: &Origin) -> Diagnostic {
    let name = strategy.as_str();
    Diagnostic::new(
        &RULE,
        format!("the strategy `{name}` needs `covered_ous`: the OUs that the managed Region deny reaches"),
    )
    .at(origin.value("/region_deny/strategy"), "switches the managed Region deny off everywhere")
    .note("an OU that the managed deny reached and that gets nothing of ours would be held to no Region, for any service")
    .help("list every registered top-level OU under `region_deny.covered_ous`; `default_mode` is for those that no target names")
}
