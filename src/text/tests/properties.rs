use std::fmt::Write;

use proptest::prelude::*;
use serde_json::{Map, Number, Value};

use crate::text::testing::{check_places, file, spelled};
use crate::text::{Kind, Node, embedded_json, json, source, yaml};

/// Any value that JSON can carry, with any text in it.
fn value(texts: impl Strategy<Value = String> + Clone + 'static) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter_map("finite", |x| Number::from_f64(x).map(Value::from)),
        texts.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        let entry = (texts.clone(), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::from),
            prop::collection::vec(entry, 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Texts made of what the two grammars care about.
fn awkward() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "[", "]", "{", "}", ":", ": ", ",", "- ", "? ", "|", ">", "|-\n", "'", "\"", "&a ", "*a",
        "!t ", "#", " # ", "%", "@", "`", " ", "  ", "\t", "\n", "\r\n", "\r", "a", "1", "é", "😀",
        "~", "<<", ".", "\\", "\\n", "\\u00e9", "\\ud800", "//", "/*", "*/", "---\n", "...\n",
        "true", "a: ", "\n  ", "\n- ", "\u{feff}", "\u{85}", "\u{2028}", "\u{7f}",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

/// The text of a string literal with a choice of escapes for each character.
fn escape(text: &str, choices: &[u8]) -> String {
    let mut escaped = "\"".to_owned();
    for (character, choice) in text.chars().zip(choices.iter().cycle()) {
        let must = character < ' ' || matches!(character, '"' | '\\');
        if choice % 3 == 0 {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                write!(escaped, "\\u{unit:04x}").unwrap();
            }
        } else if must || (character == '/' && choice % 3 == 1) {
            escaped.push_str(match character {
                '"' => "\\\"",
                '\\' => "\\\\",
                '/' => "\\/",
                '\u{8}' => "\\b",
                '\u{c}' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => {
                    write!(escaped, "\\u{:04X}", u32::from(character)).unwrap();
                    continue;
                }
            });
        } else {
            escaped.push(character);
        }
    }
    escaped.push('"');
    escaped
}

/// Each place, unescaped once and read alone by another reader, is the value of the node.
fn places_spell_values(node: &Node) {
    let inner: String = serde_json::from_str(&format!("\"{}\"", spelled(node))).unwrap();
    let alone: Value = serde_json::from_str(&inner).unwrap();
    if !alone.is_f64() {
        assert_eq!(alone, node.to_value());
    }
    if let Kind::Array(items) = &node.kind {
        items.iter().for_each(places_spell_values);
    }
    for entry in node.entries() {
        places_spell_values(&entry.value);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        if let Ok(source) = source("file", bytes) {
            check_places(&json(&source));
            check_places(&yaml(&source));
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        let source = file(&text);
        check_places(&json(&source));
        check_places(&yaml(&source));
    }

    #[test]
    fn no_awkward_text_makes_a_reader_panic(text in awkward(), choices in prop::collection::vec(any::<u8>(), 1..9)) {
        let source = file(&text);
        check_places(&json(&source));
        check_places(&yaml(&source));
        let outer = json(&file(&escape(&text, &choices))).unwrap();
        prop_assert_eq!(outer.as_str(), Some(text.as_str()));
        check_places(&embedded_json(&outer));
    }

    #[test]
    fn json_is_read_as_it_was_written(value in value(any::<String>()), pretty: bool) {
        let text = if pretty {
            serde_json::to_string_pretty(&value)
        } else {
            serde_json::to_string(&value)
        };
        let result = json(&file(&text.unwrap()));
        check_places(&result);
        prop_assert_eq!(result.unwrap().to_value(), value);
    }

    #[test]
    fn an_escaped_document_is_read_as_it_was_written(
        value in value(any::<String>()),
        pretty: bool,
        choices in prop::collection::vec(any::<u8>(), 1..9),
    ) {
        let inner = if pretty {
            serde_json::to_string_pretty(&value)
        } else {
            serde_json::to_string(&value)
        };
        let text = format!("{{\"Content\": {}}}", escape(&inner.unwrap(), &choices));
        let root = json(&file(&text)).unwrap();
        let outer = root.get("Content").unwrap();
        let result = embedded_json(outer);
        check_places(&result);
        let document = result.unwrap();
        prop_assert!(outer.span.start < document.span.start);
        prop_assert!(document.span.end < outer.span.end);
        places_spell_values(&document);
        prop_assert_eq!(document.to_value(), value);
    }

    #[test]
    fn yaml_of_another_writer_is_read_as_it_reads_it(value in value("[ -~éß😀\n\t]{0,12}".boxed())) {
        let text = serde_yaml::to_string(&value).unwrap();
        // Left without quotes by that writer, and refused here as a merge key.
        prop_assume!(!text.contains("<<:"));
        let expected: Value = serde_yaml::from_str(&text).unwrap();
        let source = file(&text);
        let result = yaml(&source);
        check_places(&result);
        prop_assert_eq!(result.unwrap().to_value(), expected, "{}", text);
    }

    #[test]
    fn two_yaml_readers_agree_on_what_both_read(text in awkward()) {
        // They differ on a block scalar at the root, and on one whose last line has no line break.
        let text = text.replace(['|', '>'], "");
        if let (Ok(ours), Ok(theirs)) = (yaml(&file(&text)), serde_yaml::from_str::<Value>(&text)) {
            prop_assert_eq!(ours.to_value(), theirs);
        }
    }
}
