use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bedrock::Partition;
use crate::diagnostic::Place;
use crate::policy::Quota;

use super::mode::{Mode, Strategy};
use super::ou_path::OuPath;

/// A spec in which every name is resolved and every promise can be kept.
///
/// Invariant: made by [`super::validate()`] only, from input without an error.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Control Tower's home Region, one of `working`.
    pub home_region: String,
    /// The partition of every Region here.
    pub partition: Partition,
    /// How the modes meet the managed Region deny.
    pub strategy: Strategy,
    /// The working Regions.
    pub working: BTreeSet<String>,
    /// The modes that a target has, sorted by name.
    pub modes: Vec<Arc<Mode>>,
    /// The targets in the order of the spec, each with a slot and a policy name of its own.
    pub targets: Vec<Target>,
    /// The size limit of a policy.
    pub quota: Quota,
}

impl Spec {
    /// What the name of every policy begins with, the hyphen included.
    pub fn name_prefix(&self) -> &str {
        self.targets
            .first()
            .and_then(|target| target.policy_name.strip_suffix(&target.slot))
            .unwrap_or_default()
    }
}

/// An organizational unit with its mode and its policy's name.
#[derive(Debug, Clone)]
pub struct Target {
    /// The OU.
    pub ou: OuPath,
    /// What it may use.
    pub mode: Arc<Mode>,
    /// The part of the policy name that belongs to the OU for life.
    pub slot: String,
    /// The name of the policy in AWS Organizations: name prefix, hyphen, slot.
    pub policy_name: String,
    /// Why, as the spec says it.
    pub reason: Option<String>,
    /// The last day, as the spec says it.
    pub until: Option<String>,
    /// Where the spec names it.
    pub place: Option<Place>,
}
