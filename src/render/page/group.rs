use crate::proof::Survey;
use crate::render::effect::say;
use crate::render::facts::Facts;
use crate::render::prose::{Prose, prose};
use crate::render::survey;
use crate::render::visible::visible;

use super::links::Links;
use super::matrix::{Matrix, matrix};

/// OUs that are named before the others are folded away.
const SHOWN: usize = 10;

/// OUs with the same policies on their path.
pub(super) struct Group {
    pub(super) id: String,
    pub(super) ous: Ous,
    pub(super) modes: Vec<String>,
    pub(super) sentence: Prose,
    pub(super) matrix: Matrix,
    /// `only tighter`.
    pub(super) verdict: &'static str,
    /// What the search looks through, in lower case.
    pub(super) words: String,
}

/// Names of OUs, the first ones and those that are folded away.
#[derive(Clone)]
pub(super) struct Ous {
    pub(super) shown: Vec<String>,
    pub(super) more: Vec<String>,
}

impl Ous {
    pub(super) fn of(ous: &[String]) -> Self {
        let mut shown: Vec<String> = ous.iter().map(|ou| visible(ou)).collect();
        // One that is folded away alone takes as much room as itself.
        let more = if shown.len() > SHOWN + 1 {
            shown.split_off(SHOWN)
        } else {
            Vec::new()
        };
        Self { shown, more }
    }
}

pub(super) fn groups<'a>(facts: Facts<'a>, links: &mut Links<'a>) -> Vec<Group> {
    let judged = facts.surveys.iter().zip(facts.effects).zip(1..);
    judged
        .map(|((survey, effect), number)| Group {
            id: format!("group-{number}"),
            ous: Ous::of(&survey.of.ous),
            modes: modes(facts, survey),
            sentence: prose(&survey::sentence(survey)),
            matrix: matrix(survey, links),
            verdict: say::verdict(effect.difference.verdict(), effect.is_exact()),
            words: visible(&survey.of.ous.join("\u{2003}")).to_lowercase(),
        })
        .collect()
}

/// The modes of the OUs themselves.
fn modes(facts: Facts<'_>, survey: &Survey<'_>) -> Vec<String> {
    let mut modes = Vec::new();
    for own in facts.composition.all() {
        if survey.of.ous.iter().any(|ou| ou == own.ou) {
            let name = own.target.map_or("retired", |target| &target.mode.name);
            if !modes.iter().any(|known| known == name) {
                modes.push(name.to_owned());
            }
        }
    }
    modes
}
