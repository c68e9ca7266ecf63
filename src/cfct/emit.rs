use super::quote::quoted;
use super::{Manifest, Resource, StackSet};

const HEADER: &str = "\
# Made by crispack: a change made here is lost with the next build.
# Uploading this package replaces the whole CfCT configuration; what is not in it is no longer managed.
";

/// How far things are indented in a list of resources, in blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Indentation {
    /// The dash of a resource.
    pub(super) dash: usize,
    /// From the dash to the resource's keys.
    pub(super) key: usize,
    /// From a key to the keys of the mapping below it.
    pub(super) mapping: usize,
    /// From a key to the dashes of the list below it.
    pub(super) list: usize,
}

/// That of our own manifests.
pub(super) const OURS: Indentation = Indentation {
    dash: 2,
    key: 2,
    mapping: 2,
    list: 2,
};

/// The manifest as text, in the one form that CfCT's two YAML readers and its file check take alike.
///
/// Strings are double-quoted, `version` and the paths plain, lists in block style, and no item begins with its path.
/// `enable_stack_set_deletion` is never written: uploaded over a customer's package it would delete their stack sets.
pub fn emit(manifest: &Manifest) -> String {
    let mut out = String::from(HEADER);
    // No serializer does both: one leaves `NO` unquoted, which PyYAML reads as false, another quotes the version, which
    // CfCT's schema refuses (source of CfCT 2.8.4, read 2026-04-08).
    line(&mut out, 0, "region: ", &quoted(&manifest.region));
    line(&mut out, 0, "version: ", "2021-03-15");
    if manifest.resources.is_empty() && manifest.stack_sets.is_empty() {
        line(&mut out, 0, "resources: ", "[]");
        return out;
    }
    line(&mut out, 0, "resources:", "");
    for resource in &manifest.resources {
        emit_resource(&mut out, resource, OURS);
    }
    for stack_set in &manifest.stack_sets {
        emit_stack_set(&mut out, stack_set, OURS);
    }
    out
}

/// Adds a policy, each line with a line feed at its end.
pub(super) fn emit_resource(out: &mut String, resource: &Resource, by: Indentation) {
    let texts = [
        &resource.name,
        &resource.description,
        &resource.resource_file,
    ];
    entry(out, texts, "scp", &resource.organizational_units, by);
}

/// The same of a stack set.
pub(super) fn emit_stack_set(out: &mut String, own: &StackSet, by: Indentation) {
    let texts = [&own.name, &own.description, &own.resource_file];
    entry(out, texts, "stack_set", &own.organizational_units, by);
    list(out, by.dash + by.key, "regions:", &own.regions, by);
}

/// What policies and stack sets have in common.
fn entry(
    out: &mut String,
    [name, description, resource_file]: [&String; 3],
    method: &str,
    units: &[String],
    by: Indentation,
) {
    let after_dash = " ".repeat(by.key.saturating_sub(1));
    let key = by.dash + by.key;
    line(out, by.dash, &format!("-{after_dash}name: "), &quoted(name));
    line(out, key, "description: ", &quoted(description));
    line(out, key, "resource_file: ", &path(resource_file));
    line(out, key, "deploy_method: ", method);
    line(out, key, "deployment_targets:", "");
    list(out, key + by.mapping, "organizational_units:", units, by);
}

fn list(out: &mut String, key: usize, name: &str, items: &[String], by: Indentation) {
    if items.is_empty() {
        line(out, key, name, " []");
        return;
    }
    line(out, key, name, "");
    for item in items {
        line(out, key + by.list, "- ", &quoted(item));
    }
}

fn line(out: &mut String, indentation: usize, key: &str, value: &str) {
    out.extend(std::iter::repeat_n(' ', indentation));
    out.push_str(key);
    out.push_str(value);
    out.push('\n');
}

/// Plain, as CfCT's file check wants it. A path that would not survive that is quoted: then Build stops with "does not
/// exist", which is better than a path that is read as another one.
fn path(path: &str) -> String {
    let is_plain_safe = path.starts_with(|c: char| c.is_ascii_alphabetic())
        && path.contains(['/', '.'])
        && path
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-'));
    if is_plain_safe {
        path.to_owned()
    } else {
        quoted(path)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Manifest, Resource, StackSet};
    use super::emit;

    fn manifest() -> Manifest {
        Manifest {
            region: "eu-central-1".to_owned(),
            resources: vec![Resource {
                name: "cris-wl".to_owned(),
                description: "Bedrock: eu only".to_owned(),
                resource_file: "policies/cris-wl.json".to_owned(),
                organizational_units: vec!["Workloads:Prod".to_owned(), "NO".to_owned()],
            }],
            stack_sets: Vec::new(),
        }
    }

    #[test]
    fn the_whole_text_is_as_agreed() {
        let expected = r#"# Made by crispack: a change made here is lost with the next build.
# Uploading this package replaces the whole CfCT configuration; what is not in it is no longer managed.
region: "eu-central-1"
version: 2021-03-15
resources:
  - name: "cris-wl"
    description: "Bedrock: eu only"
    resource_file: policies/cris-wl.json
    deploy_method: scp
    deployment_targets:
      organizational_units:
        - "Workloads:Prod"
        - "NO"
"#;
        assert_eq!(emit(&manifest()), expected);
    }

    #[test]
    fn a_stack_set_stands_behind_the_policies_and_names_its_regions() {
        let mut manifest = manifest();
        manifest.stack_sets.push(StackSet {
            name: "cris-iam-eu-only".to_owned(),
            description: "Identity policies".to_owned(),
            resource_file: "templates/cris-iam-eu-only.template.json".to_owned(),
            organizational_units: vec!["Workloads".to_owned()],
            regions: vec!["eu-central-1".to_owned()],
        });
        let expected = r#"        - "NO"
  - name: "cris-iam-eu-only"
    description: "Identity policies"
    resource_file: templates/cris-iam-eu-only.template.json
    deploy_method: stack_set
    deployment_targets:
      organizational_units:
        - "Workloads"
    regions:
      - "eu-central-1"
"#;
        assert!(emit(&manifest).ends_with(expected));
    }

    #[test]
    fn nothing_to_deploy_is_an_empty_list() {
        let mut manifest = manifest();
        manifest.resources.clear();
        assert!(emit(&manifest).ends_with("\nresources: []\n"));
    }

    #[test]
    fn a_path_that_would_be_read_otherwise_is_quoted() {
        let mut manifest = manifest();
        for (path, written) in [
            ("policies/a b.json", "\"policies/a b.json\""),
            ("null", "\"null\""),
            ("1.0", "\"1.0\""),
            ("policies/a.json # b", "\"policies/a.json # b\""),
            ("a_file:b.json", r#""a\x5ffile:b.json""#),
            ("policies/a_b-1.json", "policies/a_b-1.json"),
        ] {
            path.clone_into(&mut manifest.resources[0].resource_file);
            let text = emit(&manifest);
            assert!(
                text.contains(&format!("\n    resource_file: {written}\n")),
                "{text}"
            );
        }
    }
}
