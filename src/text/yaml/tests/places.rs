use crate::text::testing::{file, spelled, spelled_key};
use crate::text::{Node, yaml};

fn read(text: &str) -> Node {
    yaml(&file(text)).expect("the text is read")
}

#[track_caller]
fn at<'a>(root: &'a Node, pointer: &str) -> &'a str {
    spelled(root.pointer(pointer).expect("the node is there"))
}

#[test]
fn scalars_and_keys_spell_their_values() {
    let root = read(
        "a: plain text # c\n'b': 'it''s'   # c\n\"c\" : \"x\\\"y\" # \"\nd: one\n  two\n\n  three\ne: 12\n",
    );
    assert_eq!(at(&root, "/a"), "plain text");
    assert_eq!(at(&root, "/b"), "'it''s'");
    assert_eq!(at(&root, "/c"), "\"x\\\"y\"");
    assert_eq!(at(&root, "/d"), "one\n  two\n\n  three");
    assert_eq!(at(&root, "/e"), "12");
    assert_eq!(spelled_key(&root, "a"), "a");
    assert_eq!(spelled_key(&root, "b"), "'b'");
    assert_eq!(spelled_key(&root, "c"), "\"c\"");
    assert_eq!(root.get("d").unwrap().as_str(), Some("one two\nthree"));
}

#[test]
fn places_are_bytes_behind_long_characters_and_crlf() {
    let root = read("é: ü\r\n😀öö:\r\n- 'ß' # ñ\r\n- |\r\n  ñ\r\n  x\r\n- 😀\r\nz: 1\r\n");
    assert_eq!(at(&root, "/é"), "ü");
    assert_eq!(spelled_key(&root, "😀öö"), "😀öö");
    assert_eq!(at(&root, "/😀öö/0"), "'ß'");
    assert_eq!(at(&root, "/😀öö/1"), "|\r\n  ñ\r\n  x");
    assert_eq!(at(&root, "/😀öö/2"), "😀");
    assert_eq!(at(&root, "/z"), "1");
    assert_eq!(root.pointer("/😀öö/1").unwrap().as_str(), Some("ñ\nx\n"));
}

#[test]
fn places_are_right_behind_hundreds_of_long_characters() {
    let text = (0..200).fold(String::new(), |text, n| {
        format!("{text}ключ{n}: [é, 'ß{n}']\n")
    });
    let root = read(&text);
    for n in 0..200 {
        assert_eq!(spelled_key(&root, &format!("ключ{n}")), format!("ключ{n}"));
        assert_eq!(at(&root, &format!("/ключ{n}")), format!("[é, 'ß{n}']"));
        assert_eq!(at(&root, &format!("/ключ{n}/1")), format!("'ß{n}'"));
    }
}

#[test]
fn a_byte_order_mark_moves_nothing() {
    let bytes = "\u{feff}a: ü\n".as_bytes().to_vec();
    let source = crate::text::source("file", bytes).unwrap();
    assert_eq!(at(&yaml(&source).unwrap(), "/a"), "ü");
}

#[test]
fn block_scalars_reach_from_their_indicator_to_their_last_line() {
    let root = read(
        "a: |\n  x\n  y\n\nb: >- # c > |\n   z\n\n\nc: # > x\n  |2\n     y\n   z \nd: |+\n\ne:\n- |\n  f\n# g\n- >\n  h",
    );
    assert_eq!(at(&root, "/a"), "|\n  x\n  y");
    assert_eq!(at(&root, "/b"), ">- # c > |\n   z");
    assert_eq!(at(&root, "/c"), "|2\n     y\n   z ");
    assert_eq!(at(&root, "/d"), "|+");
    assert_eq!(at(&root, "/e/0"), "|\n  f");
    assert_eq!(at(&root, "/e/1"), ">\n  h");
    assert_eq!(at(&read("--- |\n a\n...\n"), ""), "|\n a");
}

#[test]
fn flow_collections_reach_from_bracket_to_bracket() {
    let root =
        read("a: [1, {b: c}, 'd' , \"e\"  ] # x\nb: {\n  c: [],\n  d: { }\n  }\nc: [x: y, z]\n");
    assert_eq!(at(&root, "/a"), "[1, {b: c}, 'd' , \"e\"  ]");
    assert_eq!(at(&root, "/a/1"), "{b: c}");
    assert_eq!(at(&root, "/a/2"), "'d'");
    assert_eq!(at(&root, "/a/3"), "\"e\"");
    assert_eq!(at(&root, "/b"), "{\n  c: [],\n  d: { }\n  }");
    assert_eq!(at(&root, "/b/c"), "[]");
    assert_eq!(at(&root, "/b/d"), "{ }");
    assert_eq!(at(&root, "/c/0"), "x: y");
}

#[test]
fn block_collections_reach_from_their_first_item_to_their_last() {
    let text = "# head\na:\n- 1\n- [x]\nb:\n  - - 1\n    - 2\n  - c: d\n    e: f # g\n\n# tail\n";
    let root = read(text);
    assert_eq!(root.span, 7..text.len() - " # g\n\n# tail\n".len());
    assert_eq!(at(&root, "/a"), "- 1\n- [x]");
    assert_eq!(at(&root, "/b"), "- - 1\n    - 2\n  - c: d\n    e: f");
    assert_eq!(at(&root, "/b/0"), "- 1\n    - 2");
    assert_eq!(at(&root, "/b/1"), "c: d\n    e: f");
}

#[test]
fn empty_values_stand_behind_their_key_or_dash() {
    let root = read("a:\nb: # c\nc:\n  -\n  - x\nd: {e: , f}\n");
    for (pointer, start) in [("/a", 2), ("/b", 5), ("/c/0", 16)] {
        assert_eq!(root.pointer(pointer).unwrap().span, start..start);
    }
    assert_eq!(at(&root, "/d/e"), "");
    assert_eq!(at(&root, "/d/f"), "");
}
