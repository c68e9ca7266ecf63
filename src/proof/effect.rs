use crate::diagnostic::Diagnostic;
use crate::policy::compare::{
    Axis, Change, Difference, Dimension, Given, NoDifference, NoSpace, Origin, Probes, Refused,
    Value, difference,
};
use crate::policy::evaluate::{Decision, Judgement, Matched};
use crate::policy::rules::{not_comparable, too_large_to_compare};
use crate::policy::{Found, Levels, PlacedStatement, Request, naive};

use super::certificate::{Certificate, Disagreement};
use super::label::{Label, labels, rests_on_a5};

/// The exact effect of a change from some policies to others, with a request to show each part of it.
#[derive(Debug)]
pub struct Effect<'l> {
    /// The policies before.
    pub before: &'l Levels,
    /// The policies after.
    pub after: &'l Levels,
    /// What is decided otherwise.
    pub difference: Difference,
    /// One for each change.
    pub witnesses: Vec<Witness>,
}

/// A request that is decided otherwise.
#[derive(Debug)]
pub struct Witness {
    /// The request, with every key that it has.
    pub request: Request<'static>,
    /// The keys that some policy asks about and that it does not have.
    pub absent: Vec<String>,
    /// How it is decided before.
    pub before: Judgement,
    /// How it is decided after.
    pub after: Judgement,
    /// What has to be so for any request of the change to be sent.
    pub labels: Vec<Label>,
}

/// Why there is no effect.
#[derive(Debug)]
pub enum NoEffect {
    /// Something about the policies.
    Findings(Vec<Diagnostic>),
    /// A bug of ours.
    Bug(Disagreement),
}

/// Changes that are listed; the verdict does not depend on it.
const MOST_CHANGES: usize = 200;

impl<'l> Effect<'l> {
    /// Compares two sets of policies over all classes of requests, and judges a request of each change by both evaluators.
    ///
    /// # Errors
    /// Policies that cannot be compared; evaluators that disagree.
    pub fn of(
        before: &'l Levels,
        after: &'l Levels,
        probes: &Probes,
        assume_opaque: bool,
    ) -> Result<Self, NoEffect> {
        let difference = difference(
            before.levels(),
            after.levels(),
            probes,
            assume_opaque,
            MOST_CHANGES,
        )
        .map_err(|error| NoEffect::Findings(findings(&error, before, after)))?;
        let exact = difference.space.assumed().is_empty();
        let mut witnesses = Vec::with_capacity(difference.changes.len());
        for (number, change) in difference.changes.iter().enumerate() {
            let others = others(&difference.changes, number);
            let class = telling(difference.space.dimensions(), change, &others, probes);
            let witness = witness(before, after, &difference, change, &class, probes);
            if exact {
                certify(before, change.opens, &witness, &witness.before)?;
                certify(after, !change.opens, &witness, &witness.after)?;
            }
            witnesses.push(witness);
        }
        Ok(Self {
            before,
            after,
            difference,
            witnesses,
        })
    }

    /// Has the plain evaluator judge every part of every statement on every atom again: of these all classes are made.
    ///
    /// # Errors
    /// The evaluators disagree. For policies in the newer version of the language, as builds have them.
    pub(super) fn certify(&self) -> Result<(), Disagreement> {
        let of = |origin: &Origin| {
            let levels = if origin.after {
                self.after
            } else {
                self.before
            };
            let policy = &levels
                .levels()
                .get(origin.level)?
                .attached
                .get(origin.policy)?
                .policy;
            Some(Given {
                statement: policy.statements.get(origin.statement)?,
                version: policy.version,
            })
        };
        let given: Vec<Given<'_>> = self.difference.origins.iter().filter_map(of).collect();
        Certificate::of(&given)?.check_atoms(&self.difference.space)
    }

    /// Is anything that it opens harmless only as far as A5 holds: that nothing but cross-Region inference sends `unspecified`?
    pub fn rests_on_a5(&self) -> bool {
        let dimensions = self.difference.space.dimensions();
        let mut changes = self.difference.changes.iter();
        changes.any(|change| rests_on_a5(dimensions, change))
    }

    /// The parts that are assumed to answer freely, each with its statement.
    pub fn assumed(&self) -> impl Iterator<Item = (&Refused, Option<PlacedStatement<'_>>)> {
        self.difference.space.assumed().iter().map(|refused| {
            let origin = self.difference.origins.get(refused.statement);
            let placed = origin.and_then(|origin| {
                let levels = if origin.after {
                    self.after
                } else {
                    self.before
                };
                levels.statement(Matched {
                    level: origin.level,
                    policy: origin.policy,
                    statement: origin.statement,
                })
            });
            (refused, placed)
        })
    }

    /// Nothing was assumed, so every word of it holds.
    pub fn is_exact(&self) -> bool {
        self.difference.space.assumed().is_empty()
    }
}

/// Both evaluators must decide a witness as the comparison does.
fn certify(
    levels: &Levels,
    denied: bool,
    witness: &Witness,
    judgement: &Judgement,
) -> Result<(), NoEffect> {
    let plain = naive::denied(levels.levels(), &witness.request);
    let fast = judgement.decision() != Decision::NotDenied;
    if plain == Ok(denied) && fast == denied {
        return Ok(());
    }
    Err(NoEffect::Bug(Disagreement(format!(
        "{} on {}",
        witness.request.action, witness.request.resource
    ))))
}

fn witness(
    before: &Levels,
    after: &Levels,
    difference: &Difference,
    change: &Change,
    class: &[usize],
    probes: &Probes,
) -> Witness {
    let dimensions = difference.space.dimensions();
    let lent = difference.space.request(class);
    let request = spelled(&lent, dimensions, probes);
    let absent = dimensions
        .iter()
        .zip(class)
        .filter_map(|(own, atom)| match &own.axis {
            Axis::Key(key) if own.values.get(*atom) == Some(&Value::Absent) => Some(key.clone()),
            _ => None,
        });
    Witness {
        absent: absent.collect(),
        before: before.judge(&request),
        after: after.judge(&request),
        labels: labels(dimensions, change),
        request,
    }
}

/// The same request, lent from nothing.
pub(super) fn to_owned(request: &Request<'_>) -> Request<'static> {
    let context = request.context();
    context.fold(
        Request::new(request.action.as_ref(), request.resource.as_ref()),
        |own, (key, found)| {
            let texts = || found.values().map(|text| text.to_owned().into());
            let found = match found {
                Found::One(text) => Found::One(text.to_string().into()),
                Found::Many(_) => Found::Many(texts().collect()),
            };
            own.with_found(key.to_owned(), found)
        },
    )
}

/// The same request with its action as people write it: actions are compared in lower case.
pub(super) fn spelled(
    request: &Request<'_>,
    dimensions: &[Dimension],
    probes: &Probes,
) -> Request<'static> {
    let examples = probes.examples.iter();
    let known = examples
        .filter(|(axis, _)| *axis == Axis::Action)
        .map(|(_, example)| example.as_str());
    let words = dimensions.iter().flat_map(|own| &own.words);
    let action = known
        .chain(words.map(|word| word.text.as_str()))
        .find(|text| text.eq_ignore_ascii_case(&request.action))
        .unwrap_or(&request.action)
        .to_owned();
    let mut request = to_owned(request);
    request.action = action.into();
    request
}

/// The other changes in the same direction.
fn others(changes: &[Change], number: usize) -> Vec<&Change> {
    let Some(own) = changes.get(number) else {
        return Vec::new();
    };
    let others = changes.iter().enumerate();
    others
        .filter(|(other, change)| *other != number && change.opens == own.opens)
        .map(|(_, change)| change)
        .collect()
}

/// The class of a change that people know best, of those that no other change has: an action that is an example before one that is not, a model of Bedrock's for an
/// action of Bedrock's. Dimension by dimension, so it is not the best of all.
pub(super) fn telling(
    dimensions: &[Dimension],
    change: &Change,
    others: &[&Change],
    probes: &Probes,
) -> Vec<usize> {
    let mut class = change.rectangle.class.clone();
    let mut bedrock = false;
    for (number, (dimension, atoms)) in dimensions.iter().zip(&change.rectangle.atoms).enumerate() {
        let mut ranked: Vec<(usize, usize)> = atoms
            .ones()
            .filter_map(|atom| {
                let value = dimension.values.get(atom)?;
                Some((rank(value, &dimension.axis, bedrock, probes), atom))
            })
            .collect();
        ranked.sort_unstable();
        for (_, atom) in ranked {
            let mut better = class.clone();
            if let Some(own) = better.get_mut(number) {
                *own = atom;
            }
            let has = |other: &&Change| {
                let sets = other.rectangle.atoms.iter().zip(&better);
                sets.into_iter().all(|(atoms, atom)| atoms.contains(*atom))
            };
            if !others.iter().any(has) {
                class = better;
                break;
            }
        }
        if let (Axis::Action, Some(Value::One(action))) = (
            &dimension.axis,
            class
                .get(number)
                .and_then(|atom| dimension.values.get(*atom)),
        ) {
            bedrock = action.starts_with("bedrock:");
        }
    }
    class
}

/// How well a value is known; the least is the best.
fn rank(value: &Value, axis: &Axis, bedrock: bool, probes: &Probes) -> usize {
    let always_there = |key: &str| {
        ["aws:RequestedRegion", "aws:PrincipalArn"]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(key))
    };
    match (value, axis) {
        (Value::Absent, Axis::Key(key)) if always_there(key) => usize::MAX,
        // A key that need not be there is left out where that is a change as well.
        (Value::Absent, _) => 0,
        (Value::One(text), Axis::Resource) if text == "*" => {
            if bedrock {
                usize::MAX - 1
            } else {
                0
            }
        }
        (Value::One(text), axis) => {
            let mut examples = probes.examples.iter();
            let known = examples
                .position(|(own, example)| example.eq_ignore_ascii_case(text) && own.is(axis));
            known.map_or(usize::MAX - 2, |place| place + 1)
        }
        (Value::Answer(yes), _) => usize::from(*yes),
        (Value::Many(texts), _) => usize::MAX / 2 + texts.len(),
    }
}

fn findings(error: &NoDifference, before: &Levels, after: &Levels) -> Vec<Diagnostic> {
    let placed = |origin: &Origin| {
        let levels = if origin.after { after } else { before };
        levels.statement(Matched {
            level: origin.level,
            policy: origin.policy,
            statement: origin.statement,
        })
    };
    match error {
        NoDifference::Space(NoSpace::Refused(refused), origins) => refused
            .iter()
            .map(|refused| {
                let placed = origins.get(refused.statement).and_then(placed);
                not_comparable::finding(&refused.part, &refused.why, placed.as_ref())
            })
            .collect(),
        NoDifference::Space(
            NoSpace::TooManyStates {
                axis,
                statement,
                pattern,
                states,
            },
            origins,
        ) => {
            let axis = match axis {
                Axis::Action => "the action",
                Axis::Resource => "the resource",
                Axis::Key(key) | Axis::Opaque(key) => key,
            };
            let placed = statement
                .and_then(|statement| origins.get(statement))
                .and_then(placed);
            vec![too_large_to_compare::states(
                axis,
                pattern,
                *states,
                placed.as_ref(),
            )]
        }
        // Levels were compiled before, so every statement has a meaning.
        NoDifference::Space(error, _) => {
            vec![too_large_to_compare::overlaps(&format!("{error:?}"))]
        }
        NoDifference::Nodes(error) => vec![too_large_to_compare::overlaps(&error.to_string())],
        NoDifference::Levels(levels) => vec![too_large_to_compare::levels(*levels)],
    }
}
