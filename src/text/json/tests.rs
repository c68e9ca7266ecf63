use super::json;
use crate::text::Kind;
use crate::text::testing::{file, marked, only, spelled, spelled_key};

#[test]
fn every_place_spells_its_value() {
    let text = "// head\r\n{ \"a\": [1, -2.5e3 , true,null],\n /* ü { */ \"\\u00e9\": \"ß\\n\", \"o\": { } }\n";
    let root = json(&file(text)).unwrap();
    assert_eq!(root.span, 9..text.len() - 1);
    let list = root.get("a").unwrap();
    assert_eq!(spelled(list), "[1, -2.5e3 , true,null]");
    let items: Vec<_> = list.items().iter().map(spelled).collect();
    assert_eq!(items, ["1", "-2.5e3", "true", "null"]);
    assert_eq!(spelled_key(&root, "a"), "\"a\"");
    assert_eq!(spelled_key(&root, "\u{e9}"), "\"\\u00e9\"");
    let string = root.get("\u{e9}").unwrap();
    assert_eq!(
        (string.as_str(), spelled(string)),
        (Some("ß\n"), "\"ß\\n\"")
    );
    assert_eq!(spelled(root.get("o").unwrap()), "{ }");
}

#[test]
fn numbers_are_exact_or_refused() {
    let root = json(&file(
        "[18446744073709551615, -9223372036854775808, 0.1, 1e300, -0]",
    ))
    .unwrap();
    let value: serde_json::Value = serde_json::json!([u64::MAX, i64::MIN, 0.1, 1e300, 0]);
    assert_eq!(root.to_value(), value);
    for number in ["18446744073709551616", "-9223372036854775809", "1e309"] {
        let (code, message, marked) = only(json(&file(&format!("[{number}]"))));
        assert_eq!((code.as_str(), marked.as_str()), ("CRP005", number));
        assert_eq!(
            message,
            format!("the number `{number}` does not fit into 64 bits")
        );
    }
}

#[test]
fn every_duplicate_key_is_found_with_both_places() {
    let text = r#"{"a":1,"b":{"c":1,"\u0063":2},"a":3,"d":[{"e":1,"e":1}],"a":4}"#;
    let findings = json(&file(text)).unwrap_err();
    let places: Vec<_> = findings
        .iter()
        .map(|finding| {
            assert_eq!(finding.rule.code, "CRP007");
            let labels = &finding.labels;
            (labels[0].place.span.start, labels[1].place.span.start)
        })
        .collect();
    assert_eq!(places, [(18, 12), (30, 1), (48, 42), (56, 1)]);
    assert_eq!(findings[0].message, "the key `c` is given twice");
    assert_eq!(marked(&findings[0]), "\"\\u0063\"");
}

#[test]
fn findings_beyond_the_first_hundred_are_counted() {
    let text = format!("{{{}\"a\":1}}", "\"a\":1,".repeat(250));
    let findings = json(&file(&text)).unwrap_err();
    assert_eq!(findings.len(), 100);
    assert_eq!(findings[99].notes, ["150 more in this file are not shown"]);
}

#[test]
fn nesting_is_read_to_level_64_and_refused_beyond() {
    let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(json(&file(&nested(64))).is_ok());
    let findings = json(&file(&nested(65))).unwrap_err();
    assert_eq!(findings[0].rule.code, "CRP008");
    assert_eq!(findings[0].labels[0].place.span, 64..65);
    // Far beyond any stack, open and closed, lists and mappings.
    for text in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        nested(100_000),
    ] {
        assert_eq!(only(json(&file(&text))).0, "CRP008");
    }
}

#[test]
fn brackets_in_strings_and_comments_are_not_nesting() {
    let brackets = "[".repeat(1000);
    let text = format!("// {brackets}\n/* {brackets}\n*/ [\"\\\"{brackets}\"] // {brackets}");
    let root = json(&file(&text)).unwrap();
    assert!(matches!(&root.kind, Kind::Array(items) if items.len() == 1));
}

#[test]
fn empty_files_have_their_own_message() {
    for (text, message) in [
        ("", "`file` is empty"),
        (" \r\n", "`file` is empty"),
        ("// nothing\n/* here */", "`file` holds no value"),
    ] {
        assert_eq!(
            only(json(&file(text))),
            ("CRP010".to_owned(), message.to_owned(), String::new())
        );
    }
}

#[test]
fn breaches_of_the_grammar_are_explained_at_their_place() {
    for (text, message, marked) in [
        (r#"{"a":1,}"#, "a comma after the last item", ","),
        ("[1,]", "a comma after the last item", ","),
        ("[1 2]", "a comma is missing between two items", ""),
        (
            r#"{"a":1 "b":2}"#,
            "a comma is missing between two items",
            "",
        ),
        ("{'a':1}", "a string in single quotes", "'"),
        ("{a:1}", "the key `a` is not in quotes", "a"),
        (r#"{"a" 1}"#, "a key without a `:` after it", "1"),
        (r#"{"a":}"#, "`}` is not expected here", "}"),
        ("[1,,2]", "`,` is not expected here", ","),
        (r#"{"a":[1}"#, "`}` is not expected here", "}"),
        ("[#]", "`#` is not expected here", "#"),
        (
            "[\u{feff}]",
            "the character U+FEFF is not expected here",
            "\u{feff}",
        ),
        ("[True]", "`True` is no JSON value", "True"),
        ("[ , foo]", "`,` is not expected here", ","),
        ("nil", "`nil` is no JSON value", "nil"),
        ("[01]", "a number starts with `0`", "01"),
        ("-01", "a number starts with `0`", "01"),
        ("[0xF]", "this is not a JSON number", "0"),
        ("[+1]", "this is not a JSON number", "+"),
        ("[.5]", "this is not a JSON number", "."),
        ("[1.]", "this is not a JSON number", "1."),
        ("[-Infinity]", "this is not a JSON number", "-Infinity"),
        (r#""\ud800""#, "`\\ud800` is half of a character", "\\ud800"),
        (
            r#""\ud800\n""#,
            "`\\ud800` is half of a character",
            "\\ud800",
        ),
        (
            r#""x\udc00""#,
            "`\\udc00` is half of a character",
            "\\udc00",
        ),
        (r#""\u12""#, "`\\u` without four hexadecimal digits", "\\u"),
        (r#""\x41""#, "`\\x` is no JSON escape", "\\x"),
        (r#""\'""#, "`\\'` is no JSON escape", "\\'"),
        ("[\"a\nb\"]", "a string is not closed on its line", "\"a"),
        ("[\"a\tb\"]", "a tab inside a string", "\t"),
        ("[\"a", "a string is not closed", "\"a"),
        ("[1] /* x", "a comment is not closed", "/* x"),
        ("[1] [2]", "text after the end of the document", "["),
        ("[", "a list is not closed", "["),
        (r#"{"a": 1"#, "a mapping is not closed", r#"{"a": 1"#),
        (
            "[1\u{a0}]",
            "the character U+00A0 looks like a blank and is none in JSON",
            "\u{a0}",
        ),
    ] {
        let found = only(json(&file(text)));
        assert_eq!(
            found,
            ("CRP005".to_owned(), message.to_owned(), marked.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn control_characters_are_refused_in_text_that_no_file_holds() {
    // An escape in an outer document can spell what no file may hold.
    for text in ["[\"\u{1}\"]", "[\u{b}1]", "\u{c}", "[\u{85}]"] {
        assert_eq!(only(json(&file(text))).0, "CRP004", "{text:?}");
    }
}

#[test]
fn the_first_problem_is_the_one_that_is_reported() {
    // The quote after the apostrophe must not be taken for a string that runs over the line.
    let (_, message, _) = only(json(&file("{'it\"s': 1\n}")));
    assert_eq!(message, "a string in single quotes");
}
