use crate::policy::{Statement, Version};

use super::problem::Problem;
use super::resources::Resources;
use super::test::Test;

/// Everything about a statement that has no meaning, not only what would stop [`super::Compiled::new`] first; `policy` and `statement` of each are 0.
pub fn problems(statement: &Statement, version: Version) -> Vec<Problem> {
    let problem = |operator, reason| Problem {
        policy: 0,
        statement: 0,
        sid: statement.sid.clone(),
        operator,
        reason,
    };
    let mut found: Vec<Problem> = statement
        .conditions
        .iter()
        .filter_map(|condition| {
            let reason = Test::new(condition, version).err()?;
            Some(problem(Some(condition.operator.clone()), reason))
        })
        .collect();
    if let Err(reason) = Resources::new(&statement.resource, version) {
        found.push(problem(None, reason));
    }
    found
}
