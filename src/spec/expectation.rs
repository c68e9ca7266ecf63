//! What the schema expected at a place, in words.

use std::sync::LazyLock;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::schema;

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&schema::TEXT).unwrap_or_default());

/// What the value at the place of an error must be, as the end of a sentence: `must …`.
pub(super) fn expectation(error: &ValidationError<'_>) -> String {
    let words = || one_of(&schema_part(error).map_or_else(Vec::new, words_of));
    match error.kind() {
        // Of the alternatives, a list is the one that was meant.
        ValidationErrorKind::AnyOf { .. }
            if error.instance().as_array().is_some_and(Vec::is_empty) =>
        {
            "have at least one entry".to_owned()
        }
        ValidationErrorKind::MinItems { .. } => "have at least one entry".to_owned(),
        ValidationErrorKind::Pattern { .. } => "be a day such as `2027-03-31`".to_owned(),
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => {
            "be `1`".to_owned()
        }
        ValidationErrorKind::Enum { .. }
        | ValidationErrorKind::AnyOf { .. }
        | ValidationErrorKind::OneOfNotValid { .. }
        | ValidationErrorKind::Type { .. } => format!("be {}", words()),
        _ => format!("fit the schema: {error}"),
    }
}

/// The fields that belong where a field was not expected.
pub(super) fn fields(error: &ValidationError<'_>) -> Vec<String> {
    schema_part(error)
        .and_then(|part| part.get("properties")?.as_object())
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default()
}

/// The part of the schema that an error is about.
fn schema_part(error: &ValidationError<'_>) -> Option<&'static Value> {
    let path = error.schema_path().to_string();
    let (parent, _) = path.rsplit_once('/')?;
    SCHEMA.pointer(parent)
}

fn one_of(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "something else".to_owned(),
    }
}

/// What a schema accepts, in words: quoted values, or types.
fn words_of(part: &Value) -> Vec<String> {
    if let Some(reference) = part.get("$ref").and_then(Value::as_str) {
        let target = SCHEMA.pointer(reference.trim_start_matches('#'));
        return target.map_or_else(Vec::new, words_of);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(Value::Array(parts)) = part.get(key) {
            return parts.iter().flat_map(words_of).collect();
        }
    }
    if let Some(Value::Array(options)) = part.get("enum") {
        return options
            .iter()
            .filter_map(Value::as_str)
            .map(|word| format!("`{word}`"))
            .collect();
    }
    if let Some(Value::String(word)) = part.get("const") {
        return vec![format!("`{word}`")];
    }
    let types: Vec<&str> = match part.get("type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    types
        .into_iter()
        .filter_map(|name| match name {
            "array" => Some("a list"),
            "object" => Some("a mapping"),
            "string" => Some("a string"),
            "integer" | "number" => Some("a number"),
            "boolean" => Some("`true` or `false`"),
            _ => None,
        })
        .map(str::to_owned)
        .collect()
}
