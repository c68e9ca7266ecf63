use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::text::Node;

use super::raw::RawSpec;
use super::rules::{accounts_target, spec_shape, unknown_field};
use super::schema;

/// Reads a spec document into its types.
///
/// # Errors
/// Every place at which the document is not what the schema says, not only the first.
pub fn read(document: &Node) -> Result<RawSpec, Vec<Diagnostic>> {
    let value = document.to_value();
    let mut problems: Vec<Diagnostic> = schema::VALIDATOR
        .iter_errors(&value)
        .flat_map(|error| describe(document, &error))
        .collect();
    problems.sort_by_key(|problem| problem.labels.first().map(|l| l.place.span.start));
    if !problems.is_empty() {
        return Err(problems);
    }
    serde_json::from_value(value).map_err(|error| {
        // The schema is made from the types, so this says what the schema cannot.
        vec![spec_shape::other(document, &error.to_string())]
    })
}

fn describe(document: &Node, error: &ValidationError<'_>) -> Vec<Diagnostic> {
    let pointer = error.instance_path().to_string();
    let node = document.pointer(&pointer).unwrap_or(document);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|field| {
                if pointer.starts_with("/targets/") && field == "accounts" {
                    accounts_target::finding(node)
                } else {
                    unknown_field::finding(node, field, &fields(error))
                }
            })
            .collect(),
        ValidationErrorKind::Required { property } => {
            let property = property.as_str().unwrap_or_default();
            // The missing `ou` of an accounts target is no second problem.
            if property == "ou" && node.get("accounts").is_some() {
                return Vec::new();
            }
            vec![spec_shape::missing_field(node, &pointer, property)]
        }
        _ => vec![spec_shape::unexpected(node, &pointer, &expectation(error))],
    }
}

/// The part of the schema that the error is about.
fn schema_part<'a>(root: &'a Value, error: &ValidationError<'_>) -> Option<&'a Value> {
    let path = error.schema_path().to_string();
    let (parent, _) = path.rsplit_once('/')?;
    root.pointer(parent)
}

fn fields(error: &ValidationError<'_>) -> Vec<String> {
    let root: Value = serde_json::from_str(schema::TEXT).unwrap_or_default();
    schema_part(&root, error)
        .and_then(|part| part.get("properties")?.as_object())
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default()
}

fn expectation(error: &ValidationError<'_>) -> String {
    let root: Value = serde_json::from_str(schema::TEXT).unwrap_or_default();
    match error.kind() {
        ValidationErrorKind::Enum { .. } => {
            one_of(&schema_part(&root, error).map_or_else(Vec::new, |part| words_of(part, &root)))
        }
        // Of the alternatives, a list is the one that was meant.
        ValidationErrorKind::AnyOf { .. }
            if error.instance().as_array().is_some_and(Vec::is_empty) =>
        {
            "a list with at least one entry".to_owned()
        }
        ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
            one_of(&schema_part(&root, error).map_or_else(Vec::new, |part| words_of(part, &root)))
        }
        ValidationErrorKind::Pattern { .. } => "a day such as `2027-03-31`".to_owned(),
        ValidationErrorKind::MinItems { .. } | ValidationErrorKind::MinProperties { .. } => {
            "at least one entry".to_owned()
        }
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => {
            "`1`".to_owned()
        }
        ValidationErrorKind::Type { .. } => {
            one_of(&schema_part(&root, error).map_or_else(Vec::new, |part| words_of(part, &root)))
        }
        _ => error.to_string(),
    }
}

fn one_of(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "something else".to_owned(),
    }
}

/// What a schema accepts, in words: quoted values, or types.
fn words_of(part: &Value, root: &Value) -> Vec<String> {
    if let Some(reference) = part.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(reference.trim_start_matches('#'));
        return target.map_or_else(Vec::new, |target| words_of(target, root));
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(Value::Array(parts)) = part.get(key) {
            return parts.iter().flat_map(|p| words_of(p, root)).collect();
        }
    }
    if let Some(Value::Array(options)) = part.get("enum") {
        return options
            .iter()
            .filter_map(Value::as_str)
            .map(|w| format!("`{w}`"))
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
