//! Operators, missing keys, lists and wildcards in values.

use super::*;

#[test]
fn literal_operators_take_wildcards_for_characters() {
    assert!(!on("StringEquals", &["*"], Some("us-east-1")));
    assert!(on("StringEquals", &["*"], Some("*")));
    assert!(on("StringNotEquals", &["us-*"], Some("us-east-1")));
    assert!(on("StringEquals", &["${*}"], Some("*")));
    assert!(on("StringEqualsIgnoreCase", &["a?"], Some("A?")));
    assert!(!on("StringEqualsIgnoreCase", &["a?"], Some("AB")));
}

#[test]
fn values_keep_their_case_and_key_names_do_not() {
    assert!(!on("StringEquals", &["us-east-1"], Some("US-EAST-1")));
    assert!(!on("StringLike", &["us-*"], Some("US-EAST-1")));
    assert!(on(
        "StringEqualsIgnoreCase",
        &["us-east-1"],
        Some("US-EAST-1")
    ));
    assert!(!on(
        "StringNotEqualsIgnoreCase",
        &["us-east-1"],
        Some("US-EAST-1")
    ));

    let statement = deny(&[("StringEquals", "AWS:requestedregion", &["us-east-1"])]);
    let request = Request::new("a:B", "*").with("aws:RequestedRegion", "us-east-1");
    assert!(matches(&statement, &request).unwrap());
}

#[test]
fn string_like_crosses_colons_and_arn_like_does_not() {
    let pattern = ["arn:aws:bedrock:*:inference-profile/us.*"];
    assert!(on("StringLike", &pattern, Some(PROFILE)));

    let other_service = "arn:aws:iam::111122223333:role/a:bedrock:x:y:inference-profile/us.x";
    assert!(!on(
        "ArnLike",
        &["arn:*:bedrock:*:*:inference-profile/us.*"],
        Some(other_service)
    ));
}

#[test]
fn arn_like_compares_six_parts_and_the_sixth_may_hold_colons() {
    for operator in ["ArnLike", "ArnEquals"] {
        assert!(on(
            operator,
            &["arn:*:bedrock:*:*:inference-profile/us.*"],
            Some(PROFILE)
        ));
        assert!(on(
            operator,
            &["a*:aws:bedrock:eu-central-?:1*:inference-profile/us.acme.model-v1:0"],
            Some(PROFILE)
        ));
        assert!(!on(
            operator,
            &["x:*:bedrock:*:*:inference-profile/us.*"],
            Some(PROFILE)
        ));
        assert!(!on(
            operator,
            &["arn:*:Bedrock:*:*:inference-profile/us.*"],
            Some(PROFILE)
        ));
    }
    for operator in ["ArnNotLike", "ArnNotEquals"] {
        let families = [
            "arn:*:bedrock:*:*:inference-profile/eu.*",
            "arn:*:bedrock:*:*:inference-profile/jp.*",
        ];
        assert!(on(operator, &families, Some(PROFILE)));
        assert!(!on(
            operator,
            &["arn:*:bedrock:*:*:inference-profile/*"],
            Some(PROFILE)
        ));
    }
}

#[test]
fn us_and_global_do_not_overlap_in_one_arn() {
    // As one glob this text would be in both families; by parts its sixth begins with `global.`.
    let text = "arn:aws:bedrock:a:b:inference-profile/global.:inference-profile/us.x";
    let of = |family| format!("arn:aws:bedrock:*:*:inference-profile/{family}.*");
    assert!(on("StringLike", &[&of("us")], Some(text)));
    assert!(!on("ArnLike", &[&of("us")], Some(text)));
    assert!(on("ArnLike", &[&of("global")], Some(text)));
}

#[test]
fn a_missing_key_fails_positive_tests_and_passes_negated_ones() {
    for operator in [
        "StringEquals",
        "StringEqualsIgnoreCase",
        "StringLike",
        "ArnEquals",
        "ArnLike",
    ] {
        assert!(!on(operator, &[PROFILE], None), "{operator}");
    }
    assert!(!on("Bool", &["false"], None));
    for operator in [
        "StringNotEquals",
        "StringNotEqualsIgnoreCase",
        "StringNotLike",
        "ArnNotEquals",
        "ArnNotLike",
    ] {
        assert!(on(operator, &[PROFILE], None), "{operator}");
    }
}

#[test]
fn if_exists_passes_a_missing_key_and_changes_nothing_else() {
    for operator in [
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "ArnEquals",
        "ArnLike",
        "ArnNotEquals",
        "ArnNotLike",
    ] {
        let suffixed = format!("{operator}IfExists");
        assert!(on(&suffixed, &[PROFILE], None), "{operator}");
        for found in [PROFILE, "arn:aws:iam::111122223333:role/a"] {
            assert_eq!(
                on(&suffixed, &[PROFILE], Some(found)),
                on(operator, &[PROFILE], Some(found)),
                "{operator}"
            );
        }
    }
    assert!(on("BoolIfExists", &["true"], None));
    assert!(!on("BoolIfExists", &["true"], Some("false")));
}

#[test]
fn null_asks_only_whether_the_key_is_there() {
    assert!(on("Null", &["true"], None));
    assert!(!on("Null", &["true"], Some("x")));
    assert!(on("Null", &["false"], Some("x")));
    assert!(!on("Null", &["false"], None));
    for found in [None, Some("x")] {
        assert!(on("Null", &["true", "false"], found));
    }
}

#[test]
fn bool_compares_the_word() {
    assert!(on("Bool", &["true"], Some("true")));
    assert!(!on("Bool", &["true"], Some("false")));
    assert!(on("Bool", &["true", "false"], Some("false")));
}

#[test]
fn values_are_an_or_and_under_a_negated_operator_a_nor() {
    let regions = ["us-east-1", "eu-central-1"];
    assert!(on("StringEquals", &regions, Some("eu-central-1")));
    assert!(!on("StringNotEquals", &regions, Some("eu-central-1")));
    assert!(on("StringNotEquals", &regions, Some("ap-south-1")));
}

#[test]
fn an_empty_list_is_an_or_over_nothing() {
    assert!(!on("StringEquals", &[], Some("x")));
    assert!(on("StringNotEquals", &[], Some("x")));
    assert!(!on("Null", &[], None));
    assert!(!acts(only(&[]), "ec2:RunInstances"));
    assert!(acts(except(&[]), "ec2:RunInstances"));
    assert!(!reaches(only(&[]), "*"));
    assert!(reaches(except(&[]), "*"));
}

#[test]
fn operators_and_keys_all_have_to_hold() {
    let statement = deny(&[
        ("StringEquals", "aws:RequestedRegion", &["us-east-1"]),
        ("StringEquals", "aws:PrincipalAccount", &["111122223333"]),
        ("Null", "aws:RequestedRegion", &["false"]),
    ]);
    let request = Request::new("a:B", "*").with("aws:RequestedRegion", "us-east-1");
    assert!(!matches(&statement, &request).unwrap());
    let request = request.with("aws:PrincipalAccount", "111122223333");
    assert!(matches(&statement, &request).unwrap());
}

#[test]
fn a_question_mark_is_one_character_of_any_number_of_bytes() {
    for character in ["a", "é", "漢", "🦀", "?", "*"] {
        assert!(on("StringLike", &["x?y"], Some(&format!("x{character}y"))));
    }
    assert!(!on("StringLike", &["x?y"], Some("xy")));
    assert!(!on("StringLike", &["x?y"], Some("xééy")));
    assert!(on("StringLike", &["x${?}y"], Some("x?y")));
    assert!(!on("StringLike", &["x${?}y"], Some("xay")));
}

#[test]
fn spelled_wildcards_are_characters() {
    assert!(on("StringLike", &["a${*}*"], Some("a*bc")));
    assert!(!on("StringLike", &["a${*}*"], Some("abc")));
    assert!(on("StringLike", &["${$}{x}"], Some("${x}")));
    assert!(on("StringLike", &["a$b"], Some("a$b")));
}

#[test]
fn stars_try_every_length_and_stay_quick() {
    assert!(on("StringLike", &["*ab*ab"], Some("abxabab")));
    assert!(on("StringLike", &["a*b*c"], Some("abbbcbc")));
    assert!(!on("StringLike", &["a*b*c"], Some("acb")));
    assert!(on("StringLike", &["**"], Some("x")));

    let pattern = format!("{}b", "a*".repeat(40));
    assert!(!on("StringLike", &[&pattern], Some(&"a".repeat(5_000))));
}
