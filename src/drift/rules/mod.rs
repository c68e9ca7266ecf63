//! What a release and an organization may differ in.

pub mod attached_elsewhere;
pub mod content_changed;
pub mod control_tower_drift;
pub mod managed_edited;
pub mod not_attached;
pub mod orphan;
pub mod ou_missing;
pub mod ou_uncovered;
pub mod ou_without_target;
pub mod policy_missing;
pub mod quota_close;
pub mod region_deny_changed;
pub mod region_deny_off;
pub mod region_deny_on;
pub mod snapshot_old;
pub mod snapshot_partial;

use crate::diagnostic::Rule;

/// Has CfCT do everything again: it makes and attaches what is missing, and puts its own texts back.
pub(super) const PIPELINE: &str =
    "aws codepipeline start-pipeline-execution --name Custom-Control-Tower-CodePipeline";

/// The rules of this room.
pub static ALL: &[&Rule] = &[
    &policy_missing::RULE,
    &not_attached::RULE,
    &content_changed::RULE,
    &orphan::RULE,
    &attached_elsewhere::RULE,
    &control_tower_drift::RULE,
    &managed_edited::RULE,
    &region_deny_on::RULE,
    &region_deny_off::RULE,
    &ou_uncovered::RULE,
    &ou_without_target::RULE,
    &quota_close::RULE,
    &snapshot_old::RULE,
    &snapshot_partial::RULE,
    &ou_missing::RULE,
    &region_deny_changed::RULE,
];
