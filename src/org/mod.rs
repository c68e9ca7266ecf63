//! The organization as it is: its OUs and which policies hang on them, read from a snapshot.

mod organization;
pub mod rules;

pub use organization::{LivePolicy, Organization};
