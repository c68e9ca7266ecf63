//! What went wrong, as data: a rule's stable code, a message, labelled places in the user's own files, and help.
//!
//! Knows nothing of terminals, files or rules; `render` draws a [`Diagnostic`], the rooms make them.

mod finding;
mod rule;
mod source;
pub mod suggest;

pub use finding::{Diagnostic, Edit, Label};
pub use rule::{Rule, Severity};
pub use source::{Place, Source};
