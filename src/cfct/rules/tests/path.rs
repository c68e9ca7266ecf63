use super::super::super::testing::{check, clean_but, codes};
use super::{found, only};

#[test]
fn paths_that_build_does_not_find() {
    let path = "policies/wl.json # here";
    for (written, message) in [
        (
            "\"policies/wl.json\"",
            "the path `policies/wl.json` is in quotes",
        ),
        (
            ">-\n      policies/wl.json",
            "the path `policies/wl.json` is written as a block",
        ),
        (
            "policies/w l.json",
            "the path `policies/w l.json` contains a blank",
        ),
        (
            "\n      policies/wl.json",
            "the path `policies/wl.json` is not the third word of its line",
        ),
        (
            "/policies/wl.json",
            "the path `/policies/wl.json` is absolute",
        ),
        (
            "../wl.json",
            "the path `../wl.json` leads out of its folder",
        ),
        (
            "S3-policies/a.json",
            "the path `S3-policies/a.json` begins like an address",
        ),
        (
            "httpd/a.json",
            "the path `httpd/a.json` begins like an address",
        ),
        (
            "policies/*.json",
            "the path `policies/*.json` contains a blank or a wildcard",
        ),
        (
            "policies/a#b.json",
            "the path `policies/a#b.json` contains `#`",
        ),
        (
            "policies/none.json",
            "the package has no file `policies/none.json`",
        ),
        ("\"\"", "the path `` is in quotes"),
    ] {
        let found = check(&clean_but(path, written));
        assert_eq!(found.len(), 1, "{written}: {found:#?}");
        assert_eq!(found[0].rule.code, "CRP180");
        assert_eq!(found[0].message, message);
    }
}

#[test]
fn a_path_as_first_key_is_found_only_without_indentation() {
    let first = "- resource_file: policies/wl.json\n  name: \"a\"\n  description: \"b\"\n  deploy_method: scp\n  \
        deployment_targets: {organizational_units: [\"A\"]}\n";
    let head = "region: eu-west-1\nversion: 2021-03-15\nresources:\n";
    assert_eq!(codes(&format!("{head}{first}")), [""; 0]);
    let indented = format!("  {}", first.trim_end().replace('\n', "\n  "));
    let (message, _) = only(&format!("{head}{indented}\n"));
    assert_eq!(
        message,
        "the path `policies/wl.json` is the first key of its list item"
    );
}

#[test]
fn addresses_are_not_looked_up_in_the_package() {
    for address in [
        "s3://bucket/a.json",
        "S3://bucket/a.json",
        "https://b.s3.eu-central-1.amazonaws.com/a",
        "https://s3.eu-central-1.amazonaws.com/b/a",
    ] {
        assert_eq!(
            found("policies/wl.json # here", address),
            [""; 0],
            "{address}"
        );
    }
    assert_eq!(found("parameters/net.json", "https://b/a.json"), ["CRP180"]);
    for address in [
        "http://b.s3.eu-central-1.amazonaws.com/a",
        "https://b.s3.amazonaws.com/a",
        "https://a.b.s3.eu-central-1.amazonaws.com/a",
        "https://example.com/a.json",
        "https://s3.eu-central-1.amazonaws.com/b",
    ] {
        assert_eq!(
            found("policies/wl.json # here", address),
            ["CRP180"],
            "{address}"
        );
    }
    assert_eq!(
        found("policies/wl.json # here", "./policies/wl.json"),
        [""; 0]
    );
}

#[test]
fn the_file_mark_is_found_in_any_line() {
    let text = clean_but(
        "\"for Workloads\"",
        "\"see resource_file: policies/x.json\"",
    );
    let (message, marked) = only(&text);
    assert_eq!(message, "a line contains `_file:` and names no file");
    assert!(marked.starts_with("description: \"see"), "{marked}");
    assert_eq!(found("# a comment", "# a_file: b"), [""; 0]);
    assert_eq!(
        found(
            "    deploy_method: scp",
            "    # a_file: b\n    deploy_method: scp"
        ),
        ["CRP184"]
    );
    assert_eq!(found("\"Root\"", r#""team\x5ffile:Prod""#), [""; 0]);
    // The third word happens to be there, so Build passes.
    let lucky = "    #a_file: policies/wl.json\n    deploy_method: scp";
    assert_eq!(found("    deploy_method: scp", lucky), [""; 0]);
}
