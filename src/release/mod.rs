//! A release: which files it has, and how they get to their folder without ever leaving half of one.
//!
//! The only room that writes files. What stands in them comes from the rooms below.

mod assemble;
mod files;
mod inputs;
mod owned;
mod place;
mod previous;
mod provenance;
pub mod rules;
mod shipped;

pub use assemble::{AssembleError, assemble};
pub use files::{Files, ZIP};
pub use inputs::{Input, Inputs};
pub use place::{Place, place};
pub use previous::Previous;
pub use shipped::Shipped;
