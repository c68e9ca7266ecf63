use crate::bedrock::{Catalogue, INFERENCE_ACTIONS};
use crate::compose::Composition;
use crate::control_tower::Baseline;
use crate::diagnostic::Diagnostic;
use crate::spec::Spec;

/// What a report is about.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What was asked for.
    pub spec: &'a Spec,
    /// The managed Region deny.
    pub baseline: &'a Baseline,
    /// Profiles and Regions, with a date.
    pub catalogue: &'a Catalogue,
    /// The policies.
    pub composition: &'a Composition,
    /// What was found; none of it depends on the day.
    pub findings: &'a [Diagnostic],
}

impl Facts<'_> {
    /// Does the Region deny hold inference to the governed Regions, as Control Tower writes it?
    pub(super) fn inference_is_held(&self) -> bool {
        !self.baseline.leaves_inference_out(&INFERENCE_ACTIONS)
    }
}

/// Names and hashes of what a runbook handles.
#[derive(Debug, Clone, Copy)]
pub struct Artifacts<'a> {
    /// The zip's file name, which is also its S3 key.
    pub zip: &'a str,
    /// The zip's SHA-256 in hexadecimal.
    pub zip_sha256: &'a str,
}
