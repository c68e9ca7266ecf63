use serde_json::{Value, json};

use crate::text::testing::file;
use crate::text::yaml;

fn value(text: &str) -> Value {
    yaml(&file(text)).expect("the text is read").to_value()
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    for (text, expected) in [
        ("~", Value::Null),
        ("null", Value::Null),
        ("NULL", Value::Null),
        ("true", json!(true)),
        ("False", json!(false)),
        ("0", json!(0)),
        ("-12", json!(-12)),
        ("+12", json!(12)),
        ("0o17", json!(15)),
        ("0xfF", json!(255)),
        ("18446744073709551615", json!(u64::MAX)),
        ("1.5", json!(1.5)),
        (".5", json!(0.5)),
        ("5.", json!(5.0)),
        ("-1e3", json!(-1000.0)),
        ("1E-2", json!(0.01)),
    ] {
        assert_eq!(value(&format!("[{text}]")), json!([expected]), "{text}");
    }
}

#[test]
fn what_other_readers_turn_into_something_else_is_a_text() {
    for text in [
        "NO",
        "no",
        "off",
        "on",
        "Yes",
        "y",
        "nUll",
        "tRUE",
        "1_000",
        "2021-03-15",
        "12:30",
        "12:30:45",
        "0b11",
        "0o8",
        "0xg",
        "-0x1",
        "1e",
        "e3",
        ".",
        "+",
        "..5",
        "1.2.3",
        "=",
        "inf",
        "nan",
        "1 2",
        "١",
        "arn:aws:iam::123456789012:root",
        "s3:Get*",
        "0x",
        "0o",
    ] {
        assert_eq!(value(&format!("a: {text}")), json!({"a": text}), "{text}");
    }
}

#[test]
fn quoted_and_block_scalars_are_texts() {
    for text in ["\"1\"", "'true'", "\"null\"", "''", "|-\n  1", ">-\n  true"] {
        assert!(value(&format!("a: {text}"))["a"].is_string(), "{text}");
    }
}

#[test]
fn an_empty_value_is_nothing() {
    assert_eq!(
        value("a:\nb: [x, {c}]\n"),
        json!({"a": null, "b": ["x", {"c": null}]})
    );
}

#[test]
fn the_example_spec_is_read() {
    let text = "# yaml-language-server: $schema=x\nversion: 1\norganization:\n  governed_regions: [eu-central-1, us-east-1]   # R\nregion_deny:\n  exempt_principals: [\"arn:aws:iam::*:role/break-glass\"]\nmodes:\n  sealed:   {global: deny,  geographies: none}\n";
    let expected = json!({
        "version": 1,
        "organization": {"governed_regions": ["eu-central-1", "us-east-1"]},
        "region_deny": {"exempt_principals": ["arn:aws:iam::*:role/break-glass"]},
        "modes": {"sealed": {"global": "deny", "geographies": "none"}}
    });
    assert_eq!(value(text), expected);
}

#[test]
fn one_document_may_have_its_markers() {
    assert_eq!(value("%YAML 1.2\n---\na: 1\n...\n# end\n"), json!({"a": 1}));
    assert_eq!(value("--- [1]"), json!([1]));
}

#[test]
fn json_is_yaml() {
    let text = "{\"a\": [1, \"x\\u00e9\", {\"b\":null}], \"c\": true}";
    assert_eq!(
        value(text),
        json!({"a": [1, "x\u{e9}", {"b": null}], "c": true})
    );
}
