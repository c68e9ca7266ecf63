use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source};
use crate::text::{self, Node};

use super::rules::snapshot_shape;

/// What is known of an organization at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// The snapshot's name, for messages.
    pub name: String,
    /// The paths of all OUs: names below the root, joined by `:`.
    pub ous: BTreeSet<String>,
    /// The service control policies; empty if the snapshot tells none.
    pub policies: Vec<LivePolicy>,
}

/// A service control policy that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivePolicy {
    /// Its name.
    pub name: String,
    /// The paths of the OUs it hangs on; `Root` for the root. Accounts are left out.
    pub attached_to: BTreeSet<String>,
}

impl Organization {
    /// Reads a snapshot; the schema is `manifest/schema/crispack.snapshot.1.schema.json`.
    ///
    /// # Errors
    /// The text is no JSON, or no snapshot of this version; every mistake with its place.
    pub fn read(source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let document = text::json(source)?;
        if document.get("schema").and_then(Node::as_str) != Some("crispack.snapshot/1") {
            return Err(vec![snapshot_shape::other(&document)]);
        }
        let mut found = Vec::new();
        let ous = document.get("organizational_units");
        let Some(ous) = ous.filter(|node| node.is_list()) else {
            return Err(vec![snapshot_shape::missing(
                &document,
                "organizational_units",
            )]);
        };
        let policies = document.get("policies").map_or(&[][..], Node::items);
        let mut text = |node: &Node, key: &str| match node.get(key).and_then(Node::as_str) {
            Some(text) => text.to_owned(),
            None => {
                found.push(snapshot_shape::missing(node, key));
                String::new()
            }
        };
        let ous = ous.items().iter().map(|ou| text(ou, "path")).collect();
        let policies = policies
            .iter()
            .map(|policy| LivePolicy {
                name: text(policy, "name"),
                attached_to: policy
                    .get("attached_to")
                    .map_or(&[][..], Node::items)
                    .iter()
                    .filter_map(|ou| ou.as_str().map(str::to_owned))
                    .collect(),
            })
            .collect();
        if !found.is_empty() {
            return Err(found);
        }
        Ok(Self {
            name: source.name.clone(),
            ous,
            policies,
        })
    }
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
    }

    #[test]
    fn what_is_no_snapshot_is_refused() {
        assert_eq!(read("{}").unwrap_err(), ["CRP290"]);
        assert_eq!(
            read(r#"{"schema":"crispack.snapshot/1"}"#).unwrap_err(),
            ["CRP290"]
        );
        assert_eq!(
            read(r#"{"schema":"crispack.snapshot/1","organizational_units":[{},{}]}"#).unwrap_err(),
            ["CRP290", "CRP290"]
        );
    }
}
