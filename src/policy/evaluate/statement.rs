use std::sync::Arc;

use crate::policy::{Effect, Request, Statement, Version};

use super::actions::Actions;
use super::open::Open;
use super::problem::Reason;
use super::resources::Resources;
use super::test::{Outcome, Test};

/// A statement, compiled.
#[derive(Debug, Clone)]
pub(in crate::policy) struct Compiled {
    pub(super) effect: Effect,
    actions: Actions,
    resources: Resources,
    tests: Box<[Asked]>,
}

#[derive(Debug, Clone)]
struct Asked {
    test: Test,
    /// Another test of the statement holds only while the key is absent, so giving the key can't make both hold.
    in_vain: bool,
}

/// How a statement stands to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// It does not speak of it, whatever else the request had.
    Miss,
    /// It does not, but only since keys are absent, or by a choice where AWS's text leaves the answer open.
    Near,
    /// It does.
    Match,
}

impl Compiled {
    /// Compiles a statement; the operator that a reason is about comes with it.
    pub(in crate::policy) fn new(
        statement: &Statement,
        version: Version,
    ) -> Result<Self, (Option<String>, Reason)> {
        let mut tests = Vec::with_capacity(statement.conditions.len());
        for condition in &statement.conditions {
            let test = Test::new(condition, version)
                .map_err(|reason| (Some(condition.operator.clone()), reason))?;
            tests.push(test);
        }
        let in_vain = |test: &Test| {
            tests
                .iter()
                .any(|other| other.demands_absence() && other.key.eq_ignore_ascii_case(&test.key))
        };
        let in_vain: Vec<bool> = tests.iter().map(in_vain).collect();
        Ok(Self {
            effect: statement.effect,
            actions: Actions::new(&statement.action),
            resources: Resources::new(&statement.resource, version)
                .map_err(|reason| (None, reason))?,
            tests: tests
                .into_iter()
                .zip(in_vain)
                .map(|(test, in_vain)| Asked { test, in_vain })
                .collect(),
        })
    }

    /// Looks at a request whose action, in lower case, is given beside it.
    pub(super) fn look(&self, request: &Request<'_>, action: &str) -> Sight {
        let mut sight = Sight::Match;
        // The conditions first: a Region deny has two of them and dozens of actions. The order has no meaning.
        for asked in &self.tests {
            let outcome = asked.test.ask(request);
            if !outcome.holds {
                if !asked.could_hold(outcome) && !is_missing(&asked.test.variables, request) {
                    return Sight::Miss;
                }
                sight = Sight::Near;
            }
        }
        let (speaks, open) = self.actions.speak_of(action);
        if !speaks {
            if !open {
                return Sight::Miss;
            }
            sight = Sight::Near;
        }
        match self.resources.speak_of(request) {
            (true, _) => sight,
            (false, None) if !is_missing(&self.resources.variables, request) => Sight::Miss,
            (false, _) => Sight::Near,
        }
    }

    /// What a match, or a near one, rests on: the keys whose absence made tests hold (or fail), and choices.
    pub(super) fn grounds(
        &self,
        request: &Request<'_>,
        action: &str,
        sight: Sight,
        mut absent: impl FnMut(&Arc<str>),
        mut open: impl FnMut(Open),
    ) {
        for asked in &self.tests {
            let outcome = asked.test.ask(request);
            if outcome.holds == (sight == Sight::Match) {
                if let Some(choice) = outcome.open {
                    open(choice);
                }
                if outcome.absent {
                    absent(&asked.test.key);
                }
                missing(&asked.test.variables, request).for_each(&mut absent);
            }
        }
        let (speaks, unclear) = self.actions.speak_of(action);
        if unclear && speaks == (sight == Sight::Match) {
            open(Open::ServicePattern);
        }
        let (speaks, choice) = self.resources.speak_of(request);
        if speaks == (sight == Sight::Match) {
            missing(&self.resources.variables, request).for_each(&mut absent);
        }
        if let Some(choice) = choice.filter(|_| speaks == (sight == Sight::Match)) {
            open(choice);
        }
    }

    /// Does the action element alone speak of an action, given in lower case? And does that rest on a pattern whose meaning is not documented?
    pub(in crate::policy) fn speaks_of_action(&self, action: &str) -> (bool, bool) {
        self.actions.speak_of(action)
    }

    /// Does the resource element alone speak of the request's resource? And on which choice does that rest?
    pub(in crate::policy) fn speaks_of_resource(
        &self,
        request: &Request<'_>,
    ) -> (bool, Option<Open>) {
        self.resources.speak_of(request)
    }

    /// The answer of one condition, by its position in the statement.
    pub(in crate::policy) fn ask(
        &self,
        condition: usize,
        request: &Request<'_>,
    ) -> Option<Outcome> {
        Some(self.tests.get(condition)?.test.ask(request))
    }

    /// Does it match whatever keys were given besides: no test holds by an absence, and every policy variable has its value?
    pub(super) fn is_firm(&self, request: &Request<'_>) -> bool {
        let rests = |asked: &Asked| {
            asked.test.ask(request).absent || is_missing(&asked.test.variables, request)
        };
        !self.tests.iter().any(rests) && !is_missing(&self.resources.variables, request)
    }
}

/// Those of some keys that the request does not have.
fn missing<'k>(keys: &'k [Arc<str>], request: &Request<'_>) -> impl Iterator<Item = &'k Arc<str>> {
    keys.iter().filter(|key| request.found(key).is_none())
}

fn is_missing(keys: &[Arc<str>], request: &Request<'_>) -> bool {
    missing(keys, request).next().is_some()
}

impl Asked {
    fn could_hold(&self, outcome: Outcome) -> bool {
        outcome.open.is_some() || (outcome.absent && !self.in_vain)
    }
}
