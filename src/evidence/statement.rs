//! A statement as a predicate over hops, by partial evaluation: what is the same for every hop is asked of the evaluator, so only what differs is SQL.

use std::collections::BTreeSet;

use crate::policy::evaluate::Compiled;
use crate::policy::{Condition, Effect, Policy, Request, Scope, Statement, Version, glob};

use super::expression::Expression;

/// The keys that hops have, each with the column.
const REGION: &str = "aws:RequestedRegion";
const PRINCIPAL: &str = "aws:PrincipalArn";
const PROFILE: &str = "bedrock:InferenceProfileArn";
const PROFILE_COLUMN: &str = "profile";

/// What every resource of a hop matches.
const RESOURCES: &str = "arn:*:bedrock:*";

/// Any value of a key that is there.
const ANY: &str = "arn:aws:iam::111122223333:role/any";

/// What must hold for a statement to match a hop, part by part; `None`: it matches none.
///
/// A part is false or null where it does not hold. `actions` are those of the hops, and `regions` all values of `aws:RequestedRegion`.
///
/// # Errors
/// What in it SQL cannot ask exactly, in words.
pub(super) fn parts(
    statement: &Statement,
    version: Version,
    actions: &BTreeSet<String>,
    regions: &BTreeSet<String>,
) -> Result<Option<Vec<String>>, String> {
    let mut parts = Vec::new();
    let mut refused = None;
    let action = action(statement, version, actions);
    let conditions = statement.conditions.iter();
    let conditions = conditions.map(|one| condition(one, version, regions));
    // A part that never holds spares the others, whatever they say.
    for part in std::iter::once(action)
        .chain(conditions)
        .chain([resource(&statement.resource, version)])
    {
        match part {
            Ok(Expression::True) => {}
            Ok(Expression::False) => return Ok(None),
            Ok(Expression::Sql(text)) => parts.push(text),
            Err(what) => refused = refused.or(Some(what)),
        }
    }
    match refused {
        Some(what) => Err(what),
        None => Ok(Some(shortened(parts))),
    }
}

/// Where the key of the profile must be there, no part need say what holds without it; and one that compares it is null without it.
fn shortened(parts: Vec<String>) -> Vec<String> {
    let there = format!("{PROFILE_COLUMN} IS NOT NULL");
    if !parts.contains(&there) {
        return parts;
    }
    let mut others: Vec<String> = parts.into_iter().filter(|part| *part != there).collect();
    let mut compared = false;
    for part in &mut others {
        let bare = part.strip_prefix(&format!("({PROFILE_COLUMN} IS NULL OR "));
        if let Some(bare) = bare.and_then(|text| text.strip_suffix(')')) {
            *part = bare.to_owned();
            compared = true;
        }
    }
    if !compared {
        others.push(there);
    }
    others
}

fn action(
    statement: &Statement,
    version: Version,
    all: &BTreeSet<String>,
) -> Result<Expression, String> {
    let mut spoken_of = BTreeSet::new();
    for name in all {
        let request = Request::new(name.as_str(), "*");
        if holds(&statement.action, Vec::new(), version, &request)? {
            spoken_of.insert(name.clone());
        }
    }
    Ok(Expression::among("action", &spoken_of, all))
}

fn resource(scope: &Scope, version: Version) -> Result<Expression, String> {
    let globs = scope.patterns().iter().map(String::as_str);
    if let Some(odd) = globs.clone().find(|text| has_variable(text, version)) {
        return Err(format!("`{odd}` has a policy variable"));
    }
    // One that no hop can match says nothing.
    let globs = globs.filter(|pattern| glob::meet(pattern, RESOURCES));
    let listed = Expression::like("resource", globs);
    Ok(match scope {
        Scope::Only(_) => listed,
        Scope::Except(_) => listed.negated(),
    })
}

fn condition(
    condition: &Condition,
    version: Version,
    regions: &BTreeSet<String>,
) -> Result<Expression, String> {
    let is = |key: &str| condition.key.eq_ignore_ascii_case(key);
    let ask = |value: Option<&str>| {
        let bare = Request::new("x:y", "*");
        let request = match value {
            Some(value) => bare.with(&condition.key, value),
            None => bare,
        };
        let any = Scope::Only(vec!["*".to_owned()]);
        holds(&any, vec![condition.clone()], version, &request)
    };
    let absent = ask(None)?;
    if !(is(REGION) || is(PRINCIPAL) || is(PROFILE)) {
        return Ok(Expression::known(absent));
    }
    if let Some(odd) = condition
        .values
        .iter()
        .find(|text| has_variable(text, version))
    {
        return Err(format!("`{odd}` has a policy variable"));
    }
    if is(REGION) {
        let mut held = BTreeSet::new();
        for code in regions {
            if ask(Some(code))? {
                held.insert(code.clone());
            }
        }
        return Ok(Expression::among("region", &held, regions));
    }
    let column = if is(PRINCIPAL) {
        "principal"
    } else {
        "profile"
    };
    let present = if condition.operator == "Null" {
        Expression::known(ask(Some(ANY))?)
    } else {
        compared(condition, column)?
    };
    if is(PRINCIPAL) {
        return Ok(present);
    }
    Ok(match (present, absent) {
        (Expression::True, false) => Expression::Sql(format!("{column} IS NOT NULL")),
        (Expression::False, true) => Expression::Sql(format!("{column} IS NULL")),
        (Expression::Sql(text), true) => Expression::Sql(format!("({column} IS NULL OR {text})")),
        (present, _) => present,
    })
}

/// A condition on a key that has one value. A set operator asks of one value what the plain one does.
fn compared(condition: &Condition, column: &str) -> Result<Expression, String> {
    let name = condition.operator.rsplit(':').next().unwrap_or_default();
    let name = name.strip_suffix("IfExists").unwrap_or(name);
    let values = condition.values.iter().map(String::as_str);
    let listed = match name {
        "StringEquals" | "StringNotEquals" => {
            Expression::one_of(column, &values.map(str::to_owned).collect())
        }
        // ARNs have no letters beyond ASCII, and of these SQL has the same lower case as the evaluator.
        "StringEqualsIgnoreCase" | "StringNotEqualsIgnoreCase" => Expression::one_of(
            &format!("lower({column})"),
            &values.map(str::to_lowercase).collect(),
        ),
        "StringLike" | "StringNotLike" => Expression::like(column, values),
        "ArnEquals" | "ArnLike" | "ArnNotEquals" | "ArnNotLike" if column == PROFILE_COLUMN => {
            of_profile(values)
        }
        "ArnEquals" | "ArnLike" | "ArnNotEquals" | "ArnNotLike" => {
            Expression::arn_like(column, values)
        }
        _ => {
            let (operator, key) = (&condition.operator, &condition.key);
            return Err(format!("`{operator}` on `{key}`, which holds an ARN"));
        }
    };
    Ok(if name.contains("Not") {
        listed.negated()
    } else {
        listed
    })
}

/// ARN patterns on the ARN of an inference profile, which has one `/`, right behind its kind. So a pattern that leaves partition, Region and account open and spells the
/// kind needs no look at its parts.
fn of_profile<'g>(globs: impl Iterator<Item = &'g str>) -> Expression {
    let mut ends = Vec::new();
    let mut others = Vec::new();
    for glob in globs {
        let parts: Vec<&str> = glob.splitn(6, ':').collect();
        match parts.as_slice() {
            [arn, "*", service, "*", "*", end]
                if glob::matches(arn, "arn")
                    && glob::matches(service, "bedrock")
                    && end
                        .split_once('/')
                        .is_some_and(|(kind, _)| !kind.contains(['*', '?'])) =>
            {
                ends.push(format!("*:{end}"));
            }
            _ => others.push(glob),
        }
    }
    let ends = Expression::like(PROFILE_COLUMN, ends.iter().map(String::as_str));
    Expression::any([ends, Expression::arn_like(PROFILE_COLUMN, others)])
}

/// Does a statement of an action element and some conditions match?
fn holds(
    action: &Scope,
    conditions: Vec<Condition>,
    version: Version,
    request: &Request<'_>,
) -> Result<bool, String> {
    let policy = Policy {
        version,
        statements: vec![Statement {
            sid: None,
            effect: Effect::Deny,
            action: action.clone(),
            resource: Scope::Only(vec!["*".to_owned()]),
            conditions,
        }],
    };
    let mut judgement = crate::policy::evaluate::Judgement::default();
    // Levels are made of statements that have a meaning, so there is no problem.
    let compiled = Compiled::new([&policy]).map_err(|_| "it has no meaning".to_owned())?;
    compiled.judge(request, &mut judgement);
    Ok(!judgement.denying().is_empty())
}

/// Also where the variable only spells a character.
fn has_variable(text: &str, version: Version) -> bool {
    version == Version::V2012 && text.contains("${")
}
