//! What we say of unquoted words is what `PyYAML` does with them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use crispack::cfct::Reading;
use serde_json::Value;

mod common;

#[test]
fn pyyaml_agrees_on_unquoted_words() {
    let Some(python) = common::python::python("pyyaml_agrees_on_unquoted_words") else {
        return;
    };
    let words: Vec<String> = "y n Y N yes Yes YES yEs no No NO nO on On ON oN off Off OFF true True TRUE tRue false False \
        FALSE ~ null Null NULL nULL 0 1 -1 +1 00 0_ 08 014 0o14 -014 1_000 1__2 _1 1_ 0x1F 0x1g 0X1F 0b1 0b2 0b1_ 1e3 1.5e3 \
        1.0e+3 1.0e-3 1.0E+3 1. 1.5 .5 -.5 ._5 .5_ 5. 0.1_2 1_.5 .inf .Inf .INF .iNF +.inf -.inf .nan .NaN +.nan . .. \
        12:30 12:30:45 1:60 1:5 1:59:59 190:20:30.15 190:20:30. 1:2.5e+3 0:1 01:30 08:30 12:30:45.5 2021-03-15 2021-3-5 \
        2021-03-15T10:00:00Z 2021-3-5t1:00:00 2021-03-15T10 = << 012345670123 012345678912 123456789012 eu-central-1 a"
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let folder = common::folder("words", words.iter().map(|word| format!("word: {word}\n")));
    let report = python.run("read_manifest.py", &[&folder]);
    let report: Value = serde_json::from_str(&report).unwrap();
    for (at, word) in words.iter().enumerate() {
        let seen = &report[format!("{at:04}.yaml")]["pyyaml"];
        let reading = match &seen["word"] {
            // A tag without a constructor, or a number such as `0b_` that its constructor chokes on.
            Value::Null if seen.get("error").is_some() => Some(Reading::Refused),
            Value::Null => Some(Reading::Null),
            Value::Bool(value) => Some(Reading::Boolean(*value)),
            Value::Object(map) if map.contains_key("date") => Some(Reading::Date),
            Value::Number(_) | Value::Object(_) => Some(Reading::Number),
            _ => None,
        };
        assert_eq!(Reading::of(word), reading, "{word}: {seen}");
    }
}
