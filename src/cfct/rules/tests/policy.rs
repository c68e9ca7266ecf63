use super::super::super::testing::{CLEAN, check, check_files, clean_but, codes, files};
use super::found;

#[test]
fn policies_need_a_description_and_stack_sets_do_not() {
    let line = "    description: \"for Workloads\"\n";
    assert_eq!(found(line, ""), ["CRP183"]);
    for value in ["", " null", " ~"] {
        let to = format!("    description:{value}\n");
        assert_eq!(found(line, &to), ["CRP183"], "{value}");
    }
    // Organizations takes an empty description.
    assert_eq!(found(line, "    description: \"\"\n"), [""; 0]);
}

#[test]
fn names_of_aws_and_control_tower_are_refused() {
    for name in ["aws-guardrails-AbCdEf", "FullAWSAccess"] {
        assert_eq!(
            found("\"cris-wl\"", &format!("\"{name}\"")),
            ["CRP186"],
            "{name}"
        );
    }
    // In another case it is another name, and a policy of one's own.
    for name in ["AWS-GuardRails-x", "fullawsaccess"] {
        assert_eq!(
            found("\"cris-wl\"", &format!("\"{name}\"")),
            [""; 0],
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
fn policy_texts_that_arrive_otherwise() {
    let codes = |content: &str| {
        let mut package = files();
        package.insert("policies/wl.json", content);
        let found = check_files(CLEAN, &package);
        found.iter().map(|own| own.rule.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("{\"a\":\"b c\"}"), [""; 0]);
    assert_eq!(codes("{\"a\":\"b\"}\n"), ["CRP233"]);
    // What CfCT makes of line breaks is there already.
    assert_eq!(codes("{\r\n \"a\":\"b\"}"), [""; 0]);
    assert_eq!(codes("{\r\n\"a\":\n\"b\"}"), ["CRP233"]);
    assert_eq!(codes("{\u{20}\u{20}\"a\":\"b\"}"), ["CRP233"]);
    assert_eq!(codes("\u{feff}{}"), ["CRP192"]);
    assert_eq!(codes("{\"a\":\"b\u{20}\u{20}c\"}"), ["CRP192"]);
    assert_eq!(codes("{\"a\":\"b\\u0020\\u0020c\"}"), [""; 0]);
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
