//! The product of the automata of many patterns.

use indexmap::{IndexMap, IndexSet};
use std::collections::VecDeque;

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

/// The automata of several patterns as one: a tree of their glyphs, in which patterns that begin alike share their first positions.
pub(in crate::policy) struct Product {
    nodes: Vec<Position>,
    /// The number of patterns.
    patterns: usize,
}

/// A position in one pattern, or in several that are the same up to it.
#[derive(Default)]
struct Position {
    /// What leads on by one character.
    steps: Vec<(Glyph, u32)>,
    /// What leads on by nothing: the positions behind a run.
    skips: Vec<u32>,
    /// Behind a run: what it may take more of.
    run: Option<Glyph>,
    /// The patterns that end here.
    ends: Vec<usize>,
    /// The first and the last pattern with this position.
    patterns: (usize, usize),
}

type State = Vec<u32>;

const ROOT: u32 = 0;

impl Product {
    pub(in crate::policy) fn new(patterns: &[Vec<Glyph>]) -> Self {
        let mut product = Self {
            nodes: vec![Position::default()],
            patterns: patterns.len(),
        };
        for (number, pattern) in patterns.iter().enumerate() {
            let mut at = ROOT;
            for glyph in pattern {
                at = product.behind(at, *glyph, number);
            }
            if let Some(node) = product.nodes.get_mut(at as usize) {
                node.ends.push(number);
            }
        }
        product
    }

    /// The position behind a glyph, which is new unless a pattern before has it.
    fn behind(&mut self, at: u32, glyph: Glyph, pattern: usize) -> u32 {
        let next = place(self.nodes.len());
        let is_it = |to: &&u32| {
            glyph.is_run()
                && self
                    .nodes
                    .get(**to as usize)
                    .is_some_and(|own| own.run == Some(glyph))
        };
        let known = self.node(at).and_then(|node| {
            let step = node.steps.iter().find(|(own, _)| *own == glyph);
            step.map(|(_, to)| to)
                .or_else(|| node.skips.iter().find(is_it))
                .copied()
        });
        if let Some(known) = known {
            if let Some(node) = self.nodes.get_mut(known as usize) {
                node.patterns.1 = pattern;
            }
            return known;
        }
        if let Some(node) = self.nodes.get_mut(at as usize) {
            if glyph.is_run() {
                node.skips.push(next);
            } else {
                node.steps.push((glyph, next));
            }
        }
        self.nodes.push(Position {
            run: glyph.is_run().then_some(glyph),
            patterns: (pattern, pattern),
            ..Position::default()
        });
        next
    }

    fn node(&self, position: u32) -> Option<&Position> {
        self.nodes.get(position as usize)
    }

    /// Adds a position, and those that runs may be skipped to.
    fn enter(&self, position: u32, state: &mut State) {
        state.push(position);
        for skip in self.node(position).iter().flat_map(|node| &node.skips) {
            self.enter(*skip, state);
        }
    }

    fn start(&self) -> State {
        let mut state = State::new();
        self.enter(ROOT, &mut state);
        sorted(state)
    }

    fn step(&self, state: &State, c: char) -> State {
        let mut next = State::new();
        for position in state {
            let Some(node) = self.node(*position) else {
                continue;
            };
            if node.run.is_some_and(|run| run.takes(c)) {
                self.enter(*position, &mut next);
            }
            for (glyph, to) in &node.steps {
                if glyph.takes(c) {
                    self.enter(*to, &mut next);
                }
            }
        }
        sorted(next)
    }

    /// The patterns that end here, ascending.
    fn matched(&self, state: &State) -> Vec<usize> {
        let nodes = state.iter().filter_map(|position| self.node(*position));
        let mut matched: Vec<usize> = nodes.flat_map(|node| &node.ends).copied().collect();
        matched.sort_unstable();
        matched
    }

    /// Can one of the patterns from `domain` on still match?
    fn is_alive(&self, state: &State, domain: usize) -> bool {
        let mut nodes = state.iter().filter_map(|position| self.node(*position));
        // Patterns are added in their order, so those of the domain are the last at each position.
        nodes.any(|node| node.patterns.1 >= domain)
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
        let mut count = vec![0_usize; self.patterns];
        // A position that several patterns share is nobody's fault.
        let nodes = states.flatten().filter_map(|position| self.node(*position));
        for node in nodes.filter(|node| node.patterns.0 == node.patterns.1) {
            if let Some(own) = count.get_mut(node.patterns.0) {
                *own += 1;
            }
        }
        let most = count.iter().enumerate().max_by_key(|(_, own)| **own);
        most.map_or(0, |(pattern, _)| pattern)
    }

    /// The characters to try: those that a glyph at one of the positions treats unlike others, and one that none does.
    fn candidates(&self, state: &State, others: &str) -> Vec<char> {
        let mut special = Vec::new();
        for node in state.iter().filter_map(|position| self.node(*position)) {
            special.extend(node.run.into_iter().flat_map(Glyph::special));
            special.extend(node.steps.iter().flat_map(|(glyph, _)| glyph.special()));
        }
        special.sort_unstable();
        special.dedup();
        let other = others
            .chars()
            .chain('\u{e000}'..='\u{10ffff}')
            .find(|c| special.binary_search(c).is_err());
        special.extend(other);
        special
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
    let mut seen: IndexMap<State, usize> = IndexMap::from([(first.clone(), 0)]);
    let mut queue = VecDeque::from([(first, 0_usize)]);
    let mut found: Vec<Found> = Vec::new();
    let mut known: IndexSet<Vec<usize>> = IndexSet::new();
    while let Some((state, number)) = queue.pop_front() {
        let mut matched = product.matched(&state);
        let inside = matched.iter().any(|pattern| *pattern >= domain);
        matched.retain(|pattern| *pattern < domain);
        if inside && known.insert(matched.clone()) {
            found.push(Found {
                matched,
                witness: spell(&reached, number),
            });
        }
        for c in product.candidates(&state, others) {
            let next = product.step(&state, c);
            if !product.is_alive(&next, domain) || seen.contains_key(&next) {
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
