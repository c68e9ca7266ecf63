//! The second opinion: everything that a proof rests on, judged again by the plain evaluator, which shares no code with the fast one.

use crate::policy::compare::{Axis, Given, Space};
use crate::policy::naive::Supported;
use crate::policy::{Condition, Request, Scope, Statement};

/// Two evaluators disagree: a bug of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("two evaluators judge a request differently: {0}")]
pub struct Disagreement(pub String);

/// Statements as the plain evaluator reads them: whole, and by their parts.
pub(super) struct Certificate {
    whole: Vec<Supported>,
    /// Of each statement: its action, its resource, and its conditions by key in lower case.
    parts: Vec<Parts>,
}

struct Parts {
    action: Supported,
    resource: Supported,
    keys: Vec<(String, Supported)>,
}

impl Certificate {
    /// Takes statements.
    ///
    /// # Errors
    /// One of them has no meaning to the plain evaluator, although it was compared.
    pub(super) fn of(given: &[Given<'_>]) -> Result<Self, Disagreement> {
        let supported = |statement: Statement| {
            Supported::new(statement).map_err(|error| Disagreement(error.to_string()))
        };
        let mut certificate = Self {
            whole: Vec::new(),
            parts: Vec::new(),
        };
        for own in given {
            let statement = own.statement;
            let mut keys: Vec<(String, Vec<Condition>)> = Vec::new();
            for condition in &statement.conditions {
                let key = condition.key.to_ascii_lowercase();
                match keys.iter_mut().find(|(own, _)| *own == key) {
                    Some((_, list)) => list.push(condition.clone()),
                    None => keys.push((key, vec![condition.clone()])),
                }
            }
            let anything = || Statement {
                action: Scope::Only(vec!["*".to_owned()]),
                resource: Scope::Only(vec!["*".to_owned()]),
                conditions: Vec::new(),
                ..statement.clone()
            };
            certificate.parts.push(Parts {
                action: supported(Statement {
                    action: statement.action.clone(),
                    ..anything()
                })?,
                resource: supported(Statement {
                    resource: statement.resource.clone(),
                    ..anything()
                })?,
                keys: keys
                    .into_iter()
                    .map(|(key, conditions)| {
                        let part = supported(Statement {
                            conditions,
                            ..anything()
                        })?;
                        Ok((key, part))
                    })
                    .collect::<Result<_, Disagreement>>()?,
            });
            certificate.whole.push(supported(statement.clone())?);
        }
        Ok(certificate)
    }

    /// Every part of every statement on every atom of its dimension: of these all classes are made, by "and" alone.
    pub(super) fn check_atoms(&self, space: &Space) -> Result<(), Disagreement> {
        for (number, dimension) in space.dimensions().iter().enumerate() {
            let key = match &dimension.axis {
                Axis::Key(key) => key.to_ascii_lowercase(),
                _ => String::new(),
            };
            for atom in 0..dimension.values.len() {
                let request = space.request_of(number, atom);
                for (statement, parts) in self.parts.iter().enumerate() {
                    let holds = match &dimension.axis {
                        Axis::Action => parts.action.covers(&request.action),
                        Axis::Resource => parts.resource.matches(&request),
                        Axis::Key(_) => parts
                            .keys
                            .iter()
                            .find(|(own, _)| *own == key)
                            .is_none_or(|(_, part)| part.matches(&request)),
                        Axis::Opaque(_) => continue,
                    };
                    let found = space
                        .column(number, atom)
                        .is_some_and(|own| own.contains(statement));
                    if holds != found {
                        return Err(Disagreement(format!(
                            "statement {statement} on {:?} of {:?}",
                            dimension.values.get(atom),
                            dimension.axis
                        )));
                    }
                }
            }
        }
        Ok(())
    }

    /// A whole request: exactly the statements of `live` speak of it.
    pub(super) fn check(&self, request: &Request<'_>, live: u128) -> Result<(), Disagreement> {
        for (number, statement) in self.whole.iter().enumerate() {
            let found = live & (1 << number) != 0;
            if statement.matches(request) != found {
                return Err(Disagreement(format!(
                    "statement {number} on {} at {}",
                    request.action, request.resource
                )));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Certificate;
    use crate::policy::compare::{Given, Probes, Space};
    use crate::policy::{Condition, Effect, Scope, Statement, Version};

    fn statement(operator: &str) -> Statement {
        Statement {
            sid: None,
            effect: Effect::Deny,
            action: Scope::Only(vec!["a:b".to_owned()]),
            resource: Scope::Only(vec!["*".to_owned()]),
            conditions: vec![Condition {
                operator: operator.to_owned(),
                key: "x:y".to_owned(),
                values: vec!["v".to_owned()],
            }],
        }
    }

    #[test]
    fn an_evaluator_that_judged_otherwise_would_be_found() {
        let (own, other) = (statement("StringEquals"), statement("StringNotEquals"));
        let given = |statement| Given {
            statement,
            version: Version::V2012,
        };
        let space = Space::of(&[given(&own)], &Probes::default(), false).unwrap();
        let same = Certificate::of(&[given(&own)]).unwrap();
        assert!(same.check_atoms(&space).is_ok());
        // As if the fast evaluator took one operator for the other.
        let wrong = Certificate::of(&[given(&other)]).unwrap();
        assert!(wrong.check_atoms(&space).is_err());
        let request = crate::policy::Request::new("a:b", "*").with("x:y", "v");
        assert!(same.check(&request, 1).is_ok());
        assert!(same.check(&request, 0).is_err());
    }
}
