use std::collections::{BTreeMap, BTreeSet};

use crate::proof::Survey;
use crate::render::facts::Facts;
use crate::render::prose::{Prose, prose};
use crate::render::survey;
use crate::render::visible::visible;

use super::links::Links;
use super::matrix::{Matrix, matrix};

/// OUs that are named before the others are folded away.
const SHOWN: usize = 10;

/// OUs with the same modes whose calls end alike, by statements of the same names.
pub(super) struct Group {
    pub(super) id: String,
    pub(super) ous: Ous,
    pub(super) modes: Vec<String>,
    pub(super) sentence: Prose,
    pub(super) matrix: Matrix,
    /// What the search looks through, in lower case.
    pub(super) words: String,
}

/// Names of OUs, the first ones and those that are folded away.
#[derive(Clone, Default)]
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
    let by_ou = facts.composition.all().map(|own| {
        let mode = own.target.map_or("retired", |target| &target.mode.name);
        (own.ou, visible(mode))
    });
    let by_ou: BTreeMap<&str, String> = by_ou.collect();
    let mut found: Vec<(Vec<String>, Group)> = Vec::new();
    for survey in facts.surveys {
        let (sentence, matrix) = (prose(&survey::sentence(survey)), matrix(survey, links));
        let modes = modes(&by_ou, survey);
        let alike = found.iter_mut().find(|(_, known)| {
            known.sentence == sentence && known.matrix == matrix && known.modes == modes
        });
        match alike {
            Some((ous, _)) => ous.extend(survey.of.ous.iter().cloned()),
            None => found.push((
                survey.of.ous.clone(),
                Group {
                    id: format!("group-{}", found.len() + 1),
                    ous: Ous::default(),
                    modes,
                    sentence,
                    matrix,
                    words: String::new(),
                },
            )),
        }
    }
    let named = |(ous, group): (Vec<String>, Group)| Group {
        ous: Ous::of(&ous),
        words: visible(&ous.join("\u{2003}")).to_lowercase(),
        ..group
    };
    found.into_iter().map(named).collect()
}

/// The names of the modes of OUs, in the order of the OUs.
fn modes(by_ou: &BTreeMap<&str, String>, survey: &Survey<'_>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let names = survey.of.ous.iter();
    let names = names.filter_map(|ou| by_ou.get(ou.as_str()));
    names.filter(|name| seen.insert(*name)).cloned().collect()
}
