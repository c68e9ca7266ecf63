//! What happened: AccessDenied messages and CloudTrail events, turned into the calls that they are about, and judged.
//!
//! A text that is not understood is said to be so; nothing in it is guessed.

mod candidates;
mod denial;
mod event;
mod explanation;
pub mod log;
pub mod replay;
pub mod rules;

pub use candidates::{Candidate, Known};
pub use denial::{Denial, PolicyKind, Reason, denial};
pub use event::{Event, event};
pub use explanation::{Explanation, Verdict, explain};
