//! CRP140: Global cannot be enabled while the managed Region deny stays on.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::{Decision, Mode, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP140",
    name: "additive-global",
    severity: Severity::Error,
    summary: "Global cannot be enabled while the managed Region deny stays on",
    page: "\
## What it is
The strategy is `additive` or `extend`, and a mode says `global: allow`.

## Why it matters
The last authorization of a Global call has no Region: `aws:RequestedRegion` is `unspecified`. Control Tower's Region deny lists Regions, and `unspecified` is none of them, so it denies the call. An SCP never undoes the deny of another SCP.

## What to do
Say `global: deny`. To enable Global, the managed Region deny has to be switched off after a Region deny of your own is live, for the whole landing zone (strategies `replace` and `ou-control`).
",
};

/// The finding, if the mode allows Global under a strategy that leaves the managed deny on.
pub fn check(mode: &Mode, strategy: Strategy, place: Option<Place>) -> Option<Diagnostic> {
    (strategy.keeps_managed_deny() && mode.global == Decision::Allow).then(|| {
        Diagnostic::new(
            &RULE,
            format!("mode `{}` cannot enable Global under the strategy `{}`: the managed Region deny denies `unspecified`", mode.name, strategy.as_str()),
        )
        .at(place, "")
        .note("an SCP cannot undo another SCP's deny; the managed Region deny has to go, after a Region deny of your own is live")
        .help("say `global: deny`; enabling Global takes the strategy `replace` or `ou-control`")
    })
}
