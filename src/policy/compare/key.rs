//! The axis of a context key.

use indexmap::IndexSet;
use std::borrow::Cow;

use fixedbitset::FixedBitSet;

use crate::policy::evaluate::{Kind, Operator, Parts, has_variable, literal, tokens};
use crate::policy::global_keys::is_multivalued;
use crate::policy::{Condition, Found, Request, Version};

use super::atoms::{Axis, Blown, Dimension, Pattern, Probes, Value, Word, WordKind, texts};
use super::element::{IN_TEXTS, any_arn, distinct, examples, splitting};
use super::glyph::{Glyph, any_case, arn, glyphs, text};
use super::refused::Why;
use super::sample;

/// A condition on the key, with where it stands.
pub(super) struct Asked<'g> {
    pub(super) statement: usize,
    pub(super) number: usize,
    pub(super) condition: &'g Condition,
    pub(super) version: Version,
    pub(super) operator: Operator,
}

/// Sets of values that are told apart, at most.
const MOST_SETS: usize = 4_096;

/// What the values of a key are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    Number,
    Date,
    Address,
    Bool,
}

impl Type {
    fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Equals | Kind::EqualsIgnoreCase | Kind::Like | Kind::Arn => Some(Self::Text),
            Kind::Number(_) => Some(Self::Number),
            Kind::Date(_) => Some(Self::Date),
            Kind::Address => Some(Self::Address),
            Kind::Bool => Some(Self::Bool),
            Kind::Null | Kind::Binary => None,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Address => "an address",
            Self::Bool => "a boolean",
        }
    }
}

/// Why a condition cannot be compared, by itself.
pub(super) fn refusal(asked: &Asked<'_>) -> Option<Why> {
    let Asked {
        condition,
        version,
        operator,
        ..
    } = asked;
    let kind = operator.kind;
    let multivalued = || is_multivalued(&condition.key);
    if kind == Kind::Binary {
        return Some(Why::Operator(condition.operator.clone()));
    }
    if kind != Kind::Null && operator.set.is_none() && multivalued() {
        return Some(Why::Multivalued(condition.key.clone()));
    }
    if Type::of(kind) != Some(Type::Text) {
        return None;
    }
    condition.values.iter().find_map(|value| {
        let tokens = tokens(value, *version).unwrap_or_default();
        if has_variable(&tokens) {
            return Some(Why::Variable(value.clone()));
        }
        let odd = kind == Kind::EqualsIgnoreCase && !value.is_ascii();
        odd.then(|| Why::Letters(value.clone()))
    })
}

/// Conditions of several types on one key: those that don't fit the first. A boolean is compared as a text as well.
pub(super) fn mixed(asked: &[Asked<'_>]) -> Vec<(usize, Why)> {
    let typed = |own: &Asked<'_>| Type::of(own.operator.kind);
    let Some(first) = asked
        .iter()
        .filter_map(typed)
        .find(|own| *own != Type::Bool)
    else {
        return Vec::new();
    };
    let fits = |own: Type| own == first || (own == Type::Bool && first == Type::Text);
    let odd = asked.iter().enumerate().filter_map(|(number, own)| {
        let other = typed(own).filter(|own| !fits(*own))?;
        Some((number, Why::Mixed(first.as_str(), other.as_str())))
    });
    odd.collect()
}

/// The dimension of a key: absent, and every value (of a key under set operators: every set of values) that the conditions tell apart.
///
/// A value is not empty; one that is compared as an ARN, or whose key ends in `Arn`, is an ARN; a number, date, address or boolean is one.
pub(super) fn dimension(
    key: &str,
    asked: &[Asked<'_>],
    parts: &[Parts],
    probes: &Probes,
) -> Result<Result<Dimension, Why>, Blown> {
    let axis = Axis::Key(key.to_owned());
    let has = |wanted: Type| {
        let types = asked.iter().filter_map(|own| Type::of(own.operator.kind));
        types.into_iter().any(|own| own == wanted)
    };
    let answers = |found: Found<'_>| answers(key, asked, parts, found);
    let values = asked
        .iter()
        .filter(|own| own.operator.kind != Kind::Null)
        .flat_map(|own| own.condition.values.iter().map(String::as_str));
    let samples = if has(Type::Bool) {
        Some(vec!["true".to_owned(), "false".to_owned()])
    } else if has(Type::Number) {
        Some(sample::numbers(values))
    } else if has(Type::Date) {
        Some(sample::dates(values))
    } else if has(Type::Address) {
        Some(sample::addresses(values))
    } else {
        None
    };
    let (witnesses, mut words, unprobed) = match samples {
        Some(samples) => {
            let mut seen = IndexSet::new();
            let is_new =
                |text: &String| seen.insert(answers(Found::One(Cow::Borrowed(text.as_str()))));
            let witnesses: Vec<String> = samples.into_iter().filter(is_new).collect();
            let values: Vec<Value> = witnesses.iter().cloned().map(Value::One).collect();
            let words = operator_words(asked, &answers, &values);
            let unprobed = witnesses.len();
            (witnesses, words, unprobed)
        }
        None => text_atoms(&axis, asked, probes)?,
    };
    let sets = asked.iter().any(|own| own.operator.set.is_some());
    let mut present: Vec<Value> = if sets {
        match sets_of(&witnesses, &answers, asked) {
            Ok(sets) => sets
                .iter()
                .map(|set| {
                    let texts = set.iter().filter_map(|atom| witnesses.get(*atom).cloned());
                    Value::Many(texts.collect())
                })
                .collect(),
            Err(why) => return Ok(Err(why)),
        }
    } else {
        witnesses.into_iter().map(Value::One).collect()
    };
    if sets {
        // What one value is like differs within a class of sets; the conditions themselves don't.
        words = operator_words(asked, &answers, &present);
    }
    // Absent is the last atom, so the extents need no shift.
    present.push(Value::Absent);
    for word in &mut words {
        word.extent.grow(present.len());
    }
    Ok(Ok(Dimension {
        axis,
        unprobed: if sets { present.len() } else { unprobed + 1 },
        values: present,
        words,
    }))
}

/// The answer of every condition to what a request has under the key.
fn answers(key: &str, asked: &[Asked<'_>], parts: &[Parts], found: Found<'_>) -> Vec<bool> {
    let request = Request::borrowed("", "").with_found(key, found);
    let ask = |own: &Asked<'_>| {
        let answer = parts.get(own.statement)?.ask(own.number, &request);
        Some(answer?.holds)
    };
    asked.iter().map(|own| ask(own).unwrap_or(false)).collect()
}

type TextAtoms = (Vec<String>, Vec<Word>, usize);

fn text_atoms(axis: &Axis, asked: &[Asked<'_>], probes: &Probes) -> Result<TextAtoms, Blown> {
    let mut patterns = Vec::new();
    for own in asked {
        let kind = word_kind(own.operator.kind);
        for value in own.condition.values.iter().filter(|_| kind.is_some()) {
            let Some((kind, glyphs)) = kind.clone().zip(spelled(value, own)) else {
                continue;
            };
            patterns.push(Pattern {
                kind,
                text: value.clone(),
                glyphs,
                statement: Some(own.statement),
            });
        }
    }
    for probe in splitting(probes, axis) {
        let version = Version::V2008;
        let glyphs = match probe.kind {
            WordKind::ArnLike => arn(&probe.text, version),
            WordKind::Like => glyphs(&probe.text, version),
            _ => Some(text(&probe.text)),
        };
        patterns.push(Pattern {
            kind: probe.kind.clone(),
            text: probe.text.clone(),
            glyphs: glyphs.unwrap_or_default(),
            statement: None,
        });
    }
    let patterns = distinct(patterns);
    let by_name = matches!(axis, Axis::Key(key) if key.to_ascii_lowercase().ends_with("arn"));
    let arns = by_name || asked.iter().any(|own| own.operator.kind == Kind::Arn);
    let domain = if arns {
        any_arn()
    } else {
        vec![Glyph::One, Glyph::Run]
    };
    let texts = texts(&patterns, &[domain], IN_TEXTS, examples(probes, axis))?;
    let words = patterns.into_iter().zip(texts.extents);
    let words = words.map(|(pattern, extent)| Word {
        kind: pattern.kind,
        text: pattern.text,
        extent,
    });
    Ok((texts.witnesses, words.collect(), texts.unprobed))
}

fn word_kind(kind: Kind) -> Option<WordKind> {
    match kind {
        Kind::Equals => Some(WordKind::Equal),
        Kind::EqualsIgnoreCase => Some(WordKind::EqualIgnoringCase),
        Kind::Like => Some(WordKind::Like),
        Kind::Arn => Some(WordKind::ArnLike),
        _ => None,
    }
}

fn spelled(value: &str, own: &Asked<'_>) -> Option<Vec<Glyph>> {
    let plain = || Some(literal(&tokens(value, own.version).ok()?));
    match own.operator.kind {
        Kind::Equals => Some(text(&plain()?)),
        Kind::EqualsIgnoreCase => any_case(&plain()?),
        Kind::Like => glyphs(value, own.version),
        Kind::Arn => arn(value, own.version),
        _ => None,
    }
}

/// Conditions on numbers and the like, and those on sets, are words themselves.
fn operator_words(
    asked: &[Asked<'_>],
    answers: &impl Fn(Found<'_>) -> Vec<bool>,
    values: &[Value],
) -> Vec<Word> {
    let all: Vec<Vec<bool>> = values.iter().map(|value| answers(found(value))).collect();
    let mut words: Vec<Word> = Vec::new();
    for (number, own) in asked.iter().enumerate() {
        if own.operator.kind == Kind::Null {
            continue;
        }
        let mut extent = FixedBitSet::with_capacity(values.len());
        for (atom, holds) in all.iter().enumerate() {
            extent.set(atom, holds.get(number).copied().unwrap_or(false));
        }
        let operator = &own.condition.operator;
        let operator = operator.strip_suffix("IfExists").unwrap_or(operator);
        let word = Word {
            kind: WordKind::Operator(operator.to_owned()),
            text: own.condition.values.join(", "),
            extent,
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// What a request has under the key; not asked of the key absent.
fn found(value: &Value) -> Found<'_> {
    match value {
        Value::One(text) => Found::One(Cow::Borrowed(text)),
        Value::Many(texts) => Found::Many(
            texts
                .iter()
                .map(|text| Cow::Borrowed(text.as_str()))
                .collect(),
        ),
        Value::Absent | Value::Answer(_) => Found::Many(Vec::new()),
    }
}

/// Every set of values that the conditions tell apart, one of the smallest each, by the atoms in it.
fn sets_of(
    witnesses: &[String],
    answers: &impl Fn(Found<'_>) -> Vec<bool>,
    asked: &[Asked<'_>],
) -> Result<Vec<Vec<usize>>, Why> {
    // A set operator answers for one more value as for the set and for that value, so what grows out of a set depends on its answers alone.
    let of = |set: &[usize]| {
        let texts = set.iter().filter_map(|atom| witnesses.get(*atom));
        answers(Found::Many(
            texts.map(|text| Cow::Borrowed(text.as_str())).collect(),
        ))
    };
    let mut seen = IndexSet::new();
    let mut sets: Vec<Vec<usize>> = Vec::new();
    // Values that no condition tells apart are kept apart: a probe, or a word, may.
    for atom in 0..witnesses.len() {
        seen.insert(of(&[atom]));
        sets.push(vec![atom]);
    }
    let mut next = 0;
    while let Some(set) = sets.get(next).cloned() {
        next += 1;
        for atom in 0..witnesses.len() {
            if set.contains(&atom) {
                continue;
            }
            let larger: Vec<usize> = set.iter().copied().chain([atom]).collect();
            if seen.insert(of(&larger)) {
                sets.push(larger);
            }
        }
        if sets.len() > MOST_SETS || asked.len() > 256 {
            return Err(Why::Sets(MOST_SETS));
        }
    }
    Ok(sets)
}
