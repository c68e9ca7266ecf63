//! What has no meaning, refused by name.

use super::*;

#[test]
fn operators_that_do_not_exist_are_refused_by_name() {
    for operator in [
        "NullIfExists",
        "ForAllValues:Null",
        "ForAnyValue:NullIfExists",
        "stringequals",
        "StringEqualsIfexists",
        "ForallValues:StringEquals",
        "NumericLike",
        "BinaryNotEquals",
        "",
    ] {
        let text = refused(&deny(&[(operator, "aws:Key", &["1"])]));
        assert_eq!(
            text,
            format!("statement `Test`: `{operator}` is not a condition operator")
        );
    }
}

#[test]
fn broken_policy_variables_are_refused_in_values_and_resources() {
    for value in [
        "${",
        "x${}",
        "${aws:username",
        "${a, b}",
        "${a, 'b}",
        "${Account}",
        "${*",
    ] {
        assert!(refused(&deny(&[("StringLike", "aws:Key", &[value])])).contains(value));
    }
    let statement = Statement {
        resource: only(&["arn:aws:s3:::${"]),
        ..deny(&[])
    };
    assert!(refused(&statement).contains("no policy variable"));
    // In the older language they are text.
    let old = Policy {
        version: Version::V2008,
        statements: vec![deny(&[("StringEquals", "aws:Key", &["${"])])],
    };
    let request = Request::new("s3:GetObject", "*").with("aws:Key", "${");
    assert!(denying(&old, &request).unwrap().is_some());
}

#[test]
fn values_of_another_type_than_their_operator_are_refused() {
    for (operator, value) in [
        ("Bool", "True"),
        ("Null", "yes"),
        ("NumericEquals", "ten"),
        ("NumericLessThan", "1e3"),
        ("NumericLessThan", "--1"),
        ("DateEquals", "2026-02-30"),
        ("DateEquals", "2026-11-25T10:00:00"),
        ("IpAddress", "203.0.113.0/33"),
        ("NotIpAddress", "203.0.113"),
        ("BinaryEquals", "not base64!"),
    ] {
        let text = refused(&deny(&[(operator, "aws:Key", &[value])]));
        assert_eq!(
            text,
            format!("statement `Test`: `{operator}` does not take the value `{value}`")
        );
    }
}
