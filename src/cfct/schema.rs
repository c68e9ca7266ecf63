use std::sync::LazyLock;

use serde_json::Value;

use crate::text;

/// The text of crispack's JSON Schema of CfCT's manifest version 2, as it stands in `manifest/schema/`.
pub static MANIFEST_SCHEMA: LazyLock<&str> =
    LazyLock::new(|| text::packed!("manifest/schema/cfct-manifest-v2.schema.json"));

/// The schema, read once. An error is a bug of ours, which a test of this file excludes.
static COMPILED: LazyLock<Result<Compiled, String>> = LazyLock::new(|| {
    let value: Value = serde_json::from_str(&MANIFEST_SCHEMA).map_err(|error| error.to_string())?;
    let validator = jsonschema::validator_for(&value).map_err(|error| error.to_string())?;
    Ok(Compiled { value, validator })
});

/// The schema as a document and as a validator.
pub(super) struct Compiled {
    /// To look up what would have been allowed.
    pub(super) value: Value,
    /// To judge.
    pub(super) validator: jsonschema::Validator,
}

/// The compiled schema.
pub(super) fn compiled() -> Result<&'static Compiled, &'static str> {
    COMPILED.as_ref().map_err(String::as_str)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_compiles() {
        assert_eq!(super::compiled().err(), None);
    }
}
