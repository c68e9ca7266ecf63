//! The classes with one answer as rectangles: a set of atoms of each dimension, all combinations of which have that answer.

use indexmap::{IndexMap, IndexSet};

use std::cmp::Ordering;

use fixedbitset::FixedBitSet;

use super::diagram::{Diagram, Next};
use super::space::Space;

/// A product of atoms, one set for each dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rectangle {
    /// The atoms, by dimension.
    pub atoms: Vec<FixedBitSet>,
    /// A class in it that no rectangle before it has.
    pub class: Vec<usize>,
}

/// Rectangles that may overlap, and have together every class with one answer and no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The rectangles; none can be left out, and none be made larger.
    pub rectangles: Vec<Rectangle>,
    /// They are all: nothing with that answer is left, which was looked for. Otherwise there were too many to list.
    pub whole: bool,
}

/// Covers the classes with one answer: a class that is not covered yet is widened, dimension by dimension, as far as the answer stays; until nothing is left.
pub fn cover(space: &Space, diagram: &Diagram, leaf: u8, most: usize) -> Cover {
    let mut rectangles: Vec<Rectangle> = Vec::new();
    let whole = loop {
        let sets: Vec<&[FixedBitSet]> = rectangles.iter().map(|own| &*own.atoms).collect();
        let Some(class) = Search::new(space, diagram, leaf, &sets).first() else {
            break true;
        };
        if rectangles.len() == most {
            break false;
        }
        let atoms = widened(space, diagram, leaf, &class);
        rectangles.push(Rectangle { atoms, class });
    };
    // A later one may have made an earlier one needless.
    let mut number = 0;
    while let Some(own) = rectangles.get(number) {
        let rest = rectangles.iter().enumerate();
        let rest: Vec<&[FixedBitSet]> = rest
            .filter(|(other, _)| *other != number)
            .map(|(_, own)| &*own.atoms)
            .collect();
        let product = Diagram::of_product(&own.atoms, 1, 0);
        match Search::new(space, &product, 1, &rest).first() {
            None => {
                rectangles.remove(number);
            }
            Some(class) => {
                if let Some(own) = rectangles.get_mut(number) {
                    own.class = class;
                }
                number += 1;
            }
        }
    }
    Cover { rectangles, whole }
}

/// Looks for a class with an answer that no rectangle has.
struct Search<'a> {
    space: &'a Space,
    diagram: &'a Diagram,
    leaf: u8,
    rectangles: &'a [&'a [FixedBitSet]],
    /// What was looked through in vain: from a dimension on, below a node, with these rectangles still holding the class.
    in_vain: IndexSet<(usize, Next, Vec<usize>)>,
}

impl<'a> Search<'a> {
    fn new(
        space: &'a Space,
        diagram: &'a Diagram,
        leaf: u8,
        rectangles: &'a [&'a [FixedBitSet]],
    ) -> Self {
        Self {
            space,
            diagram,
            leaf,
            rectangles,
            in_vain: IndexSet::new(),
        }
    }

    fn first(mut self) -> Option<Vec<usize>> {
        let all = (0..self.rectangles.len()).collect();
        let mut class = Vec::new();
        self.look(0, self.diagram.root(), all, &mut class)
            .then_some(class)
    }

    fn look(
        &mut self,
        dimension: usize,
        next: Next,
        holding: Vec<usize>,
        class: &mut Vec<usize>,
    ) -> bool {
        if matches!(next, Next::Leaf(leaf) if leaf != self.leaf) {
            return false;
        }
        let Some(own) = self.space.dimensions().get(dimension) else {
            return holding.is_empty();
        };
        let key = (dimension, next, holding);
        if self.in_vain.contains(&key) {
            return false;
        }
        let holding = &key.2;
        let edges = match next {
            Next::Node(number) => self
                .diagram
                .node(number)
                .filter(|node| node.dimension == dimension),
            Next::Leaf(_) => None,
        };
        let mut tried: Vec<(Next, Vec<usize>)> = Vec::new();
        for atom in 0..own.values.len() {
            let below = match edges {
                None => Some(next),
                Some(node) => node
                    .edges
                    .iter()
                    .find(|(set, _)| set.contains(atom))
                    .map(|(_, next)| *next),
            };
            let Some(below) = below else { continue };
            let left: Vec<usize> = holding
                .iter()
                .copied()
                .filter(|number| self.has(*number, dimension, atom))
                .collect();
            let step = (below, left);
            if tried.contains(&step) {
                continue;
            }
            class.push(atom);
            if self.look(dimension + 1, step.0, step.1.clone(), class) {
                return true;
            }
            class.pop();
            tried.push(step);
        }
        self.in_vain.insert(key);
        false
    }

    fn has(&self, rectangle: usize, dimension: usize, atom: usize) -> bool {
        let sets = self.rectangles.get(rectangle);
        sets.and_then(|sets| sets.get(dimension))
            .is_some_and(|set| set.contains(atom))
    }
}

/// The largest rectangle around a class that is found by widening the last dimension first: keys are left out before resource and action are.
fn widened(space: &Space, diagram: &Diagram, leaf: u8, class: &[usize]) -> Vec<FixedBitSet> {
    let dimensions = space.dimensions();
    let mut atoms: Vec<FixedBitSet> = dimensions
        .iter()
        .zip(class)
        .map(|(dimension, atom)| {
            let mut set = FixedBitSet::with_capacity(dimension.values.len());
            set.insert(*atom);
            set
        })
        .collect();
    for (number, dimension) in dimensions.iter().enumerate().rev() {
        let mut widen = Widen {
            diagram,
            leaf,
            atoms: &atoms,
            free: number,
            size: dimension.values.len(),
            inside: IndexMap::new(),
            wide: IndexMap::new(),
        };
        let wide = widen.at(diagram.root());
        if let Some(own) = atoms.get_mut(number) {
            *own = wide;
        }
    }
    atoms
}

struct Widen<'a> {
    diagram: &'a Diagram,
    leaf: u8,
    atoms: &'a [FixedBitSet],
    /// The dimension that is widened.
    free: usize,
    size: usize,
    inside: IndexMap<usize, bool>,
    wide: IndexMap<usize, FixedBitSet>,
}

impl Widen<'_> {
    /// The atoms of the free dimension with which all of the rectangle has the answer.
    fn at(&mut self, next: Next) -> FixedBitSet {
        let whole = |yes: bool, size: usize| {
            let mut set = FixedBitSet::with_capacity(size);
            if yes {
                set.insert_range(..);
            }
            set
        };
        let Next::Node(number) = next else {
            return whole(next == Next::Leaf(self.leaf), self.size);
        };
        if let Some(wide) = self.wide.get(&number) {
            return wide.clone();
        }
        let Some(node) = self.diagram.node(number) else {
            return whole(false, self.size);
        };
        let wide = match node.dimension.cmp(&self.free) {
            Ordering::Greater => whole(self.inside(next), self.size),
            Ordering::Equal => {
                let mut wide = whole(false, self.size);
                for (set, below) in &node.edges {
                    if self.inside(*below) {
                        wide.union_with(set);
                    }
                }
                wide
            }
            Ordering::Less => {
                let mut wide = whole(true, self.size);
                for (set, below) in &node.edges {
                    if self.touches(node.dimension, set) {
                        let below = self.at(*below);
                        wide.intersect_with(&below);
                    }
                }
                wide
            }
        };
        self.wide.insert(number, wide.clone());
        wide
    }

    /// Has all of the rectangle below a node the answer?
    fn inside(&mut self, next: Next) -> bool {
        let Next::Node(number) = next else {
            return next == Next::Leaf(self.leaf);
        };
        if let Some(inside) = self.inside.get(&number) {
            return *inside;
        }
        let Some(node) = self.diagram.node(number) else {
            return false;
        };
        let inside = node
            .edges
            .iter()
            .all(|(set, below)| !self.touches(node.dimension, set) || self.inside(*below));
        self.inside.insert(number, inside);
        inside
    }

    fn touches(&self, dimension: usize, set: &FixedBitSet) -> bool {
        self.atoms
            .get(dimension)
            .is_some_and(|own| !own.is_disjoint(set))
    }
}
