//! The JSON Schemas of a catalogue and of the record of accepted routes, which every such file is held against; the embedded catalogue is held against its own by a test.

use jsonschema::ErrorIterator;

use crate::diagnostic::{Diagnostic, Place};
use crate::text::Node;

/// Mistakes told of one file.
const MOST: usize = 20;

/// Holds a document against the schema of a catalogue.
#[jsonschema::validator(
    path = "manifest/schema/crispack.catalogue.1.schema.json",
    pattern_options = { engine = regex },
    methods = { is_valid = false, validate = false }
)]
pub(super) struct Catalogue;

/// Holds a document against the schema of the record of accepted routes.
#[jsonschema::validator(
    path = "manifest/schema/crispack.accepted.1.schema.json",
    pattern_options = { engine = regex },
    methods = { is_valid = false, validate = false }
)]
pub(super) struct Accepted;

/// The place of what a JSON pointer leads to, or of the whole.
pub(super) fn place(document: &Node, pointer: &str) -> Place {
    document.pointer(pointer).unwrap_or(document).place()
}

/// The first mistakes of a file, each with its place.
pub(super) fn mistakes(
    errors: ErrorIterator<'_>,
    document: &Node,
    finding: fn(Place, &str) -> Diagnostic,
) -> Vec<Diagnostic> {
    errors
        .take(MOST)
        .map(|error| {
            let at = place(document, &error.instance_path().to_string());
            // Of a key that is wrong, the place is the object that it stands in, so the words say which.
            let is_of_key = error.schema_path().as_str().contains("/propertyNames/");
            let why = if is_of_key {
                error.to_string()
            } else {
                error.masked().to_string()
            };
            finding(at, &why)
        })
        .collect()
}
