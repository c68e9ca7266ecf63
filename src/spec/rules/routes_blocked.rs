//! CRP143: some routes of the named families do not work.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::{Geographies, Ground, Mode, Reach};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP143",
    name: "routes-blocked",
    severity: Severity::Warning,
    summary: "some routes of the named families do not work",
    page: "\
## What it is
Some inference profiles of the named families route, from some of your Regions, to a Region that is denied: by the managed Region deny where it stays on, or by `destinations: governed`.

## Why it matters
Those calls fail, with an error that names a Region the caller never asked for. Others work. REPORT.md lists every profile and source Region, working and blocked.

## What to do
Tell the users which profiles work; or govern the missing Regions, for inference only under `extend`; or say `destinations: by-profile` where the managed Region deny goes (`replace`, `ou-control`).
",
};

/// The finding, if some routes work and some don't.
pub fn check(mode: &Mode, ground: &Ground<'_>, place: Option<Place>) -> Option<Diagnostic> {
    if !matches!(mode.geographies, Geographies::List(_)) {
        return None;
    }
    let reach = Reach::of(mode, ground);
    if reach.working.is_empty() || reach.blocked.is_empty() {
        return None;
    }
    let missing: BTreeSet<&str> = reach
        .blocked
        .iter()
        .flat_map(|route| reach.lacking(route))
        .collect();
    let by = if ground.strategy.keeps_managed_deny() {
        "the managed Region deny"
    } else {
        "`destinations: governed`"
    };
    Some(
        Diagnostic::new(
            &RULE,
            format!(
                "mode `{}`: of {} routes {} are blocked by {by}",
                mode.name,
                reach.working.len() + reach.blocked.len(),
                reach.blocked.len()
            ),
        )
        .at(place, "")
        .note(format!("the blocked ones also need {}", missing.into_iter().collect::<Vec<_>>().join(", ")))
        .help("REPORT.md lists each profile and source Region; open the missing Regions if the blocked ones are needed"),
    )
}
