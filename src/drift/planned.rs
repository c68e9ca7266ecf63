use crate::policy::Statement;
use crate::spec::Strategy;

/// What a release means an organization to be.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The release's folder, as the user named it.
    pub folder: String,
    /// What goes before the path of the manifest in its package.
    pub inner: String,
    /// Its strategy.
    pub strategy: Strategy,
    /// Its policies.
    pub policies: Vec<PlannedPolicy>,
    /// The Region deny of Control Tower's that is in force after the rollout, where one is.
    pub in_force: Option<Statement>,
}

/// A policy of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPolicy {
    /// Its name.
    pub name: String,
    /// The path of its OU.
    pub ou: String,
    /// SHA-256 of its text in hexadecimal.
    pub sha256: String,
    /// It is a tombstone, which may be gone.
    pub is_tombstone: bool,
    /// It carries a Region deny of ours.
    pub carries_region_deny: bool,
}

impl Planned {
    /// The file of a policy as a value of an AWS CLI option, for a shell.
    pub(super) fn shell_file(&self, policy: &PlannedPolicy) -> String {
        let path = format!(
            "file://{}/package/{}policies/{}.json",
            self.folder, self.inner, policy.name
        );
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+".contains(c);
        if path.chars().all(plain) {
            return path;
        }
        format!("'{}'", path.replace('\'', r"'\''"))
    }

    /// Does the release take the place of the landing-zone Region deny?
    pub(super) fn takes_over(&self) -> bool {
        matches!(self.strategy, Strategy::Replace | Strategy::OuControl)
    }
}
