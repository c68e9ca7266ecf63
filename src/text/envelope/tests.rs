use super::embedded_json;
use crate::diagnostic::Diagnostic;
use crate::text::testing::{file, marked, only, spelled, spelled_key};
use crate::text::{Node, json, yaml};

/// Reads the string at `/Policy/Content`.
fn content(text: &str) -> Result<Node, Vec<Diagnostic>> {
    let root = json(&file(text)).expect("the envelope is valid");
    embedded_json(root.pointer("/Policy/Content").expect("it has a content"))
}

#[test]
fn places_lie_inside_the_escaped_string() {
    let text = r#"{"Policy": {"Name": "ü", "Content": "{\"a\":\n\t[\"x\\n\\u00e9\", 1e3],\"\ud83d\ude00\u0022: \u0074rue}"}}"#;
    let fixed = text.replace(r"\u0022", r#"\""#);
    let root = content(&fixed).unwrap();
    assert_eq!(root.source.text, fixed);
    assert_eq!(spelled_key(&root, "a"), r#"\"a\""#);
    let list = root.get("a").unwrap();
    assert_eq!(spelled(list), r#"[\"x\\n\\u00e9\", 1e3]"#);
    let [string, number] = list.items() else {
        panic!("two items")
    };
    assert_eq!(string.as_str(), Some("x\n\u{e9}"));
    assert_eq!(spelled(string), r#"\"x\\n\\u00e9\""#);
    assert_eq!(spelled(number), "1e3");
    assert_eq!(spelled_key(&root, "\u{1f600}"), r#"\"\ud83d\ude00\""#);
    assert_eq!(spelled(root.get("\u{1f600}").unwrap()), r"\u0074rue");
}

#[test]
fn every_escape_keeps_the_places_behind_it() {
    for escape in [
        r#"\""#,
        r"\\",
        r"\/",
        r"\b",
        r"\f",
        r"\n",
        r"\r",
        r"\t",
        r"\u00e9",
        r"\ud83d\ude00",
        "é",
        "😀",
    ] {
        // Inside the inner string where it is legal there, in an inner comment otherwise.
        let text = format!(r#"{{"Policy":{{"Content":"/* {escape} */ [12345]"}}}}"#);
        let root = content(&text).unwrap();
        assert_eq!(spelled(&root), "[12345]", "{escape}");
        assert_eq!(spelled(&root.items()[0]), "12345", "{escape}");
    }
}

#[test]
fn findings_point_into_the_escaped_string() {
    let text = r#"{"Policy":{"Content":"{\"a\":1,\n \"a\":2}"}}"#;
    let findings = content(text).unwrap_err();
    assert_eq!(findings[0].rule.code, "CRP007");
    assert_eq!(findings[0].labels[0].place.span, 34..39);
    assert_eq!(findings[0].labels[1].place.span, 23..28);
    for label in &findings[0].labels {
        assert_eq!(text.get(label.place.span.clone()), Some(r#"\"a\""#));
        assert_eq!(label.place.source.text, text);
    }
    let (code, message, marked) = only(content(r#"{"Policy":{"Content":"[\"\u00e9\",]"}}"#));
    assert_eq!(code, "CRP005");
    assert_eq!(
        (message.as_str(), marked.as_str()),
        ("a comma after the last item", ",")
    );
}

#[test]
fn escaped_control_characters_are_refused_inside() {
    let (code, _, marked) = only(content(r#"{"Policy":{"Content":"[\"\u0000\"]"}}"#));
    assert_eq!((code.as_str(), marked.as_str()), ("CRP004", r"\u0000"));
    let (code, _, marked) = only(content(r#"{"Policy":{"Content":"[\"\n\"]"}}"#));
    assert_eq!((code.as_str(), marked.as_str()), ("CRP005", r#"\""#));
}

#[test]
fn an_empty_content_has_its_own_message() {
    for inner in ["", r"\n", "// x"] {
        let (code, message, marked) =
            only(content(&format!(r#"{{"Policy":{{"Content":"{inner}"}}}}"#)));
        assert_eq!(code, "CRP010");
        assert_eq!(message, "the string holds no JSON document");
        assert_eq!(marked, format!("\"{inner}\""));
    }
}

#[test]
fn only_a_string_holds_a_document() {
    let (code, message, marked) = only(content(r#"{"Policy":{"Content":{"a":1}}}"#));
    assert_eq!(code, "CRP005");
    assert_eq!(
        message,
        "expected a string that holds a JSON document, found a mapping"
    );
    assert_eq!(marked, r#"{"a":1}"#);
}

#[test]
fn only_one_level_is_opened() {
    let root = content(r#"{"Policy":{"Content":"\"[1]\""}}"#).unwrap();
    assert_eq!(root.as_str(), Some("[1]"));
}

#[test]
fn a_string_from_yaml_serves_as_one_place() {
    let root = yaml(&file("content: |\n  {\"a\": [1]}\nnext: '[1,]'\n")).unwrap();
    let inner = embedded_json(root.get("content").unwrap()).unwrap();
    assert_eq!(inner.to_value(), serde_json::json!({"a": [1]}));
    assert_eq!(spelled(inner.get("a").unwrap()), "|\n  {\"a\": [1]}");
    let findings = embedded_json(root.get("next").unwrap()).unwrap_err();
    assert_eq!(marked(&findings[0]), "'[1,]'");
}
