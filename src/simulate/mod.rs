//! Questions put to policies: a whole call in every world, a matrix of calls, a batch of requests.
//!
//! Knows how a call of inference becomes requests and what their judgements mean together. Knows nothing of specs, releases and files: policies come as
//! [`Levels`](crate::policy::Levels).

pub mod batch;
mod call;
mod calls;
mod kinds;
mod matrix;
mod path;
mod places;
mod principal;
pub mod rules;
mod samples;

pub use call::{CallJudgement, Ending, HopJudgement, World, judge_call};
pub use calls::{CallClass, Calls, Way};
pub use matrix::{Cell, Matrix, Row, matrix};
pub use path::{Hung, path, path_of_any};
pub use places::Places;
pub use principal::{Bound, Principal};
pub use samples::{Sample, of_nobody, samples};
