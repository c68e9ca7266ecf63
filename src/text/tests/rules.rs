use crate::text::rules::{ALL, unreadable_file};

#[test]
fn codes_are_in_order_and_names_are_unique() {
    let codes: Vec<_> = ALL.iter().map(|rule| rule.code).collect();
    let expected: Vec<_> = (1..=10).map(|n| format!("CRP{n:03}")).collect();
    assert_eq!(codes, expected);
    let names: std::collections::BTreeSet<_> = ALL.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), ALL.len());
}

#[test]
fn every_page_has_its_three_headings() {
    for rule in ALL {
        let headings: Vec<_> = rule
            .page
            .lines()
            .filter(|line| line.starts_with('#'))
            .collect();
        let expected = ["## What it is", "## Why it matters", "## What to do"];
        assert_eq!(headings, expected, "{}", rule.code);
        assert!(!rule.summary.ends_with('.'), "{}", rule.code);
    }
}

#[test]
fn an_unreadable_file_is_named_with_the_reason() {
    let finding = unreadable_file::unreadable("a/b.json", "No such file or directory");
    assert_eq!(
        finding.message,
        "cannot read `a/b.json`: No such file or directory"
    );
    assert!(finding.labels.is_empty());
}
