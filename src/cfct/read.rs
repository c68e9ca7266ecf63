use crate::text::{Kind, Node};

use super::{Manifest, Resource, StackSet};

impl Manifest {
    /// The manifest that a document says, if it is one of ours: service control policies on OUs and stack sets in them, no key left out and none beyond.
    ///
    /// For reading back what [`super::emit()`] wrote; a foreign manifest may say more than these types hold.
    pub fn from_node(document: &Node) -> Option<Self> {
        keys(document, &["region", "version", "resources"])?;
        let Kind::Array(items) = &document.get("resources")?.kind else {
            return None;
        };
        (document.get("version")?.as_str()? == "2021-03-15").then_some(())?;
        let (resources, stack_sets) = entries(items.iter())?;
        Some(Self {
            region: text(document, "region")?,
            resources,
            stack_sets,
        })
    }
}

/// Policies and stack sets, each in their order; `None`: one of them says something else than ours do.
pub(super) fn entries<'n>(
    nodes: impl Iterator<Item = &'n Node>,
) -> Option<(Vec<Resource>, Vec<StackSet>)> {
    let (mut resources, mut stack_sets) = (Vec::new(), Vec::new());
    for node in nodes {
        match node.get("deploy_method")?.as_str()? {
            "scp" => resources.push(resource(node)?),
            "stack_set" => stack_sets.push(stack_set(node)?),
            _ => return None,
        }
    }
    Some((resources, stack_sets))
}

const KEYS: [&str; 6] = [
    "name",
    "description",
    "resource_file",
    "deploy_method",
    "deployment_targets",
    "regions",
];

fn resource(node: &Node) -> Option<Resource> {
    let [own @ .., _] = KEYS;
    keys(node, &own)?;
    Some(Resource {
        name: text(node, "name")?,
        description: text(node, "description")?,
        resource_file: text(node, "resource_file")?,
        organizational_units: units(node)?,
    })
}

fn stack_set(node: &Node) -> Option<StackSet> {
    keys(node, &KEYS)?;
    Some(StackSet {
        name: text(node, "name")?,
        description: text(node, "description")?,
        resource_file: text(node, "resource_file")?,
        organizational_units: units(node)?,
        regions: texts(node.get("regions")?)?,
    })
}

fn units(node: &Node) -> Option<Vec<String>> {
    let targets = node.get("deployment_targets")?;
    keys(targets, &["organizational_units"])?;
    texts(targets.get("organizational_units")?)
}

fn texts(list: &Node) -> Option<Vec<String>> {
    let items = list.items().iter();
    items.map(|item| item.as_str().map(str::to_owned)).collect()
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
