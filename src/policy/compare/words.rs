//! A set of atoms in the words of the policies.

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
        let mut left = set.clone();
        let mut chosen = Vec::new();
        let words: Vec<&Word> = self.words.iter().filter(|word| may(word)).collect();
        while !left.is_clear() {
            let gain = |word: &&&Word| {
                let inside = word.extent.intersection(&left).count();
                (
                    inside,
                    std::cmp::Reverse(word.extent.difference(set).count()),
                )
            };
            // Of equals the last is taken, and the first is wanted.
            let best = words.iter().rev().max_by_key(gain)?;
            if best.extent.is_disjoint(&left) {
                return None;
            }
            left.difference_with(&best.extent);
            chosen.push(*best);
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
