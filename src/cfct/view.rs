use crate::text::{Kind, Node};

use crate::diagnostic::Place;
use crate::org::Organization;

use super::Files;

/// A package as the rules see it: the manifest with its places, and the files, when there are any to look at.
#[derive(Clone, Copy)]
pub struct PackageView<'a> {
    /// The manifest, its source text included.
    pub manifest: &'a Node,
    /// The files; `None` if only a manifest was given, and then nothing is said about files.
    pub files: Option<&'a dyn Files>,
    /// The organization that it is for; `None` if nobody said, and then no OU is called unknown.
    pub organization: Option<&'a Organization>,
}

impl<'a> PackageView<'a> {
    /// The resources that are mappings; anything else is for the schema to refuse.
    pub(super) fn resources(self) -> impl Iterator<Item = ResourceView<'a>> {
        list(self.manifest.get("resources"))
            .iter()
            .filter(|node| matches!(node.kind, Kind::Object(_)))
            .map(|node| ResourceView { node })
    }

    /// The policies with the files that hold them, of either format.
    pub fn policies(self) -> impl Iterator<Item = PolicyFile<'a>> {
        let former = list(self.manifest.get("organization_policies"))
            .iter()
            .filter(move |_| self.is_version_1())
            .filter_map(|node| {
                Some(PolicyFile {
                    name: node.get("name")?.as_str()?,
                    name_place: node.get("name")?.place(),
                    path: node.get("policy_file")?.as_str()?,
                    place: node.get("policy_file")?.place(),
                    is_scp: true,
                    ous: list(node.get("apply_to_accounts_in_ou")),
                })
            });
        self.resources()
            .filter(|resource| resource.is_policy())
            .filter_map(|resource| {
                Some(PolicyFile {
                    name: resource.text("name").unwrap_or_default(),
                    name_place: resource.node.get("name").unwrap_or(resource.node).place(),
                    path: resource.text("resource_file")?,
                    place: resource.node.get("resource_file")?.place(),
                    is_scp: resource.method() == "scp",
                    ous: resource.targets("organizational_units"),
                })
            })
            .chain(former)
    }

    /// Every OU that is named, of either format.
    pub(super) fn ous(self) -> impl Iterator<Item = &'a Node> {
        let former = list(self.manifest.get("organization_policies"))
            .iter()
            .filter(move |_| self.is_version_1())
            .flat_map(|node| list(node.get("apply_to_accounts_in_ou")));
        let own = self.resources();
        own.flat_map(|resource| resource.targets("organizational_units"))
            .chain(former)
    }

    /// The files that stack sets name for their templates, of either format.
    pub fn template_files(self) -> impl Iterator<Item = &'a str> {
        let former = list(self.manifest.get("cloudformation_resources")).iter();
        self.resources()
            .filter(|resource| resource.is_stack_set())
            .filter_map(|resource| resource.text("resource_file"))
            .chain(former.filter_map(|node| node.get("template_file")?.as_str()))
    }

    /// The files that stack sets name for their parameters, of either format.
    pub fn parameter_files(self) -> impl Iterator<Item = &'a str> {
        let former = list(self.manifest.get("cloudformation_resources")).iter();
        self.resources()
            .filter(|resource| resource.is_stack_set())
            .filter_map(|resource| resource.text("parameter_file"))
            .chain(former.filter_map(|node| node.get("parameter_file")?.as_str()))
    }

    /// Whether the manifest is one of CfCT's former format, which has other keys throughout.
    pub(super) fn is_version_1(self) -> bool {
        self.manifest.get("version").and_then(Node::as_str) == Some("2020-01-01")
    }
}

/// A policy of the manifest with the file that holds it.
#[derive(Debug, Clone)]
pub struct PolicyFile<'a> {
    /// The policy's name.
    pub name: &'a str,
    /// Where it stands.
    pub name_place: Place,
    /// The file, as the manifest spells it.
    pub path: &'a str,
    /// Where the manifest names it.
    pub place: Place,
    /// A service control policy; otherwise a resource control policy.
    pub is_scp: bool,
    /// The OUs that it is attached to.
    pub ous: &'a [Node],
}

/// One entry of `resources`.
#[derive(Debug, Clone, Copy)]
pub(in crate::cfct) struct ResourceView<'a> {
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
