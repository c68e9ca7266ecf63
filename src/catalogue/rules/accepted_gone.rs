//! CRP441: a route that was accepted is gone, or lost a destination Region.

use crate::bedrock::Catalogue;
use crate::catalogue::Change;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP441",
    name: "accepted-gone",
    severity: Severity::Note,
    summary: "a route that was accepted is gone, or lost a destination Region",
    page: "\
## What it is
The catalogue does not have a profile any more from a source Region from which it was accepted, or has it with fewer destination Regions.

## Why it matters
Nothing opens by it. Calls through a profile that is gone fail at AWS, whatever a policy says.

## What to do
Tell those who call it. `crispack profiles accept --reason …` brings the record up to date.
",
};

/// How many are named.
const SHOWN: usize = 10;

/// The finding, if something is gone.
pub(in crate::catalogue) fn finding(
    gone: &[Change],
    catalogue: &Catalogue,
    place: Option<&Place>,
) -> Option<Diagnostic> {
    let first = gone.first()?;
    let message = format!(
        "the catalogue of {} has less than was accepted: `{}` from {} {}{}",
        catalogue.as_of,
        first.id,
        first.source,
        lost(first),
        match gone.len() {
            1 => String::new(),
            many => format!(", and {} more", many - 1),
        }
    );
    let finding = Diagnostic::new(&RULE, message).at(place.cloned(), "what was accepted");
    let rest = gone.iter().skip(1).take(SHOWN);
    let finding = rest.fold(finding, |finding, own| {
        finding.note(format!("{} from {}: {}", own.id, own.source, lost(own)))
    });
    Some(finding.help("crispack profiles accept --reason …"))
}

/// What is gone of a route; what it gains beside is told by another rule.
fn lost(own: &Change) -> String {
    match own.parts() {
        ("moves", _, lost) => format!("loses {}", lost.join(", ")),
        _ => own.words(),
    }
}
