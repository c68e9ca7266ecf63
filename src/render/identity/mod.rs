//! Identity policies: the template that is deployed, the page beside it, and how a plan tells of them.

mod plan;
mod readme;
mod stack_sets;
mod template;

pub(super) use plan::{identity_lines, identity_values};
pub use readme::identity_readme;
pub(super) use stack_sets::{stack_set_commands, stack_sets_there};
pub use template::identity_template;
