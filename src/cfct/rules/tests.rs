use crate::diagnostic::Severity;

use super::super::testing::{CLEAN, check, check_files, clean_but, codes, files};
use super::ALL;

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
fn codes_and_names_are_unique_and_pages_have_the_headings() {
    for pair in ALL.windows(2) {
        assert!(pair[0].code < pair[1].code, "{}", pair[1].code);
    }
    for rule in ALL {
        let headings: Vec<_> = rule.page.lines().filter(|l| l.starts_with('#')).collect();
        assert_eq!(
            headings,
            ["## What it is", "## Why it matters", "## What to do"],
            "{}",
            rule.code
        );
        assert!(
            rule.page.contains("CfCT 2.8.4 source, read 2026-04-08"),
            "{}",
            rule.code
        );
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
            "the path `policies/a#b.json` contains `#` or `%`",
        ),
        (
            "policies/a%20b.json",
            "the path `policies/a%20b.json` contains `#` or `%`",
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
    let head = "region: x\nversion: 2021-03-15\nresources:\n";
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
    ] {
        assert_eq!(
            found("policies/wl.json # here", address),
            [""; 0],
            "{address}"
        );
    }
    assert_eq!(found("parameters/net.json", "https://b/a.json"), ["CRP180"]);
    assert_eq!(
        found("policies/wl.json # here", "./policies/wl.json"),
        [""; 0]
    );
}

#[test]
fn the_version_is_plain_and_the_only_one() {
    for version in [
        "\"2021-03-15\"",
        "'2021-03-15'",
        "!!str 2021-03-15",
        "2021-03-16",
        "1",
        "",
    ] {
        assert_eq!(found("2021-03-15", version), ["CRP181"], "{version}");
    }
    let v1 = "region: x\nversion: 2020-01-01\norganization_policies: []\n";
    assert_eq!(codes(v1), ["CRP181"]);
}

#[test]
fn the_shape_is_closed() {
    assert_eq!(found("region: \"eu-central-1\"\n", ""), ["CRP182"]);
    assert_eq!(
        found("deploy_method: scp", "deploy_method: SCP"),
        ["CRP182"]
    );
    assert_eq!(found("\"eu-central-1\"", "[]"), ["CRP182"]);
    assert_eq!(
        found("      - eu-central-1", "      - a\n      - a"),
        ["CRP182"]
    );
    assert_eq!(
        codes("region: x\nversion: 2021-03-15\nresources:\n"),
        [""; 0]
    );
    assert_eq!(
        codes("region: x\nversion: 2021-03-15\nenable_stack_set_deletion:\n"),
        [""; 0]
    );
    let parameter = "    parameters: [{parameter_key: a, parameter_value: }]\n    regions:";
    let text = clean_but("    parameter_file: parameters/net.json\n", "");
    assert_eq!(
        codes(&text.replacen("    regions:", parameter, 1)),
        ["CRP182"]
    );
    let text = clean_but("    regions:", "    rollout: 1\n    regions:");
    assert_eq!(
        only(&text),
        ("unknown key `rollout`".to_owned(), "rollout".to_owned())
    );
    let help = check(&text)[0].help.clone().unwrap_or_default();
    assert!(
        help.contains("`deploy_method`, `deployment_targets`"),
        "{help}"
    );
}

#[test]
fn policies_need_a_description_and_stack_sets_do_not() {
    let line = "    description: \"for Workloads\"\n";
    assert_eq!(found(line, ""), ["CRP183"]);
    for value in ["", " null", " ~", " \"\"", " \" \""] {
        let to = format!("    description:{value}\n");
        assert_eq!(found(line, &to), ["CRP183"], "{value}");
    }
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

#[test]
fn policies_are_attached_to_ous_only() {
    let ous = "organizational_units:\n        - \"Workloads:Prod\"\n        - \"Root\"";
    assert_eq!(
        found(ous, "accounts:\n        - \"012345678901\""),
        ["CRP185", "CRP185"]
    );
    assert_eq!(found(ous, "organizational_units: []"), ["CRP185"]);
    let both = format!("{ous}\n      accounts:\n        - \"012345678901\"");
    assert_eq!(found(ous, &both), ["CRP185"]);
    assert_eq!(found("deploy_method: scp", "deploy_method: rcp"), [""; 0]);
}

#[test]
fn names_of_aws_and_control_tower_are_refused() {
    for name in [
        "aws-guardrails-AbCdEf",
        "AWS-GuardRails-x",
        "FullAWSAccess",
        "fullawsaccess",
    ] {
        assert_eq!(
            found("\"cris-wl\"", &format!("\"{name}\"")),
            ["CRP186"],
            "{name}"
        );
    }
    assert_eq!(found("\"net\"", "\"FullAWSAccess\""), [""; 0]);
}

#[test]
fn a_name_is_used_once_per_kind() {
    let second = CLEAN.replacen("deploy_method: stack_set", "deploy_method: scp", 1);
    let second = second.replacen("\"net\"", "\"cris-wl\"", 1);
    let found = check(&second);
    let twice: Vec<_> = found.iter().filter(|f| f.rule.code == "CRP187").collect();
    assert_eq!(twice.len(), 1);
    assert_eq!(twice[0].labels.len(), 2);
    assert_eq!(codes(&clean_but("\"net\"", "\"cris-wl\"")), [""; 0]);
}

#[test]
fn ous_that_cfct_cannot_follow() {
    for ou in [
        "",
        " ",
        ":",
        "A::B",
        ":A",
        "A:",
        " A",
        "A : B",
        "Root:A",
        "root",
        "ROOT",
        "ou-abcd-12345678",
        "r-abcd",
    ] {
        assert_eq!(
            found("\"Workloads:Prod\"", &format!("\"{ou}\"")),
            ["CRP188"],
            "{ou}"
        );
    }
    for ou in [
        "Root", "A:Root", "ou-team", "r-1", "Rooted:A", "a/b", "A:r-abcd",
    ] {
        assert_eq!(
            found("\"Workloads:Prod\"", &format!("\"{ou}\"")),
            [""; 0],
            "{ou}"
        );
    }
}

#[test]
fn unquoted_words_are_found_once() {
    for word in [
        "NO",
        "on",
        "1_000",
        "123",
        "12:30:45",
        "~",
        "2021-03-15",
        "=",
        "true",
    ] {
        assert_eq!(found("\"Workloads:Prod\"", word), ["CRP189"], "OU {word}");
        assert_eq!(found("\"cris-wl\"", word), ["CRP189"], "name {word}");
    }
    for word in ["NO", "1", "2021-03-15"] {
        assert_eq!(
            found("\"for Workloads\"", word),
            ["CRP189"],
            "description {word}"
        );
    }
    for id in ["012345670123", "012345678912", "123456789012"] {
        assert_eq!(found("\"012345670123\"", id), ["CRP189"], "{id}");
    }
    assert_eq!(found("\"Workloads:Prod\"", "Workloads"), [""; 0]);
}

#[test]
fn deletion_of_stack_sets_is_a_warning() {
    let text = clean_but("resources:", "enable_stack_set_deletion: true\nresources:");
    let found = check(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity(), Severity::Warning);
    assert_eq!(
        codes(&text.replacen("deletion: true", "deletion: false", 1)),
        [""; 0]
    );
}

#[test]
fn parameters_come_from_one_place() {
    let to = "    parameters: []\n    regions:";
    assert_eq!(found("    regions:", to), ["CRP191"]);
}

#[test]
fn policy_texts_that_arrive_otherwise() {
    let notes = |content: &str| {
        let mut package = files();
        package.insert("policies/wl.json", content);
        let found = check_files(CLEAN, &package);
        assert!(found.iter().all(|f| f.rule.code == "CRP192"), "{found:#?}");
        found.first().map_or(0, |found| found.notes.len())
    };
    assert_eq!(notes("{\"a\":\"b c\"}"), 0);
    assert_eq!(notes("{\"a\":\"b\"}\n"), 1);
    // What CfCT makes of line breaks is there already.
    assert_eq!(notes("{\r\n \"a\":\"b\"}"), 0);
    assert_eq!(notes("{\r\n\"a\":\n\"b\"}"), 1);
    assert_eq!(notes("{\u{20}\u{20}\"a\":\"b\"}"), 1);
    assert_eq!(notes("\u{feff}{}"), 1);
    assert_eq!(notes("{\"a\":\"b\u{20}\u{20}c\"}"), 2);
    assert_eq!(notes("{\"a\":\"b\\u0020\\u0020c\"}"), 0);
}

#[test]
fn lengths_are_counted_in_characters() {
    let name = |n: usize| format!("\"{}\"", "é".repeat(n));
    assert_eq!(found("\"cris-wl\"", &name(128)), [""; 0]);
    assert_eq!(found("\"cris-wl\"", &name(129)), ["CRP193"]);
    assert_eq!(found("\"cris-wl\"", "\"\""), ["CRP193"]);
    assert_eq!(found("\"for Workloads\"", &name(512)), [""; 0]);
    assert_eq!(found("\"for Workloads\"", &name(513)), ["CRP193"]);
    assert_eq!(
        found("\"net\"", &format!("\"{}\"", "n".repeat(109))),
        [""; 0]
    );
    assert_eq!(
        found("\"net\"", &format!("\"{}\"", "n".repeat(110))),
        ["CRP193"]
    );
    assert_eq!(found("\"net\"", "\"a_b\""), ["CRP193"]);
}
