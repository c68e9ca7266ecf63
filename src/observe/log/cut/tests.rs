use std::io::Read;

use proptest::prelude::*;

use super::{CutError, Cutter};

/// Hands out a few bytes at a time.
struct Drops<'a>(&'a [u8], usize);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = self.1.min(self.0.len()).min(into.len());
        into[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

fn cut(text: &str, drop: usize) -> (Vec<String>, Option<CutError>) {
    let mut cutter = Cutter::new(Drops(text.as_bytes(), drop));
    let mut pieces = Vec::new();
    loop {
        match cutter.piece() {
            Ok(Some(piece)) => pieces.push(String::from_utf8(piece.to_vec()).unwrap()),
            Ok(None) => return (pieces, None),
            Err(error) => return (pieces, Some(error)),
        }
    }
}

#[test]
fn every_way_of_wrapping_gives_the_same_pieces() {
    for text in [
        r#"{"a":1}{"b":"}\"]"}"#,
        "{\"a\":1}\n{\"b\":\"}\\\"]\"}\n",
        r#" [ {"a":1} , {"b":"}\"]"} ] "#,
        r#"{"Records":[{"a":1},{"b":"}\"]"}]}"#,
        r#"{"NextToken":"x","n":3, "Events" : [{"a":1},{"b":"}\"]"}], "more":{"z":[1]}}"#,
        "\u{feff}{\"QueryResultRows\":[{\"a\":1},{\"b\":\"}\\\"]\"}],\"QueryStatus\":\"FINISHED\"}",
    ] {
        for drop in [1, 3, 1000] {
            let (pieces, error) = cut(text, drop);
            assert_eq!(
                pieces,
                [r#"{"a":1}"#, r#"{"b":"}\"]"}"#],
                "{text} by {drop}"
            );
            assert!(error.is_none(), "{text} by {drop}: {error:?}");
        }
    }
}

#[test]
fn an_object_without_a_list_is_a_piece_and_nothing_is_no_piece() {
    assert_eq!(
        cut(r#"{"Records":3,"x":[1]}"#, 2).0,
        [r#"{"Records":3,"x":[1]}"#]
    );
    for nothing in ["", " \n", "[]", r#"{"Records":[]}"#] {
        let (pieces, error) = cut(nothing, 1);
        assert!(
            pieces.is_empty() && error.is_none(),
            "{nothing:?} {error:?}"
        );
    }
}

#[test]
fn half_a_document_is_told_after_what_stands_before_it() {
    for (text, whole) in [
        (r#"{"Records":[{"a":1},{"b":"#, 1),
        (r#"{"Records":[{"a":1}"#, 1),
        (r#"{"Records":[{"a":1}]"#, 1),
        ("{\"a\":1}\n{\"b\"", 1),
        ("{", 0),
    ] {
        let (pieces, error) = cut(text, 1);
        assert_eq!(pieces.len(), whole, "{text}");
        assert!(matches!(error, Some(CutError::Half)), "{text} {error:?}");
    }
}

#[test]
fn a_line_that_is_no_json_is_left_out_and_counted() {
    let text = "{\"a\":1}\nnot this\n{\"b\":2}\n";
    let mut cutter = Cutter::new(text.as_bytes());
    let mut pieces = 0;
    while cutter.piece().unwrap().is_some() {
        pieces += 1;
    }
    assert_eq!((pieces, cutter.odd_lines()), (2, 1));
    let odd = cut("not this\n{\"a\":1}", 1);
    assert!(odd.1.is_none() && odd.0.len() == 1);
    let odd = cut("{\"Records\":[null,{\"a\":1},3,\"x\",[2]]}", 1);
    assert_eq!(odd.0, ["null", "{\"a\":1}", "3", "\"x\"", "[2]"]);
    for text in ["{\"Records\":[}]}", "{\"Records\":[1}"] {
        assert!(cut(text, 1).1.is_some(), "{text}");
    }
}

proptest! {
    #[test]
    fn pieces_are_what_a_reader_of_json_finds(
        values in proptest::collection::vec(
            proptest::collection::btree_map("[a-z\"\\\\{}]{0,6}", "[a-z\"\\\\\\[\\]{},: ]{0,9}", 0..4),
            0..6,
        ),
        drop in 1_usize..40,
    ) {
        let text = serde_json::json!({"Records": values}).to_string();
        let (pieces, error) = cut(&text, drop);
        prop_assert!(error.is_none());
        let read: Vec<std::collections::BTreeMap<String, String>> =
            pieces.iter().map(|piece| serde_json::from_str(piece).unwrap()).collect();
        prop_assert_eq!(read, values);
    }

    #[test]
    fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..200), drop in 1_usize..9) {
        let mut cutter = Cutter::new(Drops(&bytes, drop));
        while let Ok(Some(_)) = cutter.piece() {}
    }
}
