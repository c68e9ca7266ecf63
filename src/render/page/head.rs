use crate::render::facts::{Artifacts, Facts};
use crate::render::prose::{Prose, prose};
use crate::render::report::aim;
use crate::render::visible::visible;
use crate::text::sha256;

/// What the page is about, and by which it is told from others.
pub(super) struct Head<'a> {
    pub(super) strategy: &'a str,
    pub(super) aim: Prose,
    /// `5 organizational units`.
    pub(super) units: String,
    pub(super) home_region: &'a str,
    pub(super) governed: Vec<&'a str>,
    pub(super) inference_only: Vec<&'a str>,
    /// The SHA-256 of the zip.
    pub(super) zip_sha256: &'a str,
    /// The day of the catalogue.
    pub(super) as_of: &'a str,
    /// The SHA-256 of the catalogue.
    pub(super) catalogue_sha256: String,
    /// `region-deny.json`.
    pub(super) baseline: String,
    /// The Region deny is a published text, not the organization's own.
    pub(super) is_builtin: bool,
    /// What stands for before is assumed.
    pub(super) is_assumed: bool,
}

impl<'a> Head<'a> {
    pub(super) fn of(facts: Facts<'a>, artifacts: Artifacts<'a>) -> Self {
        let spec = facts.spec;
        Self {
            strategy: spec.strategy.as_str(),
            aim: prose(aim(spec.strategy)),
            units: match spec.targets.len() {
                1 => "1 organizational unit".to_owned(),
                more => format!("{more} organizational units"),
            } + &match facts.composition.tombstones.len() {
                0 => String::new(),
                more => format!(", {more} retired (policies that deny nothing any more),"),
            },
            home_region: &spec.home_region,
            governed: spec.working.iter().map(String::as_str).collect(),
            inference_only: spec.inference_only.iter().map(String::as_str).collect(),
            zip_sha256: artifacts.zip_sha256,
            as_of: &facts.catalogue.as_of,
            catalogue_sha256: sha256(facts.catalogue.text.as_bytes()),
            baseline: visible(facts.baseline.file_name()),
            is_builtin: facts.baseline.is_builtin(),
            is_assumed: facts.proof.assumed,
        }
    }
}
