use indexmap::IndexMap;

use fixedbitset::FixedBitSet;

use super::question::{OTHER_SIDE, Question, Settled};
use super::space::Space;

/// Nodes that a diagram may have.
const MOST_NODES: usize = 500_000;

/// The statements overlap in too many ways to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the statements overlap in more than {MOST_NODES} ways")]
pub struct TooManyNodes;

/// The answer to a question for every class, as a decision diagram over the dimensions in their order.
#[derive(Debug, Clone)]
pub struct Diagram {
    nodes: Vec<Node>,
    root: Next,
    /// How many groups of classes, of which the same statements speak as far as it matters, were decided.
    pub groups: usize,
}

/// A decision by one dimension. Each atom leads on by exactly one edge.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Node {
    pub(super) dimension: usize,
    pub(super) edges: Vec<(FixedBitSet, Next)>,
}

/// Where an edge leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Next {
    Leaf(u8),
    Node(usize),
}

struct Builder<'a, Q> {
    space: &'a Space,
    question: &'a Q,
    masks: &'a [u128],
    /// By dimension: the statements that this one or a later one constrains.
    later: Vec<FixedBitSet>,
    nodes: Vec<Node>,
    unique: IndexMap<Node, usize>,
    known: IndexMap<(usize, FixedBitSet, u128), Next>,
    groups: usize,
}

impl Diagram {
    /// Asks a question of every class. `masks` are the groups of each statement.
    ///
    /// # Errors
    /// The statements overlap in too many ways.
    pub fn of(
        space: &Space,
        question: &impl Question,
        masks: &[u128],
    ) -> Result<Self, TooManyNodes> {
        let mut later = vec![FixedBitSet::with_capacity(space.statements())];
        for dimension in (0..space.dimensions().len()).rev() {
            let mut set = later.last().cloned().unwrap_or_default();
            if let Some(own) = space.constrained(dimension) {
                set.union_with(own);
            }
            later.push(set);
        }
        later.reverse();
        let mut builder = Builder {
            space,
            question,
            masks,
            later,
            nodes: Vec::new(),
            unique: IndexMap::new(),
            known: IndexMap::new(),
            groups: 0,
        };
        let mut live = FixedBitSet::with_capacity(space.statements());
        live.insert_range(..);
        let root = builder.decide(0, live, 0)?;
        Ok(Self {
            nodes: builder.nodes,
            root,
            groups: builder.groups,
        })
    }

    pub(super) fn root(&self) -> Next {
        self.root
    }

    pub(super) fn node(&self, number: usize) -> Option<&Node> {
        self.nodes.get(number)
    }

    /// A diagram that is `leaf` in one product of atoms, and `other` elsewhere.
    pub(super) fn of_product(product: &[FixedBitSet], leaf: u8, other: u8) -> Self {
        let mut nodes = Vec::new();
        let mut next = Next::Leaf(leaf);
        for (dimension, set) in product.iter().enumerate().rev() {
            if set.count_zeroes(..) == 0 {
                continue;
            }
            let mut rest = set.clone();
            rest.toggle_range(..);
            nodes.push(Node {
                dimension,
                edges: vec![(set.clone(), next), (rest, Next::Leaf(other))],
            });
            next = Next::Node(nodes.len() - 1);
        }
        Self {
            nodes,
            root: next,
            groups: 1,
        }
    }

    /// Is any class answered so? And the answers that there are.
    pub fn has(&self, leaf: u8) -> bool {
        self.root == Next::Leaf(leaf)
            || self
                .nodes
                .iter()
                .any(|node| node.edges.iter().any(|(_, next)| *next == Next::Leaf(leaf)))
    }

    /// The answer for a class, given by an atom for each dimension.
    pub fn answer(&self, class: &[usize]) -> Option<u8> {
        let mut next = self.root;
        loop {
            match next {
                Next::Leaf(leaf) => return Some(leaf),
                Next::Node(number) => {
                    let node = self.node(number)?;
                    let atom = *class.get(node.dimension)?;
                    next = node.edges.iter().find(|(set, _)| set.contains(atom))?.1;
                }
            }
        }
    }
}

impl<Q: Question> Builder<'_, Q> {
    fn decide(
        &mut self,
        mut dimension: usize,
        mut live: FixedBitSet,
        mut yes: u128,
    ) -> Result<Next, TooManyNodes> {
        // What no later dimension can fail speaks of the class.
        if let Some(later) = self.later.get(dimension) {
            for statement in live.difference(later).collect::<Vec<_>>() {
                yes |= self.mask(statement);
                live.remove(statement);
            }
        }
        loop {
            let maybe = live.ones().fold(0, |all, own| all | self.mask(own));
            let lopsided = live.ones().any(|own| {
                let mask = self.mask(own);
                (mask >> OTHER_SIDE) != (mask & u128::from(u64::MAX))
            });
            match self.question.settle(yes, maybe, lopsided) {
                Settled::Leaf(leaf) => {
                    self.groups += 1;
                    return Ok(Next::Leaf(leaf));
                }
                Settled::Open { keep, yes: known } => {
                    let dropped: Vec<usize> = live
                        .ones()
                        .filter(|own| self.mask(*own) & keep == 0)
                        .collect();
                    let same = dropped.is_empty() && known == yes;
                    yes = known;
                    for own in dropped {
                        live.remove(own);
                    }
                    if same {
                        break;
                    }
                }
            }
        }
        // Nothing changes where no live statement looks.
        while self
            .space
            .constrained(dimension)
            .is_some_and(|own| own.is_disjoint(&live))
        {
            dimension += 1;
        }
        let key = (dimension, live, yes);
        if let Some(next) = self.known.get(&key) {
            return Ok(*next);
        }
        let next = self.split(dimension, &key.1, yes)?;
        self.known.insert(key, next);
        Ok(next)
    }

    fn split(
        &mut self,
        dimension: usize,
        live: &FixedBitSet,
        yes: u128,
    ) -> Result<Next, TooManyNodes> {
        let Some(values) = self.space.dimensions().get(dimension) else {
            // Every statement is constrained by some dimension, or was known before; a question that stays open has an answer of its own for that.
            return Ok(Next::Leaf(super::question::SAME));
        };
        let atoms = values.values.len();
        let mut groups: Vec<(FixedBitSet, FixedBitSet)> = Vec::new();
        let mut by_live: IndexMap<FixedBitSet, usize> = IndexMap::new();
        for atom in 0..atoms {
            let mut left = live.clone();
            if let Some(column) = self.space.column(dimension, atom) {
                left.intersect_with(column);
            }
            let group = *by_live.entry(left.clone()).or_insert_with(|| {
                groups.push((left, FixedBitSet::with_capacity(atoms)));
                groups.len() - 1
            });
            if let Some((_, set)) = groups.get_mut(group) {
                set.insert(atom);
            }
        }
        let mut edges: Vec<(FixedBitSet, Next)> = Vec::new();
        for (left, set) in groups {
            let next = self.decide(dimension + 1, left, yes)?;
            match edges.iter_mut().find(|(_, own)| *own == next) {
                Some((own, _)) => own.union_with(&set),
                None => edges.push((set, next)),
            }
        }
        if let [(_, only)] = edges.as_slice() {
            return Ok(*only);
        }
        let node = Node { dimension, edges };
        if let Some(number) = self.unique.get(&node) {
            return Ok(Next::Node(*number));
        }
        let number = self.nodes.len();
        if number >= MOST_NODES || self.known.len() >= MOST_NODES {
            return Err(TooManyNodes);
        }
        self.nodes.push(node.clone());
        self.unique.insert(node, number);
        Ok(Next::Node(number))
    }

    fn mask(&self, statement: usize) -> u128 {
        self.masks.get(statement).copied().unwrap_or(0)
    }
}
