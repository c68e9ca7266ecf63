//! The JSON Schema of the spec: made from the types by the test below, committed, and what every spec is held against first.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

use crate::text;

/// The committed schema, `manifest/schema/crispack.schema.json`.
pub static TEXT: LazyLock<&str> =
    LazyLock::new(|| text::packed!("manifest/schema/crispack.schema.json"));

/// The validator of the committed schema.
pub(super) static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "embedded text, compiled by this room's tests"
    )]
    let schema: Value = serde_json::from_str(&TEXT).expect("the embedded schema");
    #[expect(
        clippy::expect_used,
        reason = "embedded text, compiled by this room's tests"
    )]
    jsonschema::draft202012::new(&schema).expect("the embedded schema")
});

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::raw::RawSpec;

    /// `SNAPSHOTS=overwrite cargo test --lib spec::schema` writes it again.
    #[test]
    fn the_committed_schema_is_what_the_types_say() {
        let mut schema = schemars::schema_for!(RawSpec).to_value();
        if let Value::Object(object) = &mut schema {
            let comment = "generated from `src/spec/raw.rs` by its test; do not edit";
            object.insert("$comment".to_owned(), Value::String(comment.to_owned()));
        }
        snapbox::assert_data_eq!(
            format!("{schema:#}\n"),
            snapbox::file!["../../manifest/schema/crispack.schema.json"].raw()
        );
    }
}
