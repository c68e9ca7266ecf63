use crate::text::{Kind, Node};

use super::Package;

/// A package as the rules see it: the manifest with its places, and the files, when there are any to look at.
#[derive(Debug, Clone, Copy)]
pub struct PackageView<'a> {
    /// The manifest, its source text included.
    pub manifest: &'a Node,
    /// The files; `None` if only a manifest was given, and then nothing is said about files.
    pub package: Option<&'a Package>,
}

impl<'a> PackageView<'a> {
    /// The resources that are mappings; anything else is for the schema to refuse.
    pub(super) fn resources(self) -> impl Iterator<Item = ResourceView<'a>> {
        list(self.manifest.get("resources"))
            .iter()
            .filter(|node| matches!(node.kind, Kind::Object(_)))
            .map(|node| ResourceView { node })
    }

    /// Whether the manifest is one of CfCT's former format, which has other keys throughout.
    pub(super) fn is_version_1(self) -> bool {
        self.manifest.get("version").and_then(Node::as_str) == Some("2020-01-01")
    }
}

/// One entry of `resources`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ResourceView<'a> {
    /// The mapping.
    pub(super) node: &'a Node,
}

impl<'a> ResourceView<'a> {
    /// `deploy_method`, if it is a string.
    pub(super) fn method(self) -> &'a str {
        self.text("deploy_method").unwrap_or_default()
    }

    /// Whether it becomes a policy of Organizations.
    pub(super) fn is_policy(self) -> bool {
        matches!(self.method(), "scp" | "rcp")
    }

    /// Whether it becomes a stack set.
    pub(super) fn is_stack_set(self) -> bool {
        self.method() == "stack_set"
    }

    /// A string of the resource.
    pub(super) fn text(self, key: &str) -> Option<&'a str> {
        self.node.get(key).and_then(Node::as_str)
    }

    /// The items of a list under `deployment_targets`.
    pub(super) fn targets(self, key: &str) -> &'a [Node] {
        list(
            self.node
                .get("deployment_targets")
                .and_then(|targets| targets.get(key)),
        )
    }

    /// For messages: `` `name` ``, or a phrase where there is no name.
    pub(super) fn title(self) -> String {
        self.text("name")
            .map_or_else(|| "a resource".to_owned(), |name| format!("`{name}`"))
    }
}

/// The items of a list; of anything else, none.
pub(super) fn list(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.kind) {
        Some(Kind::Array(items)) => items,
        _ => &[],
    }
}
