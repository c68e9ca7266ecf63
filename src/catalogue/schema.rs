//! The JSON Schema of a catalogue, which every file is held against; the embedded one is held against it by a test.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

use crate::text;

/// The validator of `manifest/schema/crispack.catalogue.1.schema.json`.
pub(super) static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let text = text::packed!("manifest/schema/crispack.catalogue.1.schema.json");
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
});
