use indexmap::IndexMap;

use crate::render::effect::say;
use crate::render::facts::Facts;
use crate::render::prose::{Prose, prose};
use crate::render::report;

use super::group::Ous;

/// Values of one axis that are written out.
const SHOWN: usize = 3;

/// A part of what changes: requests that are decided otherwise.
pub(super) struct Change {
    pub(super) opens: bool,
    pub(super) axes: Vec<Axis>,
    pub(super) notes: Vec<Prose>,
    /// The OUs for which it is so.
    pub(super) ous: Vec<Ous>,
}

/// What a change is about.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Axis {
    pub(super) name: String,
    pub(super) values: String,
}

/// What was shown of the policies, in lines.
pub(super) struct Proved {
    pub(super) promise: Vec<Mode>,
    pub(super) before: Prose,
    /// Per group of OUs, how much was compared and what came out.
    pub(super) compared: Vec<Compared>,
    pub(super) in_time: Prose,
    pub(super) worlds: Vec<Prose>,
}

pub(super) struct Mode {
    pub(super) name: String,
    pub(super) with: &'static str,
    pub(super) says: String,
}

pub(super) struct Compared {
    pub(super) ous: Ous,
    pub(super) says: String,
}

/// What the proof found, each part once for all OUs for which it is the same.
pub(super) fn changes(facts: Facts<'_>) -> Vec<Change> {
    let mut by_words: IndexMap<(bool, Vec<Axis>, Vec<String>), Vec<Ous>> = IndexMap::new();
    let governed = say::or(facts.spec.working.iter().map(String::as_str));
    for (of, effect) in facts.proof.effects.iter().zip(facts.effects) {
        let changes = effect.difference.changes.iter().zip(&effect.witnesses);
        for (change, witness) in changes {
            let lines = say::lines(&effect.difference, change, SHOWN.max(facts.spec.working.len()));
            let said = lines.into_iter().filter(|line| line.values != "any");
            let axes = said.map(|line| Axis {
                name: plain_axis(&line.axis),
                values: plain(&line.values, &governed),
            });
            let settled = &facts.spec.worlds;
            let notes = witness.labels.iter();
            let notes = notes.map(|label| report::note(*label, settled)).collect();
            let key = (change.opens, axes.collect(), notes);
            by_words.entry(key).or_default().push(Ous::of(&of.ous));
        }
    }
    // What opens is what has to be looked at first.
    let (opened, closed): (Vec<Change>, Vec<Change>) = by_words
        .into_iter()
        .map(|((opens, axes, notes), ous)| Change {
            opens,
            axes,
            notes: notes.iter().map(|note| prose(note)).collect(),
            ous,
        })
        .partition(|change| change.opens);
    opened.into_iter().chain(closed).collect()
}

fn plain_axis(axis: &str) -> String {
    match axis {
        "action" => "Action",
        "resource" => "Resource",
        axis => axis,
    }
    .to_owned()
}

/// The values with what everybody knows by a shorter name.
fn plain(values: &str, governed: &str) -> String {
    let inference = "bedrock:InvokeModel or bedrock:InvokeModelWithResponseStream";
    let values = if governed.is_empty() {
        values.to_owned()
    } else {
        values.replace(governed, "the governed Regions")
    };
    values.replace(inference, "the two inference actions")
}

pub(super) fn proved(facts: Facts<'_>) -> Proved {
    let compared = facts.proof.effects.iter().zip(facts.effects);
    Proved {
        promise: report::promise(facts)
            .map(|(name, with, says)| Mode { name, with, says })
            .collect(),
        before: prose(report::before(facts)),
        compared: compared
            .map(|(of, effect)| Compared {
                ous: Ous::of(&of.ous),
                says: report::summary(effect),
            })
            .collect(),
        in_time: prose(report::IN_TIME),
        worlds: super::lines(report::worlds(facts)),
    }
}
