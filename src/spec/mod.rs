//! The user's spec as types: raw as written, and valid.

mod mode;

pub use mode::{ApplicationProfiles, Decision, Destinations, Geographies, Mode, Strategy};
