//! YAML beyond what JSON can say.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP009",
    name: "yaml-feature",
    severity: Severity::Error,
    summary: "a YAML file uses a feature that is not read",
    page: "\
## What it is
A YAML file uses an anchor or alias (`&name`, `*name`), a tag (`!!str`, `!Sub`), a merge key (`<<`), several documents
in one file, or a key that is no string (`1:`, `true:`, a list).

## Why it matters
The readers of YAML treat these differently: aliases can grow a small file without bound, tags change types, merge keys
left the standard in 2009. A guardrail should read the same for everyone.

## What to do
Write values out where they are used, put keys and special values in quotes, and use one file for one document.
A value that starts with `*`, `&` or `!` and is meant as text needs quotes: `\"*\"`.
",
};

fn feature(place: Place, message: String, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&RULE, message).at(place, "").help(help)
}

pub(crate) fn anchor(place: Place, text: &str) -> Diagnostic {
    feature(
        place,
        format!("the anchor `{text}` is not read"),
        "delete the anchor and write the value out where it is used; put it in quotes if it is a text",
    )
}

pub(crate) fn alias(place: Place, text: &str) -> Diagnostic {
    feature(
        place,
        format!("the alias `{text}` is not read"),
        "write the value out, or put it in quotes if a text that starts with `*` is meant",
    )
}

pub(crate) fn tag(place: Place, text: &str) -> Diagnostic {
    let help = match text {
        "!!str" => "delete the tag and put the value in quotes",
        _ => "delete the tag and write the plain value; put it in quotes if it is a text",
    };
    feature(place, format!("the tag `{text}` is not read"), help)
}

pub(crate) fn merge_key(place: Place) -> Diagnostic {
    feature(
        place,
        "the merge key `<<` is not read".to_owned(),
        "write the keys out, or put `<<` in quotes if a key of that name is meant",
    )
}

pub(crate) fn second_document(place: Place) -> Diagnostic {
    feature(
        place,
        "a second YAML document starts here".to_owned(),
        "keep one document in a file, and move the others to files of their own",
    )
}

pub(crate) fn key_is_no_string(place: Place, key: &str, what: &str) -> Diagnostic {
    let help = if key.is_empty() {
        "write a key before the `:`".to_owned()
    } else {
        format!("put it in quotes: `\"{key}\"`")
    };
    feature(place, format!("a key must be a string, found {what}"), help)
}

pub(crate) fn key_is_collection(place: Place, what: &str) -> Diagnostic {
    feature(
        place,
        format!("a key must be a string, found {what}"),
        "write a string as the key; a text in `{…}` or `[…]` needs quotes",
    )
}
