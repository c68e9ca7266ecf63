//! What a build shows of the policies that it made, before it ships them. The only room that may know both composer and promise.

mod certificate;
mod effect;
mod expect;
mod identities;
mod ids;
mod kept;
mod label;
mod live;
mod managed;
mod prove;
mod rollout;
mod survey;
mod time;
mod touched;
pub mod rules;

pub use certificate::Disagreement;
pub use effect::{Effect, NoEffect, Witness};
pub use expect::{After, check_expectations};
pub use identities::denied_by;
pub use kept::{Broken, Kept, NotShown, keeps};
pub use label::Label;
pub use live::{Live, LiveEffect};
pub use prove::{
    Before, MANAGED_DENY, Managed, NotProved, Proof, ProvedEffect, ProvedMode, assumed, prove,
};
pub use survey::{NEW_FAMILY, Survey, survey};
pub use time::{Gap, NotSteady, Step, steady};
