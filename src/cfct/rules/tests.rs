use super::super::testing::{CLEAN, check, clean_but, codes};
use super::ALL;

mod path;
mod policy;
mod shape;
mod target;

/// The codes found when a piece of the clean manifest is replaced.
fn found(from: &str, to: &str) -> Vec<&'static str> {
    codes(&clean_but(from, to))
}

/// The message and the marked text of the only finding.
fn only(text: &str) -> (String, String) {
    let found = check(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    let place = &found[0].labels[0].place;
    let marked = place.source.text.get(place.span.clone());
    let marked = marked.expect("a place is in its text").to_owned();
    (found[0].message.clone(), marked)
}

#[test]
fn pages_have_the_headings() {
    for rule in ALL {
        let headings: Vec<_> = rule.page.lines().filter(|l| l.starts_with('#')).collect();
        assert_eq!(
            headings,
            [
                "## What it is",
                "## Why it matters",
                "## Example",
                "## What to do"
            ],
            "{}",
            rule.code
        );
        assert!(rule.page.contains("CfCT"), "{}", rule.code);
    }
}

#[test]
fn a_clean_package_has_no_findings() {
    assert_eq!(check(CLEAN), []);
}

#[test]
fn the_manifest_that_we_emit_has_no_findings() {
    let manifest = super::super::Manifest {
        region: "eu-central-1".to_owned(),
        resources: vec![super::super::Resource {
            name: "yes".to_owned(),
            description: "2021-03-15 with a resource_file: policies/b.json".to_owned(),
            resource_file: "policies/wl.json".to_owned(),
            organizational_units: vec!["NO".to_owned(), "team_file:Prod".to_owned()],
        }],
        stack_sets: Vec::new(),
    };
    assert_eq!(check(&super::super::emit(&manifest)), []);
}

#[test]
fn messages_follow_the_house_style() {
    let broken = "region: no\nversion: \"2021-03-15\"\nx: 1\nenable_stack_set_deletion: true\nresources:\n\
        \x20 - name: FullAWSAccess\n    resource_file: 'policies/a b.json'\n    deploy_method: SCP\n\
        \x20   deployment_targets: {}\n  - name: NO\n    deploy_method: scp\n    deployment_targets:\n\
        \x20     accounts: [012345670123]\n      organizational_units: [\"\", \"Root:A\"]\n";
    let all = check(broken);
    assert!(all.len() > 8, "{all:#?}");
    for found in all {
        for text in [&found.message]
            .into_iter()
            .chain(&found.notes)
            .chain(&found.help)
        {
            assert!(!text.ends_with('.') && !text.contains('\n'), "{text}");
        }
        assert!(
            !found.message.starts_with(char::is_uppercase),
            "{}",
            found.message
        );
        assert!(
            found.help.is_some() && !found.labels.is_empty(),
            "{found:?}"
        );
    }
}
