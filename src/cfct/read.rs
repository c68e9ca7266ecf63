use crate::text::{Kind, Node};

use super::{Manifest, Resource};

impl Manifest {
    /// The manifest that a document says, if it is one of ours: nothing but service control policies on OUs, no key left out and none beyond.
    ///
    /// For reading back what [`super::emit()`] wrote; a foreign manifest may say more than these types hold.
    pub fn from_node(document: &Node) -> Option<Self> {
        keys(document, &["region", "version", "resources"])?;
        let Kind::Array(items) = &document.get("resources")?.kind else {
            return None;
        };
        (document.get("version")?.as_str()? == "2021-03-15").then_some(())?;
        Some(Self {
            region: text(document, "region")?,
            resources: items.iter().map(resource).collect::<Option<_>>()?,
        })
    }
}

pub(super) fn resource(node: &Node) -> Option<Resource> {
    keys(
        node,
        &[
            "name",
            "description",
            "resource_file",
            "deploy_method",
            "deployment_targets",
        ],
    )?;
    (node.get("deploy_method")?.as_str()? == "scp").then_some(())?;
    let targets = node.get("deployment_targets")?;
    keys(targets, &["organizational_units"])?;
    let units = targets.get("organizational_units")?.items();
    Some(Resource {
        name: text(node, "name")?,
        description: text(node, "description")?,
        resource_file: text(node, "resource_file")?,
        organizational_units: units
            .iter()
            .map(|unit| unit.as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
    })
}

/// Has the mapping these keys, and no others?
fn keys(node: &Node, names: &[&str]) -> Option<()> {
    let found = node.entries();
    (found.len() == names.len()
        && found
            .iter()
            .all(|entry| names.contains(&entry.key.as_str())))
    .then_some(())
}

pub(super) fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key)?.as_str().map(str::to_owned)
}
