//! A valid spec to policies: one per target, statement by statement as section 6 of the design lists them.
//!
//! Knows how a promise is written down as statements. Never imports `promise`, which says what was promised: the two are compared, so they must not share
//! an opinion.

mod advice;
mod basis;
mod composition;
mod features;
mod identity;
mod limits;
mod probe;
mod published;
mod region_deny;
mod rows;
mod statement;
mod tombstone;

pub use advice::spec_change;
pub use basis::Basis;
pub use composition::{Composition, OnOu, SlotPolicy, compose};
pub use identity::ModeIdentity;
pub use limits::INFERENCE_ONLY_SID;
pub use probe::Probe;
pub use region_deny::REGION_DENY_SIDS;
pub use tombstone::Tombstone;
