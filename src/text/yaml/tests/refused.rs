use std::fmt::Write;

use crate::text::testing::{check_places, file, marked, only};
use crate::text::yaml;

#[track_caller]
fn check(code: &str, cases: &[(&str, &str, &str)]) {
    for (text, message, marked) in cases {
        let found = only(yaml(&file(text)));
        let expected = (code.to_owned(), (*message).to_owned(), (*marked).to_owned());
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn features_beyond_json_are_refused() {
    check(
        "CRP009",
        &[
            ("a: &x 1", "the anchor `&x` is not read", "&x"),
            ("a: *x", "the alias `*x` is not read", "*x"),
            ("a: *", "the alias `*` is not read", "*"),
            ("[ *, x]", "the alias `*` is not read", "*"),
            ("a: !!str 1", "the tag `!!str` is not read", "!!str"),
            ("a: !Sub é", "the tag `!Sub` is not read", "!Sub"),
            ("a: !e!x y", "the tag `!e!x` is not read", "!e!x"),
            (
                "a: !<tag:x> y",
                "the tag `!<tag:x>` is not read",
                "!<tag:x>",
            ),
            ("<<: {a: 1}", "the merge key `<<` is not read", "<<"),
            (
                "a: 1\n---\nb: 1",
                "a second YAML document starts here",
                "---",
            ),
            ("a: 1\n...\nb: 1", "a second YAML document starts here", "b"),
            ("1: a", "a key must be a string, found a number", "1"),
            ("true: a", "a key must be a string, found a boolean", "true"),
            ("~: a", "a key must be a string, found nothing", "~"),
            (": a", "a key must be a string, found nothing", ""),
            ("[a]: b", "a key must be a string, found a list", "[a]"),
            (
                "{a: 1}: b",
                "a key must be a string, found a mapping",
                "{a: 1}",
            ),
            ("? - x\n: y", "a key must be a string, found a list", "- x"),
        ],
    );
}

#[test]
fn quotes_make_a_text_of_every_feature() {
    for text in [
        "'<<': 1", "'1': 1", "a: '*'", "a: '!x'", "a: '&x'", "'~': 1",
    ] {
        assert!(yaml(&file(text)).is_ok(), "{text}");
    }
}

#[test]
fn all_features_of_a_file_are_found_at_once() {
    let findings = yaml(&file("a: &x !y 1\nb: *x\n2: 3\na: 4\n")).unwrap_err();
    let found: Vec<_> = findings.iter().map(marked).collect();
    assert_eq!(found, ["&x", "!y", "*x", "2", "a"]);
}

#[test]
fn duplicate_keys_are_found_with_both_places() {
    let findings = yaml(&file("a: 1\nb: {c: 1, 'c': 2}\n\"a\": 3\n")).unwrap_err();
    let places: Vec<_> = findings
        .iter()
        .map(|finding| {
            assert_eq!(finding.rule.code, "CRP007");
            let labels = &finding.labels;
            (labels[0].place.to_string(), labels[1].place.to_string())
        })
        .collect();
    let expected = [("file:2:11", "file:2:5"), ("file:3:1", "file:1:1")];
    assert_eq!(places, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn tabs_are_marked_where_they_stand() {
    let indentation = "a tab is used for indentation";
    let separator = "a tab stands where only spaces are allowed";
    check(
        "CRP006",
        &[
            ("a:\n\tb: c\n", indentation, "\t"),
            ("\ta: 1\n", indentation, "\t"),
            ("a:\n\t- x\n", indentation, "\t"),
            ("a:\n  b: 1\n\tc: 2\n", indentation, "\t"),
            ("a: |\n\tx\n", indentation, "\t"),
            ("a:\n  - b\n \t- c\n", indentation, "\t"),
            ("a: x\ty\n\t\n\tz: 1", indentation, "\t"),
            ("-\t- b\n", separator, "\t"),
            ("a:\tb\n", separator, "\t"),
        ],
    );
    let findings = yaml(&file("a: x\ty\n\t\n\tz: 1")).unwrap_err();
    assert_eq!(findings[0].labels[0].place.to_string(), "file:3:1");
}

#[test]
fn numbers_that_json_cannot_carry_are_refused() {
    check(
        "CRP006",
        &[
            ("a: .inf", "`.inf` is not a finite number", ".inf"),
            ("a: -.INF", "`-.INF` is not a finite number", "-.INF"),
            ("a: .nan", "`.nan` is not a finite number", ".nan"),
            (
                "a: 18446744073709551616",
                "the number `18446744073709551616` does not fit into 64 bits",
                "18446744073709551616",
            ),
            (
                "a: 1e999",
                "the number `1e999` does not fit into 64 bits",
                "1e999",
            ),
            (
                "a: 0xfffffffffffffffff",
                "the number `0xfffffffffffffffff` does not fit into 64 bits",
                "0xfffffffffffffffff",
            ),
        ],
    );
}

#[test]
fn breaches_of_the_grammar_are_explained_at_their_place() {
    check(
        "CRP006",
        &[
            ("a: @b", "a value starts with `@`", "@"),
            ("a: `b`", "a value starts with a backtick", "`"),
            ("a: 'x", "a quoted text is not closed", "'"),
            ("a: 'x' y", "text after a closing quote", "y"),
            (r#"a: "\q""#, "an escape that YAML does not know", "\""),
            (r#"a: "\ud800""#, "an escape that spells no character", "\""),
            ("a: b: c", "a `:` is not expected here", ":"),
            ("é: [1, 2\n", "a list in `[…]` lacks a comma or its end", ""),
            (
                "a: {b: 1 c: 2}",
                "a mapping in `{…}` lacks a comma or its end",
                ":",
            ),
            (
                "a:\n   b: 1\n  c: 2",
                "this does not fit the mapping around it",
                "c",
            ),
            ("- a\nb: 1", "this does not fit the list around it", "b"),
            ("a: - b", "a list item is not expected here", "-"),
            ("a: ]", "a bracket without its partner", "]"),
            ("[1] x", "text after the end of the document", "x"),
            ("a: |x\n", "text behind a `|` or `>`", "|"),
            (
                "a:\n b: 'x\ny'",
                "a line is not indented like its neighbours",
                "'",
            ),
        ],
    );
}

#[test]
fn empty_files_have_their_own_message() {
    check(
        "CRP010",
        &[
            ("", "`file` is empty", ""),
            ("\n \n", "`file` is empty", ""),
            ("# x\n", "`file` holds no value", ""),
            ("---\n...\n", "`file` holds no value", ""),
        ],
    );
}

#[test]
fn nesting_is_read_to_level_64_and_refused_beyond() {
    let flow = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let block = |depth| format!("{}x", "- ".repeat(depth));
    assert!(yaml(&file(&flow(64))).is_ok());
    assert!(yaml(&file(&block(64))).is_ok());
    for text in [
        flow(65),
        block(65),
        flow(300),
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        block(100_000),
        "? ".repeat(100_000),
    ] {
        assert_eq!(only(yaml(&file(&text))).0, "CRP008");
    }
}

#[test]
fn an_alias_bomb_costs_nothing() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..60 {
        let aliases = vec![format!("*a{}", n - 1); 9].join(", ");
        writeln!(text, "a{n}: &a{n} [{aliases}]").unwrap();
    }
    let result = yaml(&file(&text));
    check_places(&result);
    assert_eq!(result.unwrap_err().len(), 100);
}

#[test]
fn the_number_of_values_is_limited() {
    let list = |count| format!("[{}]", "a,".repeat(count));
    assert!(yaml(&file(&list(199_999))).is_ok());
    let (code, message, marked) = only(yaml(&file(&list(200_000))));
    assert_eq!(code, "CRP002");
    assert_eq!(message, "`file` holds more than 200000 values");
    assert_eq!(marked, "");
}

#[test]
fn characters_that_readers_take_differently_are_refused() {
    for character in [
        '\u{1}', '\u{7f}', '\u{85}', '\u{9f}', '\u{2028}', '\u{2029}', '\u{feff}',
    ] {
        let (code, _, marked) = only(yaml(&file(&format!("é: a{character}b\n"))));
        assert_eq!((code.as_str(), marked), ("CRP004", character.to_string()));
    }
    assert!(yaml(&file(r#"a: "\u2028\x7f\N""#)).is_ok());
}
