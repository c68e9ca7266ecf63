//! The levels before and after as two predicates over hops, with columns for what both have.

use std::collections::{BTreeMap, BTreeSet};

use crate::bedrock::UNSPECIFIED;
use crate::policy::{Effect, Levels};

use super::statement::parts;
use super::{Dialect, Question, Refused, source};

/// A ground on which a hop is denied.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    /// A Deny statement, part by part.
    Deny(Vec<String>),
    /// A level that has Allow statements of its own, and none of them matches.
    Lacking(Vec<Vec<String>>),
}

/// The grounds of every scope, before and after.
#[derive(Debug)]
pub(super) struct Grounds(Vec<[Vec<Ground>; 2]>);

/// The decision over hops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    /// Parts that several statements have: the columns `t1`, `t2`, …
    pub(super) tests: Vec<String>,
    /// Grounds that stand before and after: the columns `d1`, `d2`, …
    pub(super) denies: Vec<String>,
    /// Is the hop denied before?
    pub(super) before: String,
    /// Is it denied after?
    pub(super) after: String,
}

impl Grounds {
    /// Compiles every statement of every scope.
    ///
    /// # Errors
    /// The first that SQL cannot ask exactly.
    pub(super) fn of(dialect: Dialect, question: &Question<'_>) -> Result<Self, Refused> {
        let actions = source::actions(dialect);
        let known = question.catalogue.regions.iter();
        let regions: BTreeSet<String> = known
            .map(|region| region.code.clone())
            .chain([UNSPECIFIED.to_owned()])
            .collect();
        let of_scope = |scope: &super::Scope<'_>| {
            let side = |levels| grounds(levels, (&actions, &regions), &scope.ou);
            Ok([side(scope.before)?, side(scope.after)?])
        };
        let all = question.scopes.iter().map(of_scope);
        Ok(Self(all.collect::<Result<_, _>>()?))
    }

    /// The decision for some of the scopes, by their position.
    pub(super) fn decision(&self, scopes: &BTreeSet<usize>) -> Decision {
        let mut sides = [0, 1].map(|side| self.by_ground(scopes, side));
        let all: BTreeSet<&Ground> = sides.iter().flat_map(BTreeMap::keys).copied().collect();
        let tests = shared_parts(&all);
        let denies: Vec<&Ground> = all
            .iter()
            .filter(|ground| sides.iter().all(|side| side.contains_key(**ground)))
            .copied()
            .collect();
        let column = |ground: &Ground| match denies.iter().position(|own| *own == ground) {
            Some(at) => format!("d{}", at + 1),
            None => ground.sql(&tests),
        };
        let [before, after] = &mut sides;
        Decision {
            before: predicate(before, scopes, &column),
            after: predicate(after, scopes, &column),
            denies: denies.iter().map(|ground| ground.sql(&tests)).collect(),
            tests,
        }
    }

    /// Each ground of a side with the scopes that have it.
    fn by_ground(
        &self,
        scopes: &BTreeSet<usize>,
        side: usize,
    ) -> BTreeMap<&Ground, BTreeSet<usize>> {
        let mut grounds: BTreeMap<&Ground, BTreeSet<usize>> = BTreeMap::new();
        for at in scopes {
            let own = self.0.get(*at).and_then(|sides| sides.get(side));
            for ground in own.into_iter().flatten() {
                grounds.entry(ground).or_default().insert(*at);
            }
        }
        grounds
    }
}

impl Ground {
    fn parts(&self) -> impl Iterator<Item = &String> {
        let (one, many) = match self {
            Self::Deny(parts) => (Some(parts), &[][..]),
            Self::Lacking(allows) => (None, allows.as_slice()),
        };
        one.into_iter().chain(many).flatten()
    }

    fn sql(&self, tests: &[String]) -> String {
        let all = |parts: &Vec<String>| {
            let part = |part: &String| match tests.iter().position(|own| own == part) {
                Some(at) => format!("t{}", at + 1),
                None => part.clone(),
            };
            let parts: Vec<String> = parts.iter().map(part).collect();
            parts.join(" AND ")
        };
        match self {
            Self::Deny(parts) if parts.is_empty() => "true".to_owned(),
            Self::Deny(parts) => all(parts),
            Self::Lacking(allows) if allows.is_empty() => "true".to_owned(),
            Self::Lacking(allows) => {
                let allows: Vec<String> = allows.iter().map(all).collect();
                format!("NOT coalesce({}, false)", allows.join(" OR "))
            }
        }
    }
}

/// Parts that stand in more than one ground.
fn shared_parts(grounds: &BTreeSet<&Ground>) -> Vec<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for ground in grounds {
        for part in ground.parts() {
            *counts.entry(part).or_default() += 1;
        }
    }
    let shared = counts
        .into_iter()
        .filter(|(part, count)| *count > 1 && part.len() > 24);
    shared.map(|(part, _)| part.clone()).collect()
}

/// One of the grounds of the row's scope.
fn predicate(
    grounds: &BTreeMap<&Ground, BTreeSet<usize>>,
    all: &BTreeSet<usize>,
    column: &dyn Fn(&Ground) -> String,
) -> String {
    let mut by_scopes: BTreeMap<&BTreeSet<usize>, Vec<String>> = BTreeMap::new();
    for (ground, scopes) in grounds {
        by_scopes.entry(scopes).or_default().push(column(ground));
    }
    let of_scopes = |(scopes, grounds): (&BTreeSet<usize>, Vec<String>)| {
        let any = grounds.join("\n  OR ");
        if scopes == all {
            return any;
        }
        let numbers: Vec<String> = scopes.iter().map(|at| (at + 1).to_string()).collect();
        format!("scope IN ({}) AND ({any})", numbers.join(", "))
    };
    let texts: Vec<String> = by_scopes.into_iter().map(of_scopes).collect();
    if texts.is_empty() {
        "false".to_owned()
    } else {
        texts.join("\n  OR ")
    }
}

fn grounds(
    levels: &Levels,
    (actions, regions): (&BTreeSet<String>, &BTreeSet<String>),
    ou: &str,
) -> Result<Vec<Ground>, Refused> {
    let mut grounds = Vec::new();
    for level in levels.levels() {
        // `None`: the level has no Allow of its own, so it is taken to have `FullAWSAccess`.
        let mut allows: Option<Vec<Vec<String>>> = None;
        for attached in &level.attached {
            let policy = &attached.policy;
            for (number, statement) in policy.statements.iter().enumerate() {
                let refused = |what| Refused::Statement {
                    ou: ou.to_owned(),
                    policy: attached.name.clone(),
                    statement: match &statement.sid {
                        Some(sid) => format!("statement `{sid}`"),
                        None => format!("statement {}", number + 1),
                    },
                    what,
                };
                let parts = parts(statement, policy.version, actions, regions).map_err(refused)?;
                match statement.effect {
                    Effect::Deny => grounds.extend(parts.map(Ground::Deny)),
                    Effect::Allow => allows.get_or_insert_default().extend(parts),
                }
            }
        }
        // One that allows everything lacks nothing.
        if let Some(allows) = allows.filter(|own| !own.iter().any(Vec::is_empty)) {
            grounds.push(Ground::Lacking(allows));
        }
    }
    Ok(grounds)
}
