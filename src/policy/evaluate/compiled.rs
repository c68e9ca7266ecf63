use std::mem;

use crate::policy::{Effect, Policy, Request};

use super::judgement::{Judgement, Matched, Note};
use super::problem::Problem;
use super::statement::{Compiled as Statement, Sight};

/// The policies of one level (root, organizational unit or account), compiled.
#[derive(Debug, Clone)]
pub struct Compiled {
    statements: Vec<Placed>,
    /// Has the level an Allow of its own? Without one it is taken to have `FullAWSAccess`.
    has_allow: bool,
}

#[derive(Debug, Clone)]
struct Placed {
    policy: usize,
    index: usize,
    statement: Statement,
}

/// What is known of a request's statements after one look at each.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// A Deny matches whatever keys are given besides.
    firm_deny: bool,
    /// A statement matches by an absence, or fails by one.
    unsettled: bool,
}

impl Compiled {
    /// Compiles the policies of a level.
    ///
    /// # Errors
    /// Every statement that has no meaning: an unknown operator, a value that its operator does not take, a broken policy variable.
    pub fn new<'p>(policies: impl IntoIterator<Item = &'p Policy>) -> Result<Self, Vec<Problem>> {
        let mut statements = Vec::new();
        let mut problems = Vec::new();
        for (number, policy) in policies.into_iter().enumerate() {
            for (index, statement) in policy.statements.iter().enumerate() {
                match Statement::new(statement, policy.version) {
                    Ok(statement) => statements.push(Placed {
                        policy: number,
                        index,
                        statement,
                    }),
                    Err((operator, reason)) => problems.push(Problem {
                        policy: number,
                        statement: index,
                        sid: statement.sid.clone(),
                        operator,
                        reason,
                    }),
                }
            }
        }
        let is_allow = |placed: &Placed| placed.statement.effect == Effect::Allow;
        if problems.is_empty() {
            Ok(Self {
                has_allow: statements.iter().any(is_allow),
                statements,
            })
        } else {
            Err(problems)
        }
    }

    /// Judges a request by this level alone.
    pub fn judge(&self, request: &Request<'_>, judgement: &mut Judgement) {
        Self::judge_path([self], request, judgement);
    }

    /// Judges a request by the levels of a path, from the root down: none may deny, and each must allow.
    ///
    /// Source: AWS Organizations User Guide, "SCP evaluation", read 2026-11-25.
    pub fn judge_path<'l>(
        levels: impl IntoIterator<Item = &'l Self> + Clone,
        request: &Request<'_>,
        judgement: &mut Judgement,
    ) {
        judgement.clear();
        let mut action = mem::take(&mut judgement.action);
        action.push_str(&request.action);
        action.make_ascii_lowercase();
        let mut seen = Seen::default();
        for (number, level) in levels.clone().into_iter().enumerate() {
            level.look(number, request, &action, judgement, &mut seen);
        }
        let denied = !judgement.denying.is_empty();
        if seen.unsettled && !seen.firm_deny {
            // Only what decides is asked about keys: the matching denies, or the near ones and the Allows.
            for (number, level) in levels.into_iter().enumerate() {
                level.absences(number, request, &action, denied, judgement);
            }
        }
        judgement.action = action;
    }

    /// Adds what matches, and the choices.
    fn look(
        &self,
        level: usize,
        request: &Request<'_>,
        action: &str,
        judgement: &mut Judgement,
        seen: &mut Seen,
    ) {
        let mut allowed = !self.has_allow;
        for placed in &self.statements {
            let statement = &placed.statement;
            let sight = statement.look(request, action);
            if sight == Sight::Miss {
                continue;
            }
            let at = placed.at(level);
            let firm = sight == Sight::Match && statement.is_firm(request);
            seen.unsettled |= !firm;
            match (sight, statement.effect) {
                (Sight::Match, Effect::Allow) => allowed = true,
                (Sight::Match, Effect::Deny) => {
                    judgement.denying.push(at);
                    seen.firm_deny |= firm;
                }
                _ => {}
            }
            let note = |open| judgement.notes.push(Note { at, open });
            statement.grounds(request, action, sight, |_| {}, note);
        }
        if !allowed && judgement.lacking.is_none() {
            judgement.lacking = Some(level);
        }
    }

    /// Adds the absent keys by which the decision could be another.
    fn absences(
        &self,
        level: usize,
        request: &Request<'_>,
        action: &str,
        denied: bool,
        judgement: &mut Judgement,
    ) {
        let sight_of = |placed: &Placed| placed.statement.look(request, action);
        // An Allow that matches whatever is given settles its level.
        let settled = self.statements.iter().any(|placed| {
            placed.statement.effect == Effect::Allow
                && sight_of(placed) == Sight::Match
                && placed.statement.is_firm(request)
        });
        let lacking = judgement.lacking == Some(level);
        for placed in &self.statements {
            let sight = sight_of(placed);
            let decides = match (placed.statement.effect, sight) {
                (_, Sight::Miss) => false,
                (Effect::Deny, Sight::Match) => true,
                (Effect::Deny, Sight::Near) => !denied,
                (Effect::Allow, Sight::Match) => !denied && !settled,
                (Effect::Allow, Sight::Near) => !denied && lacking,
            };
            if decides {
                let add = |key: &_| judgement.add_absent(key);
                placed
                    .statement
                    .grounds(request, action, sight, add, |_| {});
            }
        }
    }
}

impl Placed {
    fn at(&self, level: usize) -> Matched {
        Matched {
            level,
            policy: self.policy,
            statement: self.index,
        }
    }
}
