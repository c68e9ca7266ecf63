//! CRP134: `floor` belongs to the strategy `replace`.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP134",
    name: "floor-elsewhere",
    severity: Severity::Error,
    summary: "`floor` belongs to the strategy `replace`",
    page: "\
## What it is
`region_deny.floor` names a mode, and the strategy is not `replace`.

## Why it matters
The floor is a Region deny of ours on the root, for OUs that are made later. Where the managed Region deny stays on, Control Tower puts it on new OUs by itself; the OU control has to be enabled on each. A floor that is not there would be relied on.

## What to do
Remove it, or make `Root` a target, whose mode then reaches every OU.
",
};

/// The finding.
pub fn finding(strategy: Strategy, origin: &Origin) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!(
            "there is no `floor` under the strategy `{}`",
            strategy.as_str()
        ),
    )
    .at(origin.value("/region_deny/floor"), "")
    .note("the floor is a Region deny of ours on the root, which only `replace` makes")
    .help("remove it; a target `Root` puts a mode's statements on the root under every strategy")
}
