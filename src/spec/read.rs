use std::collections::BTreeSet;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

use crate::diagnostic::Diagnostic;
use crate::text::{Kind, Node};

use super::expectation::{expectation, fields};
use super::origin::Origin;
use super::raw::RawSpec;
use super::rules::{accounts_target, spec_shape, unknown_field};
use super::schema::Schema;
use crate::diagnostic::suggest;

/// Mistakes looked for in one spec; a file of nothing but mistakes need not be read to its end.
const MOST: usize = 200;

/// Reads a spec document into its types, with the places of its values.
///
/// Every place at which the document is not what the schema says is added to `findings`. Where that is only unknown fields the spec is read all the same, a
/// misspelt field taken for the one that was meant, so that what else is wrong can be told in the same run. `None`: there is no reading on.
pub fn read(document: Node, findings: &mut Vec<Diagnostic>) -> Option<(RawSpec, Origin)> {
    let mut document = document;
    let unknown = unknown_fields(&mut document);
    let value = document.to_value();
    let mut problems: Vec<Diagnostic> = Schema::iter_errors(&value)
        .filter_map(|error| describe(&document, &error))
        .take(MOST)
        .collect();
    // The schema takes 1.0 for the integer that it is; the types don't.
    if let Some(version) = document.get("version")
        && matches!(&version.kind, Kind::Number(number) if number.as_u64().is_none())
        && problems.is_empty()
    {
        problems.push(spec_shape::unexpected(version, "/version", "be `1`"));
    }
    let fits = problems.is_empty() && Schema::iter_errors(&value).next().is_none();
    findings.extend(unknown);
    findings.append(&mut problems);
    if !fits {
        return None;
    }
    match serde_json::from_value(value) {
        Ok(raw) => Some((raw, Origin::document(document))),
        Err(error) => {
            // The schema is made from the types, so this says what the schema cannot.
            findings.push(spec_shape::other(&document, &error.to_string()));
            None
        }
    }
}

/// Finds the fields that don't exist, and takes each away, or for the field that was probably meant if that is not there.
fn unknown_fields(document: &mut Node) -> Vec<Diagnostic> {
    let value = document.to_value();
    let mut unknown = Vec::new();
    for error in Schema::iter_errors(&value) {
        if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
            let pointer = error.instance_path().to_string();
            let known = fields(&error);
            unknown.extend(
                unexpected
                    .iter()
                    .map(|field| (pointer.clone(), field.clone(), known.clone())),
            );
        }
        if unknown.len() >= MOST {
            break;
        }
    }
    let mut findings = Vec::new();
    for (pointer, field, known) in unknown {
        let Some(node) = document.pointer(&pointer) else {
            continue;
        };
        let is_accounts = pointer.starts_with("/targets/") && field == "accounts";
        findings.push(if is_accounts {
            accounts_target::finding(node)
        } else {
            unknown_field::finding(node, &field, &known)
        });
        let there: BTreeSet<&str> = node
            .entries()
            .iter()
            .map(|entry| entry.key.as_str())
            .collect();
        let meant = suggest::nearest(
            &field,
            known
                .iter()
                .map(String::as_str)
                .filter(|name| !there.contains(name)),
        );
        // The accounts stay: their target is not to be told that its OU is missing as well.
        if !is_accounts
            && let Some(node) = document.pointer_mut(&pointer)
            && let Kind::Object(entries) = &mut node.kind
        {
            match meant {
                Some(meant) => entries
                    .iter_mut()
                    .filter(|e| e.key == field)
                    .for_each(|e| meant.clone_into(&mut e.key)),
                None => entries.retain(|entry| entry.key != field),
            }
        }
    }
    findings
}

/// A mistake in words; `None` for what has been told already.
fn describe(document: &Node, error: &ValidationError<'_>) -> Option<Diagnostic> {
    let pointer = error.instance_path().to_string();
    let node = document.pointer(&pointer).unwrap_or(document);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { .. } => None,
        ValidationErrorKind::Required { property } => {
            let property = property.as_str().unwrap_or_default();
            let has_accounts = property == "ou" && node.get("accounts").is_some();
            (!has_accounts).then(|| spec_shape::missing_field(node, &pointer, property))
        }
        _ => Some(spec_shape::unexpected(node, &pointer, &expectation(error))),
    }
}
