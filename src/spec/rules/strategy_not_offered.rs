//! CRP144: a strategy is not offered by this version.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP144",
    name: "strategy-not-offered",
    severity: Severity::Error,
    summary: "a strategy is not offered by this version",
    page: "\
## What it is
The spec names one of the strategies `extend`, `replace` and `ou-control`.

## Why it matters
This version builds for `additive`, where the managed Region deny stays on. A package for another strategy made by the rules of this one would be wrong.

## What to do
Use `additive`, or a later version.
",
};

/// The finding, if the strategy is not `additive`.
pub fn check(strategy: Strategy, origin: &Origin) -> Option<Diagnostic> {
    let name = match strategy {
        Strategy::Additive => return None,
        Strategy::Extend => "extend",
        Strategy::Replace => "replace",
        Strategy::OuControl => "ou-control",
    };
    Some(
        Diagnostic::new(&RULE, format!("the strategy `{name}` is not offered by this version"))
            .at(origin.value("/region_deny/strategy"), "")
            .help("this version builds for `additive`: the managed Region deny stays on, and denies for Bedrock are added"),
    )
}
