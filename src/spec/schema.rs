//! The JSON Schema of the spec: made from the types by the test below, committed, and what every spec is held against first.

use std::sync::LazyLock;

use crate::text;

/// The committed schema, `manifest/schema/crispack.schema.json`.
pub static TEXT: LazyLock<&str> =
    LazyLock::new(|| text::packed!("manifest/schema/crispack.schema.json"));

/// Holds a document against the committed schema, which is compiled with the program.
#[jsonschema::validator(
    path = "manifest/schema/crispack.schema.json",
    pattern_options = { engine = regex },
    methods = { is_valid = false, validate = false }
)]
pub(super) struct Schema;

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
