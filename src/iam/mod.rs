//! Identity policies that let a role make calls through inference profiles, and nothing else: the other half of what service control policies leave open.
//!
//! Knows what AWS asks an identity policy for, call by call, and holds what it wrote against the hops of every call of the catalogue. Knows nothing of templates,
//! releases and files.

mod check;
mod granted;
mod grants;
mod identity;
mod limit;
pub mod rules;
mod statements;

#[cfg(test)]
mod tests;

pub use check::{Checked, Wrong, check, with_identity};
pub use granted::calls_of;
pub use grants::{Grants, TooLarge};
pub use identity::Identity;
pub use limit::{MANAGED_POLICIES, MANAGED_POLICY, counted};
pub use statements::{Bearer, policy};
