//! The product of the automata of many patterns.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::glyph::Glyph;

/// States of a product that are looked at, and positions in all of them together.
pub(super) const MOST_STATES: usize = 400_000;
const MOST_POSITIONS: usize = 20_000_000;

/// Patterns have too many wildcards to be compared with one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyStates {
    /// The pattern that was at the most places at once, by its position.
    pub pattern: usize,
    /// The states that were looked at.
    pub states: usize,
}

/// Texts that no pattern tells apart: which of the patterns match them, ascending, and one of the shortest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Found {
    pub(in crate::policy) matched: Vec<usize>,
    pub(in crate::policy) witness: String,
}

/// The automata of several patterns side by side: the positions of all patterns in one row, an end behind each.
pub(in crate::policy) struct Product {
    row: Vec<Option<Glyph>>,
    /// The pattern of each position.
    pattern: Vec<usize>,
    /// The first position of each pattern.
    starts: Vec<u32>,
}

type State = Vec<u32>;

impl Product {
    pub(in crate::policy) fn new(patterns: &[Vec<Glyph>]) -> Self {
        let mut product = Self {
            row: Vec::new(),
            pattern: Vec::new(),
            starts: Vec::new(),
        };
        for (number, pattern) in patterns.iter().enumerate() {
            product.starts.push(place(product.row.len()));
            for glyph in pattern.iter().copied().map(Some).chain([None]) {
                product.row.push(glyph);
                product.pattern.push(number);
            }
        }
        product
    }

    fn glyph(&self, position: u32) -> Option<Glyph> {
        self.row.get(position as usize).copied().flatten()
    }

    fn pattern(&self, position: u32) -> usize {
        self.pattern.get(position as usize).copied().unwrap_or(0)
    }

    /// Adds a position, and those that runs may be skipped to.
    fn enter(&self, mut position: u32, state: &mut State) {
        state.push(position);
        while self.glyph(position).is_some_and(Glyph::is_run) {
            position += 1;
            state.push(position);
        }
    }

    fn start(&self) -> State {
        let mut state = State::new();
        for start in &self.starts {
            self.enter(*start, &mut state);
        }
        sorted(state)
    }

    fn step(&self, state: &State, c: char) -> State {
        let mut next = State::new();
        for position in state {
            if let Some(glyph) = self.glyph(*position)
                && glyph.takes(c)
            {
                let to = if glyph.is_run() {
                    *position
                } else {
                    position + 1
                };
                self.enter(to, &mut next);
            }
        }
        sorted(next)
    }

    /// The patterns that end here.
    fn matched(&self, state: &State) -> Vec<usize> {
        let ended = state
            .iter()
            .filter(|position| self.glyph(**position).is_none());
        ended.map(|position| self.pattern(*position)).collect()
    }

    /// The patterns that match a text, ascending.
    pub(super) fn matching(&self, text: &str) -> Vec<usize> {
        let end = text
            .chars()
            .fold(self.start(), |state, c| self.step(&state, c));
        self.matched(&end)
    }

    /// The pattern with the most positions in all states.
    fn widest<'s>(&self, states: impl Iterator<Item = &'s State>) -> usize {
        let mut count = vec![0_usize; self.starts.len()];
        for position in states.flatten() {
            if let Some(own) = count.get_mut(self.pattern(*position)) {
                *own += 1;
            }
        }
        let most = count.iter().enumerate().max_by_key(|(_, own)| **own);
        most.map_or(0, |(pattern, _)| pattern)
    }
}

/// Finds every set of patterns that match one text together, with a shortest text each; only texts that one of the patterns from `domain` on matches count, and
/// those patterns are left out of the sets. `others` are the characters to stand for all that no pattern names.
///
/// # Errors
/// The product is too large to be walked.
pub(in crate::policy) fn walk(
    product: &Product,
    domain: usize,
    others: &str,
    most: usize,
) -> Result<Vec<Found>, TooManyStates> {
    let first = product.start();
    let mut positions = first.len();
    // A state by its number: how it was reached, to spell its witness.
    let mut reached: Vec<(usize, char)> = vec![(0, ' ')];
    let mut seen: HashMap<State, usize> = HashMap::from([(first.clone(), 0)]);
    let mut queue = VecDeque::from([(first, 0_usize)]);
    let mut found: Vec<Found> = Vec::new();
    let mut known: HashMap<Vec<usize>, ()> = HashMap::new();
    while let Some((state, number)) = queue.pop_front() {
        let mut matched = product.matched(&state);
        let inside = matched.iter().any(|pattern| *pattern >= domain);
        matched.retain(|pattern| *pattern < domain);
        if inside && known.insert(matched.clone(), ()).is_none() {
            found.push(Found {
                matched,
                witness: spell(&reached, number),
            });
        }
        for c in product.candidates(&state, others) {
            let next = product.step(&state, c);
            let alive = next
                .iter()
                .any(|position| product.pattern(*position) >= domain);
            if !alive || seen.contains_key(&next) {
                continue;
            }
            positions += next.len();
            if seen.len() >= most || positions > MOST_POSITIONS {
                return Err(TooManyStates {
                    pattern: product.widest(seen.keys()),
                    states: seen.len(),
                });
            }
            seen.insert(next.clone(), reached.len());
            queue.push_back((next, reached.len()));
            reached.push((number, c));
        }
    }
    Ok(found)
}

impl Product {
    /// The characters to try: those that a glyph at one of the positions treats unlike others, and one that none does.
    fn candidates(&self, state: &State, others: &str) -> BTreeSet<char> {
        let glyphs = state.iter().filter_map(|position| self.glyph(*position));
        let mut special: BTreeSet<char> = glyphs.flat_map(Glyph::special).collect();
        let other = others
            .chars()
            .chain('\u{e000}'..)
            .find(|c| !special.contains(c));
        special.extend(other);
        special
    }
}

fn sorted(mut state: State) -> State {
    state.sort_unstable();
    state.dedup();
    state
}

fn spell(reached: &[(usize, char)], mut number: usize) -> String {
    let mut text = Vec::new();
    while number > 0
        && let Some((before, c)) = reached.get(number)
    {
        text.push(*c);
        number = *before;
    }
    text.iter().rev().collect()
}

/// Positions of patterns are far fewer than 2^32: a text has at most 2^24 bytes.
fn place(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
