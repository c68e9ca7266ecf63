//! CRP143: some routes of the named families do not work under the managed Region deny.

use std::collections::BTreeSet;

use crate::bedrock::Catalogue;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::spec::{Geographies, Mode, Reach};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP143",
    name: "routes-blocked",
    severity: Severity::Warning,
    summary: "some routes of the named families do not work under the managed Region deny",
    page: "\
## What it is
The strategy is `additive`. Some inference profiles of the named families route, from some of your Regions, to a Region that is not governed.

## Why it matters
Those calls fail, with an error that names a Region the caller never asked for. Others work. REPORT.md lists every profile and source Region, working and blocked.

## What to do
Tell the users which profiles work, or govern the missing Regions.
",
};

/// The finding, if some routes work and some don't.
pub fn check(
    mode: &Mode,
    working: &BTreeSet<String>,
    catalogue: &Catalogue,
    place: Option<Place>,
) -> Option<Diagnostic> {
    if !matches!(mode.geographies, Geographies::List(_)) {
        return None;
    }
    let reach = Reach::of(mode, working, catalogue);
    if reach.working.is_empty() || reach.blocked.is_empty() {
        return None;
    }
    let missing: BTreeSet<&str> = reach
        .blocked
        .iter()
        .flat_map(|route| route.outside(working))
        .collect();
    Some(
        Diagnostic::new(
            &RULE,
            format!(
                "mode `{}`: of {} routes {} are blocked by the managed Region deny",
                mode.name,
                reach.working.len() + reach.blocked.len(),
                reach.blocked.len()
            ),
        )
        .at(place, "")
        .note(format!("the blocked ones also need {}, not governed", missing.into_iter().collect::<Vec<_>>().join(", ")))
        .help("REPORT.md lists each profile and source Region; govern the missing Regions if the blocked ones are needed"),
    )
}
