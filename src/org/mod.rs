//! The organization as it is: its OUs, policies, controls and inference profiles, asked for call by call or read from a snapshot.
//!
//! Runs nothing itself: whoever answers the calls is given (`Fetch`).

mod call;
mod calls;
mod collect;
mod organization;
mod ou_control;
mod region_deny;
pub mod rules;
mod snapshot;

pub use call::{Call, Fetch};
pub use calls::{Asked, calls};
pub use collect::collect;
pub use organization::Organization;
pub use ou_control::{Change, Standing};
pub use region_deny::{LiveRegionDeny, MANAGED, region_denies, unread_region_denies};
pub use snapshot::{
    ControlTower, EnabledControl, Identity, LandingZone, LivePolicy, LiveProfile, Missing, Ou,
    Snapshot,
};
