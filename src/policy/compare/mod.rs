//! The exact comparison: which requests would two sets of policies decide differently?
//!
//! A statement sees a request only through finitely many tests: a pattern on the action, on the resource, on the value of a key, or "is the key there". So each
//! dimension of a request (action, resource, every key in use) falls into finitely many atoms that no test tells apart, found by walking the product of all
//! patterns' automata; an absent key is an atom of its own. A class is one atom of each dimension, and two sets are compared over all classes: no sampling, no
//! solver. The classes are not listed, there may be billions: a [`Diagram`] decides them in groups of those that the same statements speak of.
//!
//! Exact is exact for what a request can have ([`Space`] says what that is), and never for what AWS's text leaves open: such a test is refused, naming its
//! statement, or assumed to be a free yes or no ([`Refused`]).
//!
//! The method is that of Backes and others, "Stratified Abstraction of Access Control Policies" (CAV 2020); the sources of the semantics are in [`super::evaluate`].

mod atoms;
mod automaton;
mod diagram;
mod difference;
mod element;
mod glyph;
mod key;
mod opaque;
mod question;
mod rectangle;
mod refused;
mod sample;
mod space;
mod words;

#[cfg(test)]
mod tests;

pub use atoms::{Axis, Dimension, Probe, Probes, Value, Word, WordKind};
pub use automaton::TooManyStates;
pub use diagram::{Diagram, TooManyNodes};
pub use difference::{Change, Difference, NoDifference, Origin, Verdict, difference};
pub use question::{Both, Question, SAME, Settled, TIGHTER, WIDER};
pub use rectangle::{Cover, Rectangle, cover};
pub use refused::{Refused, Why};
pub use space::{Given, NoSpace, Space};
pub use words::{Described, Term};

pub(super) use automaton::{Product, walk};
pub(super) use glyph::{Glyph, glyphs};
