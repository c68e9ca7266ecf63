//! Events of a log put to the policies before and after a change: which calls would no longer, or newly, be denied, and which left the Regions that are allowed.
//!
//! Two steps: however many events there are, a [`Tally`] holds each kind of call once, with its counts; then [`replay`] judges each kind. What cannot be judged is counted by its
//! reason, never left out.

mod count;
mod kind;
mod outcome;
mod question;
mod reason;
mod run;
mod scope;
mod tally;
mod texts;
mod verdict;
mod what;
mod window;

pub use count::{Count, Moment};
pub use kind::{Kind, Operation};
pub use outcome::{Impact, Row, Targets, Unjudged};
pub use reason::NotJudged;
pub use run::{Ground, replay};
pub use scope::{Allowed, Scope, Scopes, Sides};
pub use tally::Tally;
pub use texts::Text;
pub use verdict::Verdict;
pub use window::Window;
