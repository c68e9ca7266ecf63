use std::fmt::Write as _;

use serde_json::json;

use crate::text::testing::{file, spelled};
use crate::text::{Node, yaml_with_anchors};

fn read(text: &str) -> Node {
    yaml_with_anchors(&file(text)).expect("the text is read")
}

#[test]
fn an_alias_is_what_its_anchor_stands_for_and_stands_there() {
    let root = read("a: &x [1, two]\nb: *x\nc: &y plain # c\nd: [*y, &z 'q', *z]\ne: 1\n");
    assert_eq!(
        root.to_value(),
        json!({"a": [1, "two"], "b": [1, "two"], "c": "plain", "d": ["plain", "q", "q"], "e": 1})
    );
    assert_eq!(spelled(root.get("b").unwrap()), "[1, two]");
    assert_eq!(spelled(root.pointer("/d/0").unwrap()), "plain");
    assert_eq!(spelled(root.pointer("/d/2").unwrap()), "'q'");
}

#[test]
fn block_collections_have_anchors_too() {
    let root = read("a: &x\n  k: 1\n  l:\n    - m\nb: *x\nc:\n  - &i\n    n: 2\n  - *i\n");
    assert_eq!(
        root.to_value(),
        json!({"a": {"k": 1, "l": ["m"]}, "b": {"k": 1, "l": ["m"]}, "c": [{"n": 2}, {"n": 2}]})
    );
}

#[test]
fn merge_keys_give_what_is_not_there() {
    let root =
        read("a: &x {k: 1, l: 2}\nb: &y {l: 3, m: 4}\nc:\n  <<: [*x, *y]\n  k: 9\nd:\n  <<: *y\n");
    assert_eq!(
        root.get("c").unwrap().to_value(),
        json!({"k": 9, "l": 2, "m": 4})
    );
    assert_eq!(root.get("d").unwrap().to_value(), json!({"l": 3, "m": 4}));
}

#[test]
fn what_is_no_mapping_cannot_be_merged_and_unknown_tags_are_refused() {
    for text in [
        "a:\n  <<: 1\n",
        "a: !Sub x\n",
        "a: &x b\n*x : c\n",
        "a: *nowhere\n",
    ] {
        assert!(yaml_with_anchors(&file(text)).is_err(), "{text}");
    }
    assert_eq!(read("a: !!str 12\n").to_value(), json!({"a": "12"}));
}

#[test]
fn aliases_of_aliases_are_no_bomb() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = level - 1;
        let ten = vec![format!("*a{before}"); 10].join(", ");
        let _ = writeln!(text, "a{level}: &a{level} [{ten}]");
    }
    let found = yaml_with_anchors(&file(&text)).expect_err("too large");
    assert_eq!(found[0].rule.code, "CRP002");
    let mut deep = "a0: &a0 [x]\n".to_owned();
    for level in 1..80 {
        let _ = writeln!(deep, "a{level}: &a{level} [*a{}]", level - 1);
    }
    assert!(yaml_with_anchors(&file(&deep)).is_err());
}
