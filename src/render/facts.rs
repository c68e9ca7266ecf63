use std::collections::BTreeSet;

use super::impact::Told;
use super::markdown::codes;
use crate::bedrock::{Catalogue, Feature, INFERENCE_ACTIONS};
use crate::compose::Composition;
use crate::control_tower::Baseline;
use crate::diagnostic::Diagnostic;
use crate::org::Organization;
use crate::proof::{Effect, Proof, Survey};
use crate::spec::{Form, Ground, Spec, Strategy};

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
    /// What was shown of them.
    pub proof: &'a Proof,
    /// The effects of the change, in the order of the proof's.
    pub effects: &'a [Effect<'a>],
    /// Which calls are denied before and after, in the order of the proof's effects.
    pub surveys: &'a [Survey<'a>],
    /// What was found; none of it depends on the day.
    pub findings: &'a [Diagnostic],
    /// The release before this one, if it was given.
    pub previous: Option<Earlier<'a>>,
    /// The package that the release is merged into, if it is.
    pub base: Option<&'a Beneath<'a>>,
    /// What logs say of the release, if they were asked.
    pub impact: Option<&'a Told>,
    /// The organization, if there is a snapshot of it.
    pub organization: Option<&'a Organization>,
}

/// What is said of the package that a release is merged into.
#[derive(Debug, Clone, Copy)]
pub struct Beneath<'a> {
    /// Its name.
    pub name: &'a str,
    /// SHA-256 of the zip, or for a folder of the list that `sha256sum` makes of its files.
    pub sha256: &'a str,
    /// A zip, and not a folder.
    pub is_zip: bool,
    /// The version of the S3 object that it came from, if somebody said so.
    pub version: Option<&'a str>,
}

impl<'a> Facts<'a> {
    /// What the routes of a mode are judged by.
    pub(super) fn ground(&self) -> Ground<'a> {
        self.spec.ground(self.baseline, self.catalogue)
    }

    /// Does a managed Region deny that stays on leave inference out, so that nothing holds it to the governed Regions?
    pub(super) fn inference_is_loose(&self) -> bool {
        self.spec.strategy == Strategy::Additive
            && self.baseline.leaves_inference_out(&INFERENCE_ACTIONS)
    }

    /// What a Region deny leaves out besides inference for the modes in use: ` and what their `also` names (…)`; empty if nothing.
    pub(super) fn and_features(&self) -> String {
        let actions = self.feature_actions();
        if actions.is_empty() {
            return String::new();
        }
        format!(" and what `also` names ({})", codes(actions))
    }

    /// The actions of what the modes in use name in `also`.
    pub(super) fn feature_actions(&self) -> Vec<&'static str> {
        let named = |feature: &Feature| {
            let mut modes = self.spec.modes.iter();
            modes.any(|mode| mode.also.contains(feature))
        };
        let features = Feature::ALL.into_iter().filter(named);
        features.flat_map(Feature::actions).copied().collect()
    }

    /// Are all modes of our own form?
    pub(super) fn all_strict(&self) -> bool {
        self.spec.modes.iter().all(|mode| mode.form == Form::Strict)
    }

    /// The principals (ARN patterns) that the Region deny after the rollout does not bind, the declared ones with them.
    pub(super) fn exempt_principals(&self) -> Vec<String> {
        let reference = self.spec.reference(self.baseline);
        let mut all: Vec<String> = reference
            .conditions
            .into_iter()
            .filter(|condition| condition.key.eq_ignore_ascii_case("aws:PrincipalArn"))
            .flat_map(|condition| condition.values)
            .collect();
        if self.spec.strategy != Strategy::Additive {
            for principal in &self.spec.exempt_principals {
                if !all.contains(principal) {
                    all.push(principal.clone());
                }
            }
        }
        all
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

impl Artifacts<'_> {
    /// By which people tell the release from others: the first twelve digits of the zip's hash.
    pub(super) fn short(&self) -> String {
        short(self.zip_sha256)
    }
}

/// The first twelve digits of a hash.
pub(super) fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

/// What is said of the release before.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// The SHA-256 of its zip in hexadecimal.
    pub zip_sha256: &'a str,
    /// Its strategy, as its record names it.
    pub strategy: &'a str,
    /// Must the landing-zone Region deny, which it left off, be on again before this release?
    pub managed_deny_first: bool,
    /// The OUs directly below the root that have a policy of it, and the root if its policy carries a Region deny.
    pub covered: &'a [String],
    /// The Regions that it closed for everything but inference.
    pub inference_only: &'a BTreeSet<String>,
    /// Those of them that this release neither closes nor names as governed.
    pub left_open: &'a [String],
}
