//! The JSON Schema of CfCT's manifest version 2, as a document and as what every manifest is held against.

use std::sync::LazyLock;

use serde_json::Value;

use crate::text;

/// The text of crispack's JSON Schema of CfCT's manifest version 2, as it stands in `manifest/schema/`.
pub static MANIFEST_SCHEMA: LazyLock<&str> =
    LazyLock::new(|| text::packed!("manifest/schema/cfct-manifest-v2.schema.json"));

/// The schema as a document, to look up what would have been allowed.
pub(super) static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&MANIFEST_SCHEMA).unwrap_or_default());

/// Holds a manifest against the schema, which is compiled with the program.
#[jsonschema::validator(
    path = "manifest/schema/cfct-manifest-v2.schema.json",
    pattern_options = { engine = regex },
    methods = { is_valid = false, validate = false }
)]
pub(super) struct Manifest;

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_is_a_document() {
        assert!(super::DOCUMENT.is_object());
    }
}
