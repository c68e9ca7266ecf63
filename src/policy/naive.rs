//! The slow and plain evaluator: one statement, one request, straight from AWS's text.
//!
//! It exists to disagree: every verdict of the fast evaluation is judged again here, so it shares no code with it, not even
//! the glob. It knows the whole language; what has no meaning in it (an operator that does not exist, a value that its operator does not take) it refuses by name.
//! What AWS's text leaves open it answers as [`super::evaluate::Open`] says, so that the two can be compared.
//!
//! Sources, read 2026-11-25, IAM User Guide: "IAM JSON policy elements: Condition operators" (operators, missing keys,
//! `IfExists`, `Null`), "Set operators for multivalued context keys", "Conditions with multiple context keys or values" (AND, OR, NOR), "IAM policy elements:
//! Variables and tags", "Resource" (case, wildcards).

mod compare;
mod glob;
mod levels;
mod operator;
mod spelled;
mod unsupported;

#[cfg(test)]
mod tests;

use self::glob::{Case, glob};
pub use self::levels::denied;
use self::operator::Operator;
use self::spelled::{Sign, is_well_formed, plain, spelled};
pub use self::unsupported::{Reason, Unsupported};
use super::{Condition, Effect, Policy, Request, Scope, Statement, Version};

/// Whether every element of a statement has a meaning.
///
/// # Errors
///
/// The first element that has none.
pub fn supported(statement: &Statement) -> Result<(), Unsupported> {
    operators(statement, Version::V2012).map(drop)
}

/// Whether a statement speaks of a request, whatever its effect: action, resource and all conditions match.
///
/// # Errors
///
/// When the statement is not [`supported`]; that never depends on the request.
pub fn matches(statement: &Statement, request: &Request<'_>) -> Result<bool, Unsupported> {
    matches_in(statement, Version::V2012, request)
}

fn matches_in(
    statement: &Statement,
    version: Version,
    request: &Request<'_>,
) -> Result<bool, Unsupported> {
    let operators = operators(statement, version)?;
    let actions = signs(&statement.action);
    Ok(holds(statement, &operators, &actions, version, request))
}

/// The first Deny statement of a policy that speaks of a request. Allows never lift a deny, so they are not looked at.
///
/// # Errors
///
/// When any Deny statement is not [`supported`], also one behind the statement that denies.
pub fn denying<'a>(
    policy: &'a Policy,
    request: &Request,
) -> Result<Option<&'a Statement>, Unsupported> {
    let mut first = None;
    for statement in &policy.statements {
        if statement.effect == Effect::Deny && matches_in(statement, policy.version, request)? {
            first = first.or(Some(statement));
        }
    }
    Ok(first)
}

/// A statement that was found [`supported`] once, so that asking it cannot fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supported {
    statement: Statement,
    // Invariant: one per condition of the statement, in its order.
    operators: Vec<Operator>,
    // The action patterns, read once: a Region deny has dozens, and the grids of the tests ask millions of times.
    actions: Vec<Vec<Sign>>,
}

impl Supported {
    /// Takes a statement.
    ///
    /// # Errors
    ///
    /// When it is not [`supported`].
    pub fn new(statement: Statement) -> Result<Self, Unsupported> {
        let operators = operators(&statement, Version::V2012)?;
        Ok(Self {
            actions: signs(&statement.action),
            statement,
            operators,
        })
    }

    /// As [`matches()`].
    pub fn matches(&self, request: &Request) -> bool {
        let actions = &self.actions;
        holds(
            &self.statement,
            &self.operators,
            actions,
            Version::V2012,
            request,
        )
    }

    /// Whether the action element alone speaks of an action.
    pub fn covers(&self, action: &str) -> bool {
        covers(&self.statement.action, &self.actions, action)
    }

    /// The statement.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }
}

fn holds(
    statement: &Statement,
    operators: &[Operator],
    actions: &[Vec<Sign>],
    version: Version,
    request: &Request<'_>,
) -> bool {
    // The conditions first: a Region deny has two of them and dozens of actions. The order has no meaning.
    statement
        .conditions
        .iter()
        .zip(operators)
        .all(|(condition, operator)| {
            operator.holds(&condition.key, &condition.values, version, request)
        })
        && covers(&statement.action, actions, &request.action)
        && reaches(&statement.resource, version, request)
}

fn signs(scope: &Scope) -> Vec<Vec<Sign>> {
    let patterns = scope.patterns().iter();
    patterns.map(|pattern| plain(pattern)).collect()
}

fn covers(scope: &Scope, patterns: &[Vec<Sign>], action: &str) -> bool {
    let action: Vec<char> = action.chars().collect();
    let listed = patterns
        .iter()
        .any(|pattern| glob(pattern, &action, Case::Ignored));
    match scope {
        Scope::Only(_) => listed,
        Scope::Except(_) => !listed,
    }
}

/// Compared as one string. Patterns of six parts mean the same part by part on every real ARN ("Resource"); of others AWS does not say.
fn reaches(scope: &Scope, version: Version, request: &Request<'_>) -> bool {
    let resource: Vec<char> = request.resource.chars().collect();
    let listed = scope.patterns().iter().any(|pattern| {
        spelled(pattern, version, request)
            .is_some_and(|signs| glob(&signs, &resource, Case::Matters))
    });
    match scope {
        Scope::Only(_) => listed,
        Scope::Except(_) => !listed,
    }
}

/// The operator of each condition, if the whole statement has a meaning.
fn operators(statement: &Statement, version: Version) -> Result<Vec<Operator>, Unsupported> {
    known(statement, version).map_err(|reason| Unsupported {
        sid: statement.sid.clone(),
        reason,
    })
}

fn known(statement: &Statement, version: Version) -> Result<Vec<Operator>, Reason> {
    for pattern in statement.resource.patterns() {
        if !is_well_formed(pattern, version) {
            return Err(Reason::Variable(pattern.clone()));
        }
    }
    let conditions = statement.conditions.iter();
    conditions
        .map(|condition| known_condition(condition, version))
        .collect()
}

fn known_condition(condition: &Condition, version: Version) -> Result<Operator, Reason> {
    let operator = Operator::parse(&condition.operator)
        .ok_or_else(|| Reason::Operator(condition.operator.clone()))?;
    for value in &condition.values {
        if operator.breaks(value, version) {
            return Err(Reason::Variable(value.clone()));
        }
        if !operator.takes(value) {
            return Err(Reason::Value {
                operator: condition.operator.clone(),
                value: value.clone(),
            });
        }
    }
    Ok(operator)
}
