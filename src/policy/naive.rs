//! The slow and plain evaluator: one statement, one request, straight from AWS's text.
//!
//! It exists to disagree: every verdict of the fast evaluation is judged again here, so it shares no code with it, not even
//! the glob. What it does not know it refuses by name; it never guesses.
//!
//! Sources, read 2026-11-23, IAM User Guide: "IAM JSON policy elements: Condition operators" (operators, missing keys,
//! `IfExists`, `Null`), "Conditions with multiple context keys or values" (AND, OR, NOR), "Resource" (case, wildcards).

mod glob;
mod operator;
mod unsupported;

#[cfg(test)]
mod tests;

use self::glob::{Case, glob, has_variable, spells_arn};
use self::operator::Operator;
pub use self::unsupported::{Reason, Unsupported};
#[cfg(test)]
use super::Version;
use super::{Condition, Effect, Policy, Request, Scope, Statement};

/// Whether this evaluator knows every element of a statement.
///
/// # Errors
///
/// The first element that it does not know.
pub fn supported(statement: &Statement) -> Result<(), Unsupported> {
    operators(statement).map(drop)
}

/// Whether a statement speaks of a request, whatever its effect: action, resource and all conditions match.
///
/// Every context key holds one value, as [`Request`] has it; which keys AWS fills with several is not known here.
///
/// # Errors
///
/// When the statement is not [`supported`]; that never depends on the request.
pub fn matches(statement: &Statement, request: &Request) -> Result<bool, Unsupported> {
    Ok(holds(statement, &operators(statement)?, request))
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
        if statement.effect == Effect::Deny && matches(statement, request)? {
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
}

impl Supported {
    /// Takes a statement.
    ///
    /// # Errors
    ///
    /// When it is not [`supported`].
    pub fn new(statement: Statement) -> Result<Self, Unsupported> {
        let operators = operators(&statement)?;
        Ok(Self {
            statement,
            operators,
        })
    }

    /// As [`matches()`].
    pub fn matches(&self, request: &Request) -> bool {
        holds(&self.statement, &self.operators, request)
    }

    /// Whether the action element alone speaks of an action.
    pub fn covers(&self, action: &str) -> bool {
        covers(&self.statement.action, action)
    }

    /// The statement.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }
}

fn holds(statement: &Statement, operators: &[Operator], request: &Request) -> bool {
    // The conditions first: a Region deny has two of them and dozens of actions. The order has no meaning.
    statement
        .conditions
        .iter()
        .zip(operators)
        .all(|(condition, operator)| operator.holds(&condition.values, request.key(&condition.key)))
        && covers(&statement.action, &request.action)
        && in_scope(&statement.resource, |pattern| {
            // Compared as one string. `*` and the patterns of six parts mean the same part by part on every real ARN
            // ("Resource"); the others are refused.
            glob(pattern, &request.resource, Case::Matters)
        })
}

fn covers(scope: &Scope, action: &str) -> bool {
    in_scope(scope, |pattern| glob(pattern, action, Case::Ignored))
}

fn in_scope(scope: &Scope, matches: impl Fn(&str) -> bool) -> bool {
    match scope {
        Scope::Only(patterns) => patterns.iter().any(|pattern| matches(pattern)),
        Scope::Except(patterns) => !patterns.iter().any(|pattern| matches(pattern)),
    }
}

/// The operator of each condition, if the whole statement is known.
fn operators(statement: &Statement) -> Result<Vec<Operator>, Unsupported> {
    known(statement).map_err(|reason| Unsupported {
        sid: statement.sid.clone(),
        reason,
    })
}

fn known(statement: &Statement) -> Result<Vec<Operator>, Reason> {
    let (Scope::Only(resources) | Scope::Except(resources)) = &statement.resource;
    for pattern in resources {
        if has_variable(pattern) {
            return Err(Reason::Variable(pattern.clone()));
        }
        if pattern != "*" && !spells_arn(pattern) {
            return Err(Reason::Resource(pattern.clone()));
        }
    }
    statement.conditions.iter().map(known_condition).collect()
}

fn known_condition(condition: &Condition) -> Result<Operator, Reason> {
    let operator = Operator::parse(&condition.operator)
        .ok_or_else(|| Reason::Operator(condition.operator.clone()))?;
    for value in &condition.values {
        if has_variable(value) {
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
