//! A clean manifest, and ways to spoil it, for the tests of this room.

use crate::diagnostic::{Diagnostic, Source};
use crate::text::{self, Node};

use super::{Package, PackageView, rules};

/// Reads a manifest.
pub(super) fn manifest(text: &str) -> Node {
    text::yaml(&Source::new("manifest.yaml", text)).expect("the test's YAML is valid")
}

/// A manifest and a package that every rule accepts.
pub(super) const CLEAN: &str = r#"# a comment
region: "eu-central-1"
version: 2021-03-15
resources:
  - name: "cris-wl"
    description: "for Workloads"
    resource_file: policies/wl.json # here
    deploy_method: scp
    deployment_targets:
      organizational_units:
        - "Workloads:Prod"
        - "Root"
  - name: "net"
    resource_file: templates/net.yaml
    parameter_file: parameters/net.json
    deploy_method: stack_set
    deployment_targets:
      accounts:
        - "012345670123"
    regions:
      - eu-central-1
"#;

/// The files that [`CLEAN`] names.
pub(super) fn files() -> Package {
    let mut package = Package::new();
    package.insert(
        "policies/wl.json",
        r#"{"Version":"2012-10-17","Statement":[]}"#,
    );
    package.insert("templates/net.yaml", "Resources:\n  A: {}\n");
    package.insert("parameters/net.json", "[]");
    package
}

/// [`CLEAN`] with a piece of it replaced.
pub(super) fn clean_but(from: &str, to: &str) -> String {
    assert!(CLEAN.contains(from), "{from} is not in the clean manifest");
    CLEAN.replacen(from, to, 1)
}

/// All findings in a manifest, beside the files of [`files`]; but for those that a spoilt path leaves unnamed.
pub(super) fn check(text: &str) -> Vec<Diagnostic> {
    let mut found = check_files(text, &files());
    found.retain(|finding| finding.rule != &rules::unreferenced_file::RULE);
    found
}

/// All findings in a manifest and files.
pub(super) fn check_files(text: &str, package: &Package) -> Vec<Diagnostic> {
    let manifest = manifest(text);
    rules::check_all(&PackageView {
        manifest: &manifest,
        files: Some(package),
        organization: None,
    })
}

/// The codes of all findings.
pub(super) fn codes(text: &str) -> Vec<&'static str> {
    check(text).iter().map(|found| found.rule.code).collect()
}
