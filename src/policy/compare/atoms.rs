use std::borrow::Cow;

use fixedbitset::FixedBitSet;

use crate::policy::{Found, Request};

use super::automaton::{MOST_STATES, Product, TooManyStates, walk};
use super::glyph::Glyph;

/// What a dimension of the request space is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Axis {
    /// The action, in lower case.
    Action,
    /// The resource.
    Resource,
    /// A context key, as it was first written.
    Key(String),
    /// A test that cannot be compared and is assumed to answer freely; what it is, as written.
    Opaque(String),
}

/// What a request has on one axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The key is absent.
    Absent,
    /// A text.
    One(String),
    /// A multivalued key's values.
    Many(Vec<String>),
    /// The free answer of an opaque test.
    Answer(bool),
}

/// How the text of a word is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordKind {
    /// With `*` and `?`, over the whole text.
    Like,
    /// With `*` and `?`, part by part.
    ArnLike,
    /// Character by character.
    Equal,
    /// Without case.
    EqualIgnoringCase,
    /// By an operator on numbers, dates, addresses or booleans, or on the several values of a key, given by its name.
    Operator(String),
}

/// A pattern of the policies, by which atoms are told to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// How it is compared.
    pub kind: WordKind,
    /// As written.
    pub text: String,
    /// The atoms that it matches.
    pub extent: FixedBitSet,
}

/// One axis with its atoms: the values that no test tells apart, one for each.
#[derive(Debug, Clone)]
pub struct Dimension {
    /// What it is about.
    pub axis: Axis,
    /// A value for each atom.
    pub values: Vec<Value>,
    /// The patterns on it.
    pub words: Vec<Word>,
    /// How many atoms there would be without probes.
    pub unprobed: usize,
}

/// A pattern that no policy has, to split atoms for readers, or for a predicate that sees more than the policies do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// `Action`, `Resource` or a key; case does not matter.
    pub axis: Axis,
    /// How it is compared; not [`WordKind::Operator`].
    pub kind: WordKind,
    /// The pattern.
    pub text: String,
}

/// What is added to the patterns of the policies.
#[derive(Debug, Clone, Default)]
pub struct Probes {
    /// Patterns that split.
    pub split: Vec<Probe>,
    /// Values that don't split, but stand for their atom, the first that is in it.
    pub examples: Vec<(Axis, String)>,
    /// Keys that have a dimension although no statement asks about them.
    pub keys: Vec<String>,
}

impl Axis {
    /// The same axis? The case of a key does not matter.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Key(own), Self::Key(other)) => own.eq_ignore_ascii_case(other),
            _ => self == other,
        }
    }
}

impl Dimension {
    /// Adds what an atom has to a request; the free answer of a test has no place in one.
    pub(super) fn put<'a>(&'a self, atom: usize, mut request: Request<'a>) -> Request<'a> {
        let context = match (&self.axis, self.values.get(atom)) {
            (Axis::Action, Some(Value::One(text))) => {
                request.action = Cow::Borrowed(text);
                None
            }
            (Axis::Resource, Some(Value::One(text))) => {
                request.resource = Cow::Borrowed(text);
                None
            }
            (Axis::Key(key), Some(Value::One(text))) => {
                Some((key, Found::One(Cow::Borrowed(text.as_str()))))
            }
            (Axis::Key(key), Some(Value::Many(texts))) => {
                let texts = texts.iter().map(|text| Cow::Borrowed(text.as_str()));
                Some((key, Found::Many(texts.collect())))
            }
            _ => None,
        };
        match context {
            Some((key, found)) => request.with_found(key.as_str(), found),
            None => request,
        }
    }
}

/// A pattern with what it is in words, and the statement that has it.
pub(super) struct Pattern {
    pub(super) kind: WordKind,
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    /// `None`: a probe.
    pub(super) statement: Option<usize>,
}

/// A text of every atom, and by it the atoms that each pattern matches.
pub(super) struct Texts {
    pub(super) witnesses: Vec<String>,
    /// One per pattern.
    pub(super) extents: Vec<FixedBitSet>,
    pub(super) unprobed: usize,
}

/// Why there are no atoms, with the pattern that did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blown {
    pub(super) statement: Option<usize>,
    pub(super) pattern: String,
    pub(super) error: TooManyStates,
}

/// Walks patterns over a domain.
pub(super) fn texts<'e>(
    patterns: &[Pattern],
    domain: &[Vec<Glyph>],
    others: &str,
    examples: impl Iterator<Item = &'e str>,
) -> Result<Texts, Blown> {
    let rows: Vec<Vec<Glyph>> = patterns
        .iter()
        .map(|pattern| pattern.glyphs.clone())
        .chain(domain.iter().cloned())
        .collect();
    let product = Product::new(&rows);
    let mut found = walk(&product, patterns.len(), others, MOST_STATES).map_err(|error| {
        let pattern = patterns.get(error.pattern);
        Blown {
            statement: pattern.and_then(|pattern| pattern.statement),
            pattern: pattern.map_or_else(String::new, |pattern| pattern.text.clone()),
            error,
        }
    })?;
    let mut told = FixedBitSet::with_capacity(found.len());
    let filled: Vec<String> = patterns
        .iter()
        .filter_map(|own| filled(&own.text))
        .collect();
    let examples = examples.map(str::to_owned).chain(filled);
    for example in examples {
        let mut matched = product.matching(&example);
        let inside = matched.iter().any(|pattern| *pattern >= patterns.len());
        matched.retain(|pattern| *pattern < patterns.len());
        if inside
            && let Some((atom, own)) = found
                .iter_mut()
                .enumerate()
                .find(|(_, own)| own.matched == matched)
            && !told.put(atom)
        {
            own.witness = example;
        }
    }
    let is_own = |pattern: &&usize| {
        patterns
            .get(**pattern)
            .is_some_and(|pattern| pattern.statement.is_some())
    };
    let mut unprobed: Vec<Vec<usize>> = found
        .iter()
        .map(|found| found.matched.iter().filter(is_own).copied().collect())
        .collect();
    unprobed.sort_unstable();
    unprobed.dedup();
    let mut extents = vec![FixedBitSet::with_capacity(found.len()); patterns.len()];
    for (atom, found) in found.iter().enumerate() {
        for pattern in &found.matched {
            if let Some(extent) = extents.get_mut(*pattern) {
                extent.insert(atom);
            }
        }
    }
    Ok(Texts {
        witnesses: found.into_iter().map(|found| found.witness).collect(),
        extents,
        unprobed: unprobed.len(),
    })
}

/// An ARN that a pattern matches, with what people put where the wildcards are: the shortest text that matches is none that anybody has seen.
fn filled(pattern: &str) -> Option<String> {
    let parts: Vec<&str> = pattern.splitn(6, ':').collect();
    let [arn, partition, service, region, account, name] = parts.as_slice() else {
        return None;
    };
    let fill = |part: &str, with: &str| part.replace('*', with).replace('?', "x");
    let region = if *service == "iam" {
        fill(region, "")
    } else {
        fill(region, "us-east-1")
    };
    Some(format!(
        "{arn}:{}:{service}:{region}:{}:{}",
        fill(partition, "aws"),
        fill(account, "111122223333"),
        fill(name, "example"),
    ))
}
