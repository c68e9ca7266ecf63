//! CRP208: the `NotAction` list is an older one of AWS's.

use crate::control_tower::{Comparison, missing_today};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP208",
    name: "list-stale",
    severity: Severity::Warning,
    summary: "a Region deny carries an older list of AWS's",
    page: "\
## What it is
The `NotAction` list equals one that AWS published earlier. AWS has added entries since: global services and account-level actions that the Region deny should not touch.

## Why it matters
With the old list, those services stay denied outside the governed Regions. It also tells that the landing zone has not been updated for a while.

## What to do
Update the landing zone; Control Tower then writes its newest list. crispack keeps the entries of your text as they are.
",
};

/// The finding, if the list is an older one.
pub fn check(comparison: &Comparison, node: &Node) -> Option<Diagnostic> {
    let Comparison::Stale {
        label,
        date,
        missing,
    } = comparison
    else {
        return None;
    };
    Some(
        Diagnostic::new(
            &RULE,
            format!(
                "the `NotAction` list equals AWS's list `{label}` of {date}; today's has {} entries more",
                missing.len()
            ),
        )
        .at(node.key_place("NotAction"), "an older list")
        .note(format!("not in yours: {}", missing.join(", ")))
        .note("these services stay denied outside the governed Regions; nothing tells")
        .help("update the landing zone in Control Tower; crispack keeps your list as it is"),
    )
}

/// The finding for an edited list under Control Tower's own Sid that lacks what the newest one has.
pub(super) fn behind(not_action: &[String], node: &Node) -> Option<Diagnostic> {
    let missing = missing_today(not_action);
    (!missing.is_empty()).then(|| {
        Diagnostic::new(
            &RULE,
            format!("the `NotAction` list lacks {} entries of AWS's newest", missing.len()),
        )
        .at(node.key_place("NotAction"), "an older list, or an edited one")
        .note(format!("not in yours: {}", missing.join(", ")))
        .note("Organizations accepts it and the pipeline is green; these services stay denied outside the governed Regions")
        .help("add what you use, or update the landing zone, whose newest text has them")
    })
}
