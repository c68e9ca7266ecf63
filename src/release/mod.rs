//! A release: which files it has, and how they get to their folder without ever leaving half of one.
//!
//! The only room that writes files. What stands in them comes from the rooms below.

mod against;
mod assemble;
mod back;
mod base;
mod before;
mod delivered;
mod evidence;
mod files;
mod identities;
mod inputs;
mod ledger;
mod others;
mod ou_control;
mod owned;
mod place;
mod previous;
mod provenance;
pub mod rules;
mod scopes;
mod shipped;
mod slots;
mod without_spec;

pub use against::{covered_by, held_against, profile_changes, reached, worst_state};
pub use assemble::{AssembleError, assemble, resources};
pub use back::{NotRestored, Restore};
pub use base::{Base, Merged};
pub use delivered::{Delivered, deliveries};
pub use files::{Files, ZIP};
pub use identities::{delivered, name_taken, too_large, unreached};
pub use inputs::{Input, Inputs, had_input};
pub use ledger::{Entry, Held, LOCK, Ledger};
pub use place::{Place, place, write_whole};
pub use previous::Previous;
pub use scopes::Rollout;
pub use shipped::Shipped;
pub use slots::{Slots, Wanted};
pub use without_spec::take_out;
