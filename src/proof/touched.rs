use std::collections::BTreeSet;

use crate::policy::compare::{Axis, Difference, Dimension, Verdict, WordKind};
use crate::policy::{Effect, Policy, Scope, Statement};

/// What a change reaches, as far as it tells which policies that stay can have a say in it.
///
/// A deny that is on both sides and matches no request of a change leaves the change as it is; and it makes none, since it denies the same on both sides.
#[derive(Debug)]
pub(super) enum Touched {
    /// Nothing: both sides deny the same, whatever else is denied.
    Nothing,
    /// Actions of these services, in lower case.
    Services(BTreeSet<String>),
    /// It cannot be told by services.
    Anything,
}

impl Touched {
    /// What is decided otherwise.
    pub(super) fn by(difference: &Difference) -> Self {
        if difference.verdict() == Verdict::Equal {
            return Self::Nothing;
        }
        let dimensions = difference.space.dimensions();
        let Some(at) = dimensions.iter().position(|own| own.axis == Axis::Action) else {
            return Self::Anything;
        };
        if !difference.whole {
            return Self::Anything;
        }
        let mut services = BTreeSet::new();
        for change in &difference.changes {
            let (Some(own), Some(atoms)) = (dimensions.get(at), change.rectangle.atoms.get(at))
            else {
                return Self::Anything;
            };
            for atom in atoms.ones() {
                match service_of_atom(own, atom) {
                    Some(service) => services.insert(service),
                    None => return Self::Anything,
                };
            }
        }
        Self::Services(services)
    }

    /// Can a policy that is on both sides have a say?
    pub(super) fn concerns(&self, policy: &Policy) -> bool {
        policy.statements.iter().any(|own| self.concerns_one(own))
    }

    fn concerns_one(&self, statement: &Statement) -> bool {
        let services = match self {
            Self::Nothing => return false,
            Self::Anything => return true,
            Self::Services(services) => services,
        };
        match &statement.action {
            Scope::Only(patterns) if statement.effect == Effect::Deny => patterns
                .iter()
                .any(|pattern| service(pattern).is_none_or(|own| services.contains(&own))),
            _ => true,
        }
    }
}

/// The service that all actions of an atom belong to, if a pattern that it is within says so.
fn service_of_atom(actions: &Dimension, atom: usize) -> Option<String> {
    let within = actions.words.iter().filter(|word| {
        let is_pattern = matches!(
            word.kind,
            WordKind::Like | WordKind::Equal | WordKind::EqualIgnoringCase
        );
        is_pattern && word.extent.contains(atom)
    });
    within.into_iter().find_map(|word| service(&word.text))
}

/// The service of all actions that match a pattern; `None`: they may be of several.
fn service(pattern: &str) -> Option<String> {
    let (service, _) = pattern.split_once(':')?;
    let is_one = !service.contains(['*', '?']);
    is_one.then(|| service.to_ascii_lowercase())
}
