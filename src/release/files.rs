use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::text::sha256;

/// The zip's name: CfCT takes no other (CfCT 2.8.4, bucket configuration of its template, read 2026-04-08).
pub const ZIP: &str = "custom-control-tower-configuration.zip";

/// The list of checksums, in the format of `sha256sum`.
pub(super) const CHECKSUMS: &str = "SHA256SUMS";

/// Where a release says what made it.
pub(super) const PROVENANCE: &str = "provenance.json";

/// Control Tower's Region deny as it is in force after the rollout, where one is: nothing deploys it, but what is denied can't be told without it.
pub(super) const IN_FORCE: &str = "in-force/region-deny.json";

/// The catalogue of inference profiles that a release rests on, where it is not the embedded one: calls are judged by it.
pub(super) const CATALOGUE: &str = "in-force/inference-profiles.json";

/// What was in force before the rollout, as the build took it: for the replay of logs.
pub(super) const BEFORE: &str = "before/policies.json";

/// The calls that show after a rollout what is denied, and what is not.
pub(super) const SMOKE_TEST: &str = "smoke-test.sh";

/// The folder of the rules that tell afterwards what is no longer as the release left it.
pub(super) const ALARM: &str = "evidence/alarm/";

/// The files of a release by their path below its folder, `/` between the parts.
#[derive(Debug, Default)]
pub struct Files {
    by_path: BTreeMap<String, Vec<u8>>,
}

impl Files {
    /// Adds a file; a second one under the same path takes its place.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.by_path.insert(path.into(), bytes.into());
    }

    /// The files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.by_path
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The SHA-256 of the zip in hexadecimal.
    pub fn zip_sha256(&self) -> String {
        self.by_path
            .get(ZIP)
            .map_or_else(String::new, |zip| sha256(zip))
    }

    /// The content of `SHA256SUMS` for the files there are.
    pub(super) fn checksums(&self) -> String {
        let mut text = String::new();
        for (path, bytes) in self.iter() {
            let _ = writeln!(text, "{}  {path}", sha256(bytes));
        }
        text
    }
}
