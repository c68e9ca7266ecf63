use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use crate::policy::evaluate::{Operator, Parts, Reason};
use crate::policy::{Request, Statement, Version};

use super::atoms::{Axis, Blown, Dimension, Probes, Value};
use super::element::{actions, resources};
use super::key::{self, Asked};
use super::opaque::Opaque;
use super::refused::{Refused, Why};

/// A statement that takes part, in the version of its policy.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// The version of the language that its policy names.
    pub version: Version,
}

/// Every request that statements can tell apart, as classes: one atom of each dimension.
///
/// What a request can have: an action `service:Name`; as resource `*` or an ARN on which both readings of each Resource pattern agree; under each key nothing or a
/// value, which is not empty. All combinations count, also those that no service sends.
#[derive(Debug, Clone)]
pub struct Space {
    dimensions: Vec<Dimension>,
    /// By dimension and atom: the statements whose tests on that axis all hold.
    columns: Vec<Vec<FixedBitSet>>,
    /// By dimension: the statements that an atom of it fails.
    constrained: Vec<FixedBitSet>,
    statements: usize,
    /// The parts that are assumed to answer freely; none means that everything found is exact.
    assumed: Vec<Refused>,
}

/// Why there is no space.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoSpace {
    /// A statement has no meaning.
    Meaningless {
        /// The statement.
        statement: usize,
        /// Why.
        reason: Reason,
    },
    /// Parts of statements that cannot be compared exactly.
    Refused(Vec<Refused>),
    /// The patterns on an axis have too many wildcards.
    TooManyStates {
        /// The axis.
        axis: Axis,
        /// The statement with the pattern that did it.
        statement: Option<usize>,
        /// The pattern.
        pattern: String,
        /// States looked at.
        states: usize,
    },
}

impl Space {
    /// Finds the atoms of every axis. With `assume_opaque` what cannot be compared exactly answers freely, yes or no; the same part in several statements answers
    /// the same.
    ///
    /// # Errors
    /// A statement without meaning, a part that cannot be compared, or too many states.
    pub fn of(given: &[Given<'_>], probes: &Probes, assume_opaque: bool) -> Result<Self, NoSpace> {
        let parts = compiled(given)?;
        let mut opaque = Opaque::default();
        let elements = opaque.refuse_elements(given);
        let blown = |axis: &Axis| {
            let axis = axis.clone();
            move |blown: Blown| NoSpace::TooManyStates {
                axis,
                statement: blown.statement,
                pattern: blown.pattern,
                states: blown.error.states,
            }
        };
        let no_action = |statement| elements.actions.contains(statement);
        let no_resource = |statement| elements.resources.contains(statement);
        let mut space = Self {
            dimensions: Vec::new(),
            columns: Vec::new(),
            constrained: Vec::new(),
            statements: given.len(),
            assumed: Vec::new(),
        };
        let dimension = actions(given, no_action, probes).map_err(blown(&Axis::Action))?;
        space.add(dimension, |request| {
            let speaks = |part: &Parts| part.speaks_of_action(&request.action).0;
            let asked = parts.iter().enumerate().filter(|(own, _)| !no_action(*own));
            let failing = asked.filter(|(_, part)| !speaks(part));
            failing.map(|(own, _)| own).collect()
        });
        let dimension = resources(given, no_resource, probes).map_err(blown(&Axis::Resource))?;
        for (statement, part) in parts.iter().enumerate().filter(|(n, _)| !no_resource(*n)) {
            let mut atoms = 0..dimension.values.len();
            let open = atoms.find_map(|atom| {
                let request = dimension.put(atom, Request::borrowed("", ""));
                part.speaks_of_resource(&request).1
            });
            if let Some(open) = open {
                return Err(NoSpace::Refused(vec![Refused {
                    statement,
                    part: "Resource".to_owned(),
                    why: Why::Open(open),
                }]));
            }
        }
        space.add(dimension, |request| {
            let speaks = |part: &Parts| part.speaks_of_resource(request).0;
            let asked = parts
                .iter()
                .enumerate()
                .filter(|(own, _)| !no_resource(*own));
            let failing = asked.filter(|(_, part)| !speaks(part));
            failing.map(|(own, _)| own).collect()
        });
        for (name, mut asked) in by_key(given, probes) {
            let forced = probes
                .keys
                .iter()
                .any(|key| key.eq_ignore_ascii_case(&name));
            asked.retain(|own| match key::refusal(own) {
                Some(why) => {
                    opaque.refuse_condition(own, why);
                    false
                }
                None => true,
            });
            for (number, why) in key::mixed(&asked).into_iter().rev() {
                opaque.refuse_condition(&asked.remove(number), why);
            }
            // A choice that decides somewhere in the dimension is found when the dimension is there; without the condition it may be a smaller one.
            loop {
                if asked.is_empty() && !forced {
                    break;
                }
                let axis = Axis::Key(name.clone());
                match key::dimension(&name, &asked, &parts, probes).map_err(blown(&axis))? {
                    Err(why) => {
                        for own in asked.drain(..) {
                            opaque.refuse_condition(&own, why.clone());
                        }
                    }
                    Ok(dimension) => {
                        let before = asked.len();
                        asked.retain(|own| match open(own, &dimension, &parts) {
                            Some(why) => {
                                opaque.refuse_condition(own, why);
                                false
                            }
                            None => true,
                        });
                        if asked.len() == before {
                            space.add(dimension, |request| {
                                let failing =
                                    asked.iter().filter(|own| fails(own, &parts, request));
                                failing.map(|own| own.statement).collect()
                            });
                            break;
                        }
                    }
                }
            }
        }
        let (mut refused, free) = opaque.into_parts();
        if !assume_opaque && !refused.is_empty() {
            refused.sort_by_key(|refused| refused.statement);
            return Err(NoSpace::Refused(refused));
        }
        space.assumed = refused;
        for (part, statements) in free {
            let dimension = Dimension {
                axis: Axis::Opaque(part),
                values: vec![Value::Answer(true), Value::Answer(false)],
                words: Vec::new(),
                unprobed: 2,
            };
            let mut columns = vec![space.all(); 2];
            let mut constrained = FixedBitSet::with_capacity(given.len());
            for statement in statements {
                constrained.insert(statement);
                if let Some(no) = columns.get_mut(1) {
                    no.remove(statement);
                }
            }
            space.dimensions.push(dimension);
            space.columns.push(columns);
            space.constrained.push(constrained);
        }
        Ok(space)
    }

    /// The dimensions: actions, resources, then the keys in the order of their names.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// How many statements take part.
    pub fn statements(&self) -> usize {
        self.statements
    }

    /// What is assumed to answer freely.
    pub fn assumed(&self) -> &[Refused] {
        &self.assumed
    }

    /// The number of classes, with probes and without; `None` beyond 2^64.
    pub fn classes(&self) -> [Option<u64>; 2] {
        let product = |count: &dyn Fn(&Dimension) -> usize| {
            self.dimensions.iter().try_fold(1_u64, |product, own| {
                product.checked_mul(u64::try_from(count(own)).ok()?)
            })
        };
        [
            product(&|own| own.values.len()),
            product(&|own| own.unprobed),
        ]
    }

    /// The statements whose tests on a dimension all hold for one of its atoms.
    pub fn column(&self, dimension: usize, atom: usize) -> Option<&FixedBitSet> {
        self.columns.get(dimension)?.get(atom)
    }

    /// The statements that some atom of a dimension fails.
    pub fn constrained(&self, dimension: usize) -> Option<&FixedBitSet> {
        self.constrained.get(dimension)
    }

    /// A request of a class, given by an atom for each dimension.
    pub fn request(&self, class: &[usize]) -> Request<'_> {
        let dimensions = self.dimensions.iter().zip(class);
        dimensions.fold(Request::borrowed("", ""), |request, (dimension, atom)| {
            dimension.put(*atom, request)
        })
    }

    /// A request with an atom of one dimension and nothing else.
    pub fn request_of(&self, dimension: usize, atom: usize) -> Request<'_> {
        let nothing = Request::borrowed("", "");
        match self.dimensions.get(dimension) {
            Some(own) => own.put(atom, nothing),
            None => nothing,
        }
    }

    /// The statements that speak of a class, given by an atom for each dimension.
    pub fn speaking(&self, class: &[usize]) -> FixedBitSet {
        let mut speaking = self.all();
        for (dimension, atom) in class.iter().enumerate() {
            if let Some(column) = self.column(dimension, *atom) {
                speaking.intersect_with(column);
            }
        }
        speaking
    }

    fn all(&self) -> FixedBitSet {
        let mut all = FixedBitSet::with_capacity(self.statements);
        all.insert_range(..);
        all
    }

    /// Adds a dimension. `failing` are the statements that a request with one of its atoms, and nothing else, fails.
    fn add(&mut self, dimension: Dimension, failing: impl Fn(&Request<'_>) -> Vec<usize>) {
        let mut constrained = FixedBitSet::with_capacity(self.statements);
        let columns = (0..dimension.values.len()).map(|atom| {
            let mut column = self.all();
            for statement in failing(&dimension.put(atom, Request::borrowed("", ""))) {
                column.remove(statement);
                constrained.insert(statement);
            }
            column
        });
        self.columns.push(columns.collect());
        self.constrained.push(constrained);
        self.dimensions.push(dimension);
    }
}

fn compiled(given: &[Given<'_>]) -> Result<Vec<Parts>, NoSpace> {
    let compile = |(statement, given): (usize, &Given<'_>)| {
        Parts::new(given.statement, given.version)
            .map_err(|(_, reason)| NoSpace::Meaningless { statement, reason })
    };
    given.iter().enumerate().map(compile).collect()
}

fn fails(own: &Asked<'_>, parts: &[Parts], request: &Request<'_>) -> bool {
    let answer = parts
        .get(own.statement)
        .and_then(|part| part.ask(own.number, request));
    answer.is_some_and(|answer| !answer.holds)
}

/// The choice of ours on which a condition rests somewhere in a dimension.
fn open(own: &Asked<'_>, dimension: &Dimension, parts: &[Parts]) -> Option<Why> {
    let part = parts.get(own.statement)?;
    (0..dimension.values.len()).find_map(|atom| {
        let request = dimension.put(atom, Request::borrowed("", ""));
        part.ask(own.number, &request)?.open.map(Why::Open)
    })
}

/// The conditions of all statements by their key, in the order of the keys' names.
fn by_key<'g>(given: &[Given<'g>], probes: &Probes) -> BTreeMap<String, Vec<Asked<'g>>> {
    let mut keys: BTreeMap<String, (String, Vec<Asked<'g>>)> = BTreeMap::new();
    for (statement, own) in given.iter().enumerate() {
        for (number, condition) in own.statement.conditions.iter().enumerate() {
            let Some(operator) = Operator::parse(&condition.operator) else {
                continue;
            };
            let lower = condition.key.to_ascii_lowercase();
            let entry = keys
                .entry(lower)
                .or_insert_with(|| (condition.key.clone(), Vec::new()));
            entry.1.push(Asked {
                statement,
                number,
                condition,
                version: own.version,
                operator,
            });
        }
    }
    for key in &probes.keys {
        let lower = key.to_ascii_lowercase();
        keys.entry(lower)
            .or_insert_with(|| (key.clone(), Vec::new()));
    }
    keys.into_values().collect()
}
