//! Whatever the spec takes for an OU path, the manifest can say and the pipeline's rules accept.

use crispack::cfct::{self, Manifest, Package, PackageView, Resource};
use crispack::spec::OuPath;
use crispack::text;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn an_ou_path_that_is_accepted_reaches_the_manifest_unchanged(
        path in prop_oneof![
            "\\PC{0,20}",
            "(Root|root|ou-|r-|[a-z0-9]{4,9}|-|:|_file| |\u{85}|\u{a0}){0,6}",
            "[a-zA-Z:_'\"#&*!|>%@`{}\\[\\],?\\\\-]{1,30}",
        ],
    ) {
        let Ok(ou) = OuPath::parse(&path) else { return Ok(()) };
        let manifest = Manifest {
            region: "us-east-1".to_owned(),
            resources: vec![Resource {
                name: "cris-a".to_owned(),
                description: "a mode".to_owned(),
                resource_file: "policies/cris-a.json".to_owned(),
                organizational_units: vec![ou.as_str().to_owned()],
            }],
            stack_sets: Vec::new(),
        };
        let mut package = Package::new();
        package.insert("manifest.yaml", cfct::emit(&manifest));
        package.insert("policies/cris-a.json", "{}");
        let source = text::source("manifest.yaml", cfct::emit(&manifest).into_bytes()).unwrap();
        let document = text::yaml(&source).unwrap();
        let view = PackageView { manifest: &document, files: Some(&package), organization: None };
        prop_assert_eq!(cfct::rules::check_all(&view), vec![]);
        prop_assert_eq!(Manifest::from_node(&document), Some(manifest));
    }
}
