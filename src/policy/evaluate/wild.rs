//! Characters with `?` among them, looked for in a text without backtracking.

use std::collections::BTreeMap;

/// A run of characters and `?`.
///
/// Where it stands is found bit by bit: bit `i` of a state says that the last `i + 1` characters of the text are the first `i + 1` of the run (Baeza-Yates and Gonnet,
/// "A new approach to text searching", 1992). So a text costs its length times a sixty-fourth of the run's, whatever is in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wild {
    /// `None` is `?`.
    characters: Box<[Option<char>]>,
    /// The bits of `?`.
    any: Box<[u64]>,
    /// The bits of each character, besides those of `?`.
    bits: BTreeMap<char, Bits>,
}

/// Few bits as their positions, many as a mask, so that all masks together are no larger than some multiple of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Bits {
    Few(Box<[usize]>),
    Many(Box<[u64]>),
}

impl Wild {
    pub(super) fn new(characters: Box<[Option<char>]>) -> Self {
        let words = characters.len().div_ceil(64);
        let mask = |positions: &[usize]| {
            let mut mask = vec![0; words];
            for position in positions {
                set(&mut mask, *position);
            }
            mask.into_boxed_slice()
        };
        let mut any = Vec::new();
        let mut positions: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (position, character) in characters.iter().enumerate() {
            match character {
                Some(character) => positions.entry(*character).or_default().push(position),
                None => any.push(position),
            }
        }
        let bits = positions.into_iter().map(|(character, positions)| {
            let bits = if positions.len() > words {
                Bits::Many(mask(&positions))
            } else {
                Bits::Few(positions.into())
            };
            (character, bits)
        });
        Self {
            bits: bits.collect(),
            any: mask(&any),
            characters,
        }
    }

    /// How many characters it stands for.
    pub(super) fn length(&self) -> usize {
        self.characters.len()
    }

    /// What is left of a text that begins with the run.
    pub(super) fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut characters = text.chars();
        for wanted in &self.characters {
            let found = characters.next()?;
            if wanted.is_some_and(|wanted| wanted != found) {
                return None;
            }
        }
        Some(characters.as_str())
    }

    /// What is left of a text behind the first place where the run stands.
    pub(super) fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut state = vec![0_u64; self.any.len()];
        let mut now = self.any.clone();
        let last = self.characters.len().checked_sub(1)?;
        for (at, character) in text.char_indices() {
            now.copy_from_slice(&self.any);
            match self.bits.get(&character) {
                Some(Bits::Few(positions)) => {
                    for position in positions {
                        set(&mut now, *position);
                    }
                }
                Some(Bits::Many(mask)) => {
                    for (word, more) in now.iter_mut().zip(mask) {
                        *word |= more;
                    }
                }
                None => {}
            }
            let mut carry = 1;
            for (word, here) in state.iter_mut().zip(&now) {
                let shifted = (*word << 1) | carry;
                carry = *word >> 63;
                *word = shifted & here;
            }
            let stands = state
                .get(last / 64)
                .is_some_and(|word| word >> (last % 64) & 1 == 1);
            if stands {
                return text.get(at + character.len_utf8()..);
            }
        }
        None
    }
}

fn set(mask: &mut [u64], position: usize) {
    if let Some(word) = mask.get_mut(position / 64) {
        *word |= 1 << (position % 64);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Wild;

    fn wild(pattern: &str) -> Wild {
        Wild::new(pattern.chars().map(|c| (c != '?').then_some(c)).collect())
    }

    #[test]
    fn runs_longer_than_a_word_are_found() {
        let long = format!("{}b{}", "a?".repeat(100), "?c".repeat(40));
        let there = long.replace('?', "x");
        assert_eq!(wild(&long).find(&format!("aaaé{there}rest")), Some("rest"));
        assert_eq!(wild(&long).find(&there.replace('b', "d")), None);
    }

    proptest! {
        #[test]
        fn the_first_place_is_found(pattern in "[ab?é]{1,5}", text in "[abé]{0,12}") {
            let wild = wild(&pattern);
            let tried = text.char_indices().find_map(|(at, _)| wild.behind(text.get(at..).unwrap()));
            prop_assert_eq!(wild.find(&text), tried);
        }
    }
}
