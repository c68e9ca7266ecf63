use crate::diagnostic::Severity;

use super::super::super::testing::{check, clean_but, codes};
use super::{found, only};

#[test]
fn the_version_is_plain_and_the_only_one() {
    for version in ["\"2021-03-15\"", "'2021-03-15'", "2021-03-16", "1", ""] {
        assert_eq!(found("2021-03-15", version), ["CRP181"], "{version}");
    }
    let v1 = "region: eu-west-1\nversion: 2020-01-01\norganization_policies: []\n";
    assert_eq!(codes(v1), ["CRP194"]);
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
        found(
            "      - eu-central-1",
            "      - eu-west-1\n      - eu-west-1"
        ),
        ["CRP182"]
    );
    assert_eq!(
        codes("region: eu-west-1\nversion: 2021-03-15\nresources:\n"),
        ["CRP199"]
    );
    assert_eq!(
        codes("region: eu-west-1\nversion: 2021-03-15\nenable_stack_set_deletion:\n"),
        ["CRP199"]
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
