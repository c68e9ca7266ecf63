//! What is not evaluated, by name.

use super::*;

#[test]
fn what_is_not_known_is_refused_by_name() {
    for operator in [
        "ForAllValues:StringEquals",
        "ForAnyValue:StringLike",
        "NumericLessThan",
        "DateGreaterThan",
        "IpAddress",
        "NotIpAddress",
        "BinaryEquals",
        "NullIfExists",
        "stringequals",
        "StringEqualsIfexists",
    ] {
        let text = refused(&deny(&[(operator, "aws:Key", &["1"])]));
        assert_eq!(
            text,
            format!("statement `Test`: the condition operator `{operator}` is not supported")
        );
    }
}

#[test]
fn policy_variables_are_refused_in_values_and_resources() {
    for value in ["${aws:PrincipalTag/team}", "x${*}${aws:username}", "${"] {
        assert!(refused(&deny(&[("StringLike", "aws:Key", &[value])])).contains(value));
    }
    let statement = Statement {
        resource: only(&["arn:aws:s3:::${aws:username}"]),
        ..deny(&[])
    };
    assert!(refused(&statement).contains("policy variable"));
}

#[test]
fn resource_patterns_with_two_readings_are_refused() {
    for pattern in [
        "arn:aws:bedrock:*",
        "arn:aws:bedrock:*:foundation-model/*",
        "**",
    ] {
        let statement = Statement {
            sid: None,
            resource: except(&[pattern]),
            ..deny(&[])
        };
        assert_eq!(
            refused(&statement),
            format!(
                "a statement without Sid: the resource pattern `{pattern}` is neither `*` nor spells the six parts of an ARN"
            )
        );
    }
}

#[test]
fn values_without_a_documented_meaning_are_refused() {
    for (operator, value) in [
        ("ArnLike", "*"),
        ("ArnNotLike", "arn:aws:iam::role/x"),
        ("Bool", "True"),
        ("Null", "yes"),
    ] {
        let text = refused(&deny(&[(operator, "aws:Key", &[value])]));
        assert_eq!(
            text,
            format!("statement `Test`: the value `{value}` of `{operator}` is not supported")
        );
    }
}
