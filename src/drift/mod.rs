//! Whether an organization is still what a release made of it: attachments, texts, leftovers of earlier releases, and what Control Tower holds.

mod compare;
mod planned;
mod region_deny;
pub mod rules;

pub use compare::{Asked, compare};
pub use planned::{Planned, PlannedPolicy};

use crate::org::LivePolicy;

/// A policy's id for a command.
fn id(live: &LivePolicy) -> &str {
    live.id.as_deref().unwrap_or("POLICY_ID")
}

/// Commands that detach a policy from what it hangs on, each with `&&` behind it.
fn detach(live: &LivePolicy, targets: &[String]) -> String {
    let commands = targets.iter().map(|target| {
        format!(
            "aws organizations detach-policy --policy-id {} --target-id {target} && ",
            id(live)
        )
    });
    commands.collect::<Vec<_>>().concat()
}
