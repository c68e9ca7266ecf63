use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::text::sha256;

use super::rules::snapshot_shape;
use super::snapshot::{LivePolicy, Ou, SCHEMA, Snapshot};

/// The manifest's word for the organization's root.
const ROOT: &str = "Root";

/// What is known of an organization at one time.
#[derive(Debug, Clone, PartialEq)]
pub struct Organization {
    /// The snapshot's name, for messages.
    pub name: String,
    /// Everything that the snapshot tells, but for its policies.
    pub snapshot: Snapshot,
    /// The paths of all OUs: names below the root, joined by `:`.
    pub ous: BTreeSet<String>,
    /// The service control policies; empty if the snapshot tells none.
    pub policies: Vec<LivePolicy>,
    /// The ids of OUs by their paths, and the paths by ids; the root among them.
    ids: BTreeMap<String, String>,
    paths: BTreeMap<String, String>,
}

impl Organization {
    /// Reads a snapshot; the schema is `manifest/schema/crispack.snapshot.1.schema.json`.
    ///
    /// # Errors
    /// The text is no JSON, or no snapshot of this version; the first mistake with its place.
    pub fn read(source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let snapshot: Snapshot = serde_json::from_str(&source.text).map_err(|error| {
            let at = source.offset(error.line(), error.column());
            vec![snapshot_shape::finding(
                Place::new(source, at..at),
                &error.to_string(),
            )]
        })?;
        if snapshot.schema != SCHEMA {
            let at = source.text.find("\"schema\"").unwrap_or_default();
            return Err(vec![snapshot_shape::other(Place::new(source, at..at))]);
        }
        Ok(Self::of(source.name.clone(), snapshot))
    }

    /// That of a snapshot.
    pub fn of(name: String, mut snapshot: Snapshot) -> Self {
        let root = snapshot
            .organization
            .as_ref()
            .and_then(|own| own.root_id.clone());
        let ids: BTreeMap<String, String> = snapshot
            .organizational_units
            .iter()
            .filter_map(|ou| Some((ou.path.clone(), ou.id.clone()?)))
            .chain(root.map(|id| (ROOT.to_owned(), id)))
            .collect();
        Self {
            name,
            ous: snapshot
                .organizational_units
                .iter()
                .map(|ou| ou.path.clone())
                .collect(),
            policies: std::mem::take(&mut snapshot.policies)
                .into_iter()
                .map(hashed)
                .collect(),
            paths: ids
                .iter()
                .map(|(path, id)| (id.clone(), path.clone()))
                .collect(),
            ids,
            snapshot,
        }
    }

    /// The id of the OU at a path, or of the root.
    pub fn id_of(&self, path: &str) -> Option<&str> {
        self.ids.get(path).map(String::as_str)
    }

    /// The path of the OU with an id.
    pub fn path_of(&self, id: &str) -> Option<&str> {
        self.paths.get(id).map(String::as_str)
    }

    /// Is there surely no policy of this name? Not if the snapshot tells nothing of policies.
    pub fn lacks(&self, policy: &str) -> bool {
        !self.policies.is_empty() && self.policies.iter().all(|own| own.name != policy)
    }

    /// The policy of a name.
    pub fn policy(&self, name: &str) -> Option<&LivePolicy> {
        self.policies.iter().find(|own| own.name == name)
    }

    /// The accounts, but for the management account.
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        let identity = self.snapshot.organization.as_ref();
        let management = identity.and_then(|own| own.management_account.as_deref());
        let at_root = identity.map_or(&[][..], |own| &own.root_accounts);
        let in_ous = self.snapshot.organizational_units.iter();
        let all = in_ous.flat_map(|ou| &ou.accounts).chain(at_root);
        all.map(String::as_str)
            .filter(move |own| Some(*own) != management)
    }

    /// The OUs directly below the root.
    pub fn tops(&self) -> impl Iterator<Item = &Ou> {
        let ous = self.snapshot.organizational_units.iter();
        ous.filter(|ou| !ou.path.contains(':'))
    }
}

/// A policy with the hash of its text, whatever the snapshot says of that.
fn hashed(mut policy: LivePolicy) -> LivePolicy {
    if let Some(content) = &policy.content {
        policy.sha256 = Some(sha256(content.as_bytes()));
    }
    policy
}

#[cfg(test)]
mod tests {
    use super::Organization;
    use crate::diagnostic::Source;

    fn read(text: &str) -> Result<Organization, Vec<&'static str>> {
        Organization::read(&Source::new("org-snapshot.json", text))
            .map_err(|found| found.iter().map(|finding| finding.rule.code).collect())
    }

    #[test]
    fn ous_and_policies_are_read() {
        let read = read(
            r#"{"schema":"crispack.snapshot/1","organizational_units":[{"path":"A:B","id":"ou-1"}],
            "policies":[{"name":"FullAWSAccess","attached_to":["Root","A:B"]}]}"#,
        )
        .unwrap();
        assert!(read.ous.contains("A:B"));
        assert!(read.policies[0].attached_to.contains("Root"));
        assert_eq!(read.id_of("A:B"), Some("ou-1"));
        assert_eq!(read.path_of("ou-1"), Some("A:B"));
        assert!(read.lacks("other") && !read.lacks("FullAWSAccess"));
    }

    #[test]
    fn what_is_no_snapshot_is_refused() {
        for text in [
            "{}",
            r#"{"schema":"crispack.snapshot/1"}"#,
            r#"{"schema":"crispack.snapshot/2","organizational_units":[]}"#,
            r#"{"schema":"crispack.snapshot/1","organizational_units":[{},{}]}"#,
            "é",
            "",
        ] {
            assert_eq!(read(text).unwrap_err(), ["CRP290"], "{text}");
        }
    }
}
