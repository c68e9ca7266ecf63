//! CRP148: the OU control's list is not the baseline's.

use crate::control_tower::Difference;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::Origin;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP148",
    name: "ou-control-list",
    severity: Severity::Warning,
    summary: "the OU control leaves out other actions, or binds other principals, than the baseline",
    page: "\
## What it is
`CT.MULTISERVICE.PV.1` has a `NotAction` list of Control Tower's own and exempts roles of its own. Against your baseline some actions are denied anew, or no longer, or a principal that the baseline exempts is bound.

## Why it matters
It takes the place of the Region deny for every service, so this changes more than inference.

## What to do
Add what is denied anew to `exempt_actions` (or `exempt_principals`), where it is needed. What is no longer denied cannot be closed by a parameter: use `replace`, which keeps your own list, if that matters.
",
};

/// The finding, if they differ in what the parameters do not settle.
pub fn check(difference: &Difference, exempt: &[String], origin: &Origin) -> Option<Diagnostic> {
    let left: Vec<String> = difference
        .closed
        .iter()
        .filter(|entry| !exempt.iter().any(|own| own.eq_ignore_ascii_case(entry)))
        .cloned()
        .collect();
    let parts = [
        ("no longer denied outside the Regions", &difference.opened),
        ("denied outside the Regions from now on", &left),
        ("no longer exempt", &difference.bound),
    ];
    if parts.iter().all(|(_, list)| list.is_empty()) {
        return None;
    }
    let mut finding = Diagnostic::new(
        &RULE,
        "the OU control is not the baseline: other services change as well",
    )
    .at(origin.value("/region_deny/strategy"), "");
    for (what, list) in parts {
        if !list.is_empty() {
            finding = finding.note(format!("{what}: {}", list.join(", ")));
        }
    }
    Some(finding.help("add what has to stay exempt to `exempt_actions` or `exempt_principals`; `replace` keeps your own list"))
}
