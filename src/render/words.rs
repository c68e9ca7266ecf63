//! The sentences that the answers of `simulate` and `explain` share.

use std::fmt::Write as _;

use super::visible::visible;
use crate::policy::evaluate::{Judgement, Matched, Note};
use crate::policy::{Levels, PlacedStatement};
use crate::simulate::Bound;

/// What a verdict does not speak of.
pub(super) const NOT_LOOKED_AT: &str = "\
Judged are service control policies alone: not identity policies, resource
control policies, permissions boundaries, or whether AWS offers the call. They
bind neither the management account nor service-linked roles.";

/// Why the policies do not matter, if they don't.
pub(super) fn not_bound(bound: Bound) -> Option<&'static str> {
    match bound {
        Bound::Yes => None,
        Bound::ServiceLinkedRole => Some(
            "the principal is a service-linked role, which service control policies do not bind",
        ),
        Bound::ManagementAccount => Some(
            "the principal is of the management account, which service control policies do not bind",
        ),
    }
}

/// `` `Sid` of `policy` on OU``, and the place in a line of its own.
pub(super) fn statement(statement: &PlacedStatement<'_>) -> (String, String) {
    let what = match statement.sid {
        Some(sid) => format!("`{}`", visible(sid)),
        None => format!("statement {} (no Sid)", statement.number + 1),
    };
    let of = format!("{what} of {}", visible(statement.policy));
    let place = statement
        .place
        .map_or_else(String::new, ToString::to_string);
    let level = if statement.level == "--scp" {
        String::new()
    } else {
        format!(" on {}", visible(statement.level))
    };
    (format!("{of}{level}"), visible(&place))
}

/// The statements at some positions.
pub(super) fn statements<'l>(
    levels: &'l Levels,
    at: &[Matched],
) -> impl Iterator<Item = PlacedStatement<'l>> {
    at.iter()
        .filter_map(|at| levels.statement(*at))
        .collect::<Vec<_>>()
        .into_iter()
}

/// One line per choice that mattered.
pub(super) fn notes(levels: &Levels, notes: &[Note]) -> String {
    let mut text = String::new();
    for note in notes {
        if let Some(placed) = levels.statement(note.at) {
            let (what, _) = statement(&placed);
            let _ = writeln!(
                text,
                "note: AWS's text leaves a point of {what} open; decided here: {}",
                note.open.choice()
            );
        }
    }
    text
}

/// What the absent keys mean for a verdict; empty without any.
pub(super) fn absent<'k>(denied: bool, keys: impl IntoIterator<Item = &'k str>) -> String {
    let keys: Vec<String> = keys
        .into_iter()
        .map(|key| format!("`{}`", visible(key)))
        .collect();
    if keys.is_empty() {
        return String::new();
    }
    let (list, were) = (
        keys.join(", "),
        if keys.len() == 1 { "was" } else { "were" },
    );
    if denied {
        format!("denied only because {list} {were} not given: a value could lift it\n")
    } else {
        format!("not denied only because {list} {were} not given: a value could be denied\n")
    }
}

/// Why no statement denies and the request is denied all the same.
pub(super) fn lacking(levels: &Levels, judgement: &Judgement) -> Option<String> {
    let level = levels.levels().get(judgement.lacking_allow()?)?;
    let name = if level.name == "--scp" {
        "the policies".to_owned()
    } else {
        visible(&level.name)
    };
    Some(format!("no Allow of {name} matches"))
}
