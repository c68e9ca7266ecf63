//! Whether an organization is still what a release made of it: attachments, texts, leftovers of earlier releases, and what Control Tower holds.

mod compare;
mod planned;
mod region_deny;
pub mod rules;

pub use compare::{Asked, compare};
pub use planned::{Planned, PlannedPolicy};

use crate::org::LivePolicy;

/// An id for a command; a placeholder for what a shell would not take as one word.
fn word<'a>(id: Option<&'a str>, placeholder: &'a str) -> &'a str {
    let is_id = |text: &&str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    id.filter(is_id).unwrap_or(placeholder)
}

/// A policy's id for a command.
fn id(live: &LivePolicy) -> &str {
    word(live.id.as_deref(), "POLICY_ID")
}

/// Commands that detach a policy from what it hangs on, each with `&&` behind it.
fn detach(live: &LivePolicy, targets: &[String]) -> String {
    let commands = targets.iter().map(|target| {
        format!(
            "aws organizations detach-policy --policy-id {} --target-id {} && ",
            id(live),
            word(Some(target), "TARGET_ID")
        )
    });
    commands.collect::<Vec<_>>().concat()
}
