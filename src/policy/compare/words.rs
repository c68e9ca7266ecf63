//! A set of atoms in the words of the policies.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use fixedbitset::FixedBitSet;

use super::atoms::{Dimension, Value, Word};

/// What a set of atoms is, exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described<'d> {
    /// Every value, and the key absent if it can be.
    pub any: bool,
    /// The key absent; beside what the terms say.
    pub absent: bool,
    /// What the values are: one of the terms.
    pub terms: Vec<Term<'d>>,
}

/// Values that match one of some patterns (of none given: every value), and none of others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term<'d> {
    /// One of these matches.
    pub like: Vec<&'d Word>,
    /// All of these match as well.
    pub also: Vec<&'d Word>,
    /// None of these does.
    pub unlike: Vec<&'d Word>,
}

/// What a word would add to a cover; the greatest is the best: most of what is left, least beyond the set, the first of equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Gain {
    inside: usize,
    beyond: Reverse<usize>,
    at: Reverse<usize>,
}

impl Dimension {
    /// Says what a set of its atoms is.
    pub fn describe(&self, set: &FixedBitSet) -> Described<'_> {
        let mut present = FixedBitSet::with_capacity(self.values.len());
        for (atom, value) in self.values.iter().enumerate() {
            present.set(atom, *value != Value::Absent);
        }
        let absent = set.ones().any(|atom| !present.contains(atom));
        let mut own = set.clone();
        own.intersect_with(&present);
        let mut rest = present.clone();
        rest.difference_with(&own);
        let any = set.count_zeroes(..) == 0;
        let terms = if any || own.is_clear() {
            Vec::new()
        } else if rest.is_clear() {
            vec![Term::default()]
        } else {
            self.terms(&own, &rest, &present)
        };
        Described { any, absent, terms }
    }

    /// The shortest of the ways to say it that are tried, the first of those that are equally short.
    fn terms(&self, own: &FixedBitSet, rest: &FixedBitSet, present: &FixedBitSet) -> Vec<Term<'_>> {
        let like = self.greedy(own, |word| word.extent.is_subset(own));
        let like = like.map(|like| {
            vec![Term {
                like,
                ..Term::default()
            }]
        });
        let unlike = self.greedy(rest, |word| word.extent.is_subset(rest));
        let unlike = unlike.map(|unlike| {
            vec![Term {
                unlike,
                ..Term::default()
            }]
        });
        let ways = [
            like,
            unlike,
            self.and_others(own, rest),
            self.within(own, rest),
        ];
        let words = |terms: &Vec<Term<'_>>| -> usize {
            terms
                .iter()
                .map(|own| own.like.len() + own.unlike.len())
                .sum()
        };
        ways.into_iter()
            .flatten()
            .min_by_key(words)
            .unwrap_or_else(|| self.one_by_one(own, present))
    }

    /// What patterns match, and what is left of the set as everything but other patterns; what the first say already, these may take away.
    fn and_others(&self, own: &FixedBitSet, rest: &FixedBitSet) -> Option<Vec<Term<'_>>> {
        let mut left = own.clone();
        let mut coverable = FixedBitSet::with_capacity(self.values.len());
        for word in self.words.iter().filter(|word| word.extent.is_subset(own)) {
            coverable.union_with(&word.extent);
        }
        left.difference_with(&coverable);
        let like = self.greedy(&coverable, |word| word.extent.is_subset(own))?;
        let unlike = self.greedy(rest, |word| word.extent.is_disjoint(&left))?;
        (!like.is_empty()).then(|| {
            let said = Term {
                like,
                ..Term::default()
            };
            vec![
                said,
                Term {
                    unlike,
                    ..Term::default()
                },
            ]
        })
    }

    /// Patterns that match a set between them, and some that match what they have too much.
    fn within(&self, own: &FixedBitSet, rest: &FixedBitSet) -> Option<Vec<Term<'_>>> {
        let like = self.greedy(own, |word| !word.extent.is_disjoint(own))?;
        let mut beyond = FixedBitSet::with_capacity(self.values.len());
        for word in &like {
            beyond.union_with(&word.extent);
        }
        beyond.intersect_with(rest);
        let unlike = self.greedy(&beyond, |word| word.extent.is_disjoint(own))?;
        Some(vec![Term {
            like,
            also: Vec::new(),
            unlike,
        }])
    }

    /// Chooses words until a set is covered, the one that covers most of what is left first; `None` if they can't.
    fn greedy(&self, set: &FixedBitSet, may: impl Fn(&Word) -> bool) -> Option<Vec<&Word>> {
        let gain = |at: usize, word: &Word, left: &FixedBitSet| Gain {
            inside: word.extent.intersection_count(left),
            beyond: Reverse(word.extent.difference_count(set)),
            at: Reverse(at),
        };
        let mut left = set.clone();
        let mut chosen = Vec::new();
        let words = self.words.iter().enumerate();
        // What a word gains only shrinks, so one that still gains what it did is the best.
        let mut best: BinaryHeap<Gain> = words
            .filter(|(_, word)| may(word))
            .map(|(at, word)| gain(at, word, &left))
            .collect();
        while !left.is_clear() {
            let top = best.pop()?;
            let word = self.words.get(top.at.0)?;
            let now = gain(top.at.0, word, &left);
            if now.inside == 0 {
                continue;
            }
            if now == top {
                left.difference_with(&word.extent);
                chosen.push(word);
            } else {
                best.push(now);
            }
        }
        Some(chosen)
    }

    /// Atom by atom, which always can be said: what matches it, and what does not although it matches something of that.
    fn one_by_one(&self, own: &FixedBitSet, present: &FixedBitSet) -> Vec<Term<'_>> {
        let term = |atom: usize| {
            let mut also: Vec<&Word> = self
                .words
                .iter()
                .filter(|word| word.extent.contains(atom))
                .collect();
            let mut left = present.clone();
            for word in &also {
                left.intersect_with(&word.extent);
            }
            also.dedup_by(|a, b| a.extent == b.extent);
            let unlike = self
                .words
                .iter()
                .filter(|word| !word.extent.contains(atom) && !word.extent.is_disjoint(&left))
                .collect();
            Term {
                like: Vec::new(),
                also,
                unlike,
            }
        };
        own.ones().map(term).collect()
    }
}

impl Described<'_> {
    /// The atoms that the words mean, to hold them against what was to be said.
    pub fn meant(&self, dimension: &Dimension) -> FixedBitSet {
        let size = dimension.values.len();
        let mut meant = FixedBitSet::with_capacity(size);
        for (atom, value) in dimension.values.iter().enumerate() {
            let by_term = |term: &Term<'_>| {
                let has = |word: &&Word| word.extent.contains(atom);
                (term.like.is_empty() || term.like.iter().any(has))
                    && term.also.iter().all(has)
                    && !term.unlike.iter().any(has)
            };
            let said = match value {
                Value::Absent => self.absent,
                _ => self.terms.iter().any(by_term),
            };
            meant.set(atom, self.any || said);
        }
        meant
    }
}
