//! The JSON Schemas of a catalogue and of the record of accepted routes, which every such file is held against; the embedded catalogue is held against its own by a test.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Place};
use crate::text::{self, Node};

/// Mistakes told of one file.
const MOST: usize = 20;

/// The validator of `manifest/schema/crispack.catalogue.1.schema.json`.
pub(super) static CATALOGUE: LazyLock<Validator> = LazyLock::new(|| {
    validator(text::packed!(
        "manifest/schema/crispack.catalogue.1.schema.json"
    ))
});

/// The validator of `manifest/schema/crispack.accepted.1.schema.json`.
pub(super) static ACCEPTED: LazyLock<Validator> = LazyLock::new(|| {
    validator(text::packed!(
        "manifest/schema/crispack.accepted.1.schema.json"
    ))
});

fn validator(text: &str) -> Validator {
    #[expect(
        clippy::expect_used,
        reason = "embedded text, compiled by this room's tests"
    )]
    let schema: Value = serde_json::from_str(text).expect("the embedded schema");
    #[expect(
        clippy::expect_used,
        reason = "embedded text, compiled by this room's tests"
    )]
    jsonschema::draft202012::new(&schema).expect("the embedded schema")
}

/// The place of what a JSON pointer leads to, or of the whole.
pub(super) fn place(document: &Node, pointer: &str) -> Place {
    document.pointer(pointer).unwrap_or(document).place()
}

/// The first mistakes of a file, each with its place.
pub(super) fn mistakes(
    validator: &Validator,
    document: &Node,
    value: &Value,
    finding: fn(Place, &str) -> Diagnostic,
) -> Vec<Diagnostic> {
    let errors = validator.iter_errors(value).take(MOST);
    errors
        .map(|error| {
            let at = place(document, &error.instance_path().to_string());
            finding(at, &error.masked().to_string())
        })
        .collect()
}
