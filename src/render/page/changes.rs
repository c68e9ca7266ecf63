use crate::render::facts::Facts;
use crate::render::prose::{Prose, prose};
use crate::render::report::{self, Axis, Part};
use crate::render::visible::visible;

use super::group::Ous;

/// A part of what changes: requests that are decided otherwise.
pub(super) struct Change {
    pub(super) opens: bool,
    pub(super) what: Vec<Axis>,
    /// For one of these Regions and principals; none: whatever they are.
    pub(super) when: Vec<Vec<Axis>>,
    pub(super) notes: Vec<Prose>,
    /// The OUs for which it is so.
    pub(super) ous: Ous,
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

/// What the proof found.
pub(super) fn changes(parts: &[Part]) -> Vec<Change> {
    parts
        .iter()
        .map(|part| Change {
            opens: part.opens,
            what: part.what.clone(),
            when: part.when.clone(),
            notes: super::lines(&part.notes),
            ous: Ous::of(&part.ous),
        })
        .collect()
}

pub(super) fn proved(facts: Facts<'_>) -> Proved {
    let compared = facts.proof.effects.iter().zip(facts.effects);
    Proved {
        promise: report::promise(facts)
            .map(|(name, with, says)| Mode {
                name: visible(&name),
                with,
                says,
            })
            .collect(),
        before: prose(report::before(facts)),
        compared: compared
            .map(|(of, effect)| Compared {
                ous: Ous::of(&of.ous),
                says: report::summary(effect),
            })
            .collect(),
        in_time: prose(report::IN_TIME),
        worlds: super::lines(&report::worlds(facts)),
    }
}
