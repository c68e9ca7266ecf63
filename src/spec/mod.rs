//! The user's spec as types: raw as written, and valid.
//!
//! Knows what may be asked for and which questions make no sense; knows nothing of how a policy is composed.

mod day;
mod expectation;
mod ground;
mod loosening;
mod mode;
mod origin;
mod ou_path;
pub mod raw;
mod reach;
mod read;
pub mod rules;
pub mod schema;
mod slot;
mod valid;
mod validate;

pub use day::Day;
pub use ground::Ground;
pub use mode::{ApplicationProfiles, Decision, Destinations, Form, Geographies, Mode, Strategy};
pub use origin::Origin;
pub use ou_path::{OuPath, OuPathProblem};
pub use reach::Reach;
pub use read::read;
pub use valid::{Expectation, IamWanted, Spec, Target};
pub use validate::{Facts, validate};
