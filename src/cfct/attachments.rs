use crate::diagnostic::Diagnostic;
use crate::text::Node;

use super::read::text;
use super::rules::{
    duplicate_resource_name, empty_or_odd_ou, manifest_former_format, manifest_shape,
    manifest_version, no_attachment, ou_blanks, policy_text_rewritten, yaml11_ambiguous,
};
use super::{PackageView, Resource};

/// The service control policies of any package with the OUs that `CfCT` attaches each to; stack sets and resource control policies are left out.
///
/// # Errors
/// The rules that such a package breaks because of which `CfCT` would attach something else than the manifest says: keys that are unknown or missing, accounts, two
/// policies of one name, OUs that are not found whatever the organization looks like, words that its readers take for something else, a text that says something
/// else once it has been sent. What merely stops the pipeline is not looked at.
pub fn attachments(package: &PackageView<'_>) -> Result<Vec<Resource>, Vec<Diagnostic>> {
    let found: Vec<Diagnostic> = [
        manifest_version::check,
        manifest_former_format::check,
        manifest_shape::check,
        no_attachment::check,
        duplicate_resource_name::check,
        empty_or_odd_ou::check,
        ou_blanks::check,
        yaml11_ambiguous::check,
        policy_text_rewritten::altered,
    ]
    .into_iter()
    .flat_map(|check| check(package))
    .collect();
    if !found.is_empty() {
        return Err(found);
    }
    let policies = package
        .resources()
        .filter(|resource| resource.method() == "scp");
    let read = |node: &Node| {
        let targets = node.get("deployment_targets")?;
        let units = targets.get("organizational_units")?.items().iter();
        Some(Resource {
            name: text(node, "name")?,
            description: text(node, "description").unwrap_or_default(),
            resource_file: text(node, "resource_file")?,
            organizational_units: units
                .map(|unit| unit.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
        })
    };
    policies
        .map(|resource| {
            read(resource.node).ok_or_else(|| vec![manifest_shape::unread(resource.node)])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::cfct::testing::{CLEAN, files, manifest};
    use crate::cfct::{PackageView, attachments};

    fn codes(text: &str, policy: &str) -> Vec<&'static str> {
        let mut package = files();
        package.insert("policies/wl.json", policy);
        let manifest = manifest(text);
        let view = PackageView {
            manifest: &manifest,
            files: Some(&package),
            organization: None,
        };
        let found = attachments(&view).err().unwrap_or_default();
        found.iter().map(|finding| finding.rule.code).collect()
    }

    const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;

    #[test]
    fn what_a_clean_manifest_says_is_attached() {
        let manifest = manifest(CLEAN);
        let package = files();
        let view = PackageView {
            manifest: &manifest,
            files: Some(&package),
            organization: None,
        };
        let attached = attachments(&view).unwrap();
        assert!(!attached.is_empty());
        assert!(
            attached
                .iter()
                .all(|own| !own.organizational_units.is_empty())
        );
    }

    #[test]
    fn line_breaks_change_no_meaning_and_double_blanks_in_a_value_do() {
        assert!(codes(CLEAN, &POLICY.replace(',', ",\n  ")).is_empty());
        assert_eq!(
            codes(CLEAN, &POLICY.replace("Statement", "State  ment")),
            ["CRP192"]
        );
    }
}
