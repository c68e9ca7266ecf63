//! CfCT's schema is closed: a key that it does not know fails the build, wherever it stands.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::text::Node;

use super::super::PackageView;
use super::super::schema::{DOCUMENT, Manifest};
use super::yaml11_ambiguous;

/// A manifest that CfCT's schema refuses.
pub static RULE: Rule = Rule {
    code: "CRP182",
    name: "manifest-shape",
    severity: Severity::Error,
    summary: "the manifest has a key or a value that CfCT's schema refuses",
    page: "\
## What it is
A key that manifest version `2021-03-15` does not have, one that it must have and has not, or a value of another kind \
than it takes. The schema is `manifest/schema/cfct-manifest-v2.schema.json`, crispack's own words for what CfCT checks.

## Why it matters
CfCT's Build checks the manifest against a closed schema, in which keys of the former format (`depends_on`, `rollout`) \
and comments of one's own invention are errors, and `SCP` is not `scp`. The build fails, and nothing is deployed. \
(CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
- name: \"deny\"
  deploy_method: SCP
  depends_on: []
```

## What to do
Remove or rename the key, or write the value as the message says.
",
};

/// Checks the manifest against the schema. The version is left to CRP181, and unquoted words to CRP189.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    if package.is_version_1() {
        return of_the_other_format(package);
    }
    let ambiguous = yaml11_ambiguous::scalars(package);
    let value = package.manifest.to_value();
    Manifest::iter_errors(&value)
        .filter(|error| error.instance_path().as_str() != "/version")
        .flat_map(|error| {
            let node = package.manifest.pointer(error.instance_path().as_str());
            let node = node.unwrap_or(package.manifest);
            let is_judged_elsewhere = matches!(error.kind(), ValidationErrorKind::Type { .. })
                && ambiguous.iter().any(|(other, _)| other.span == node.span);
            if is_judged_elsewhere {
                Vec::new()
            } else {
                findings(&error, node)
            }
        })
        .collect()
}

/// Keys of this format in a manifest of the former one, and a method that its parser refuses; the rest of that format is not looked at.
fn of_the_other_format(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let refused = "CfCT's schema refuses it: the build would fail, and nothing would be deployed";
    let mut found = Vec::new();
    for key in ["resources", "enable_stack_set_deletion"] {
        if let Some(place) = package.manifest.key_place(key) {
            found.push(
                Diagnostic::new(&RULE, format!("`{key}` is a key of `2021-03-15`"))
                    .at(place, "not a key of `2020-01-01`")
                    .note(refused)
                    .help("write `version: 2021-03-15`, and everything in its keys"),
            );
        }
    }
    let resources = super::super::view::list(package.manifest.get("cloudformation_resources"));
    for method in resources.iter().filter_map(|own| own.get("deploy_method")) {
        if method.as_str() != Some("stack_set") {
            found.push(
                Diagnostic::new(&RULE, "`cloudformation_resources` are deployed as stack sets only")
                    .at(method.place(), "this method")
                    .note("CfCT's parser would stop with a ValueError in the stage of stack sets, after all policies are live")
                    .help("write `deploy_method: stack_set`"),
            );
        }
    }
    found
}

/// The finding for an entry that the schema takes and nobody can read.
pub(in crate::cfct) fn unread(resource: &Node) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        "this resource has no name, file or OUs that could be read",
    )
    .at(resource.place(), "this resource")
    .help("write `name`, `resource_file` and `organizational_units` as strings")
}

fn findings(error: &ValidationError<'_>, node: &Node) -> Vec<Diagnostic> {
    let at = error.instance_path().as_str();
    let subject = if at.is_empty() {
        "the manifest".to_owned()
    } else {
        format!("`{at}`")
    };
    let found = |message: String, place: Place, label: &str| {
        Diagnostic::new(&RULE, message)
            .at(place, label)
            .note("CfCT's schema refuses it: the build would fail, and nothing would be deployed")
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|key| {
                let place = node.key_place(key).unwrap_or_else(|| node.place());
                found(format!("unknown key `{key}`"), place, "not a key of CfCT's")
                    .help(format!("keys here are {}", known_keys(error)))
            })
            .collect(),
        ValidationErrorKind::Required { property } => {
            let key = property.as_str().unwrap_or_default();
            let message = format!("{subject} has no `{key}`");
            vec![found(message, start_of(node), "here").help(format!("add `{key}`"))]
        }
        ValidationErrorKind::Type { kind } => {
            let is = node.describe();
            let message = format!("{subject} is {is} where CfCT takes {}", types(kind));
            vec![found(message, node.place(), is).help(format!("write {}", types(kind)))]
        }
        ValidationErrorKind::Enum { options } => {
            let options: Vec<_> = options
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|option| option.as_str())
                .map(|option| format!("`{option}`"))
                .collect();
            let options = options.join(", ");
            let message = format!("{subject} is none of {options}");
            vec![found(message, node.place(), "this value").help(format!("write one of {options}"))]
        }
        ValidationErrorKind::UniqueItems => {
            let message = format!("{subject} names the same item twice");
            vec![found(message, node.place(), "this list").help("name each item once")]
        }
        _ => vec![found(
            format!("{subject} is not as CfCT takes it: {error}"),
            node.place(),
            "",
        )],
    }
}

/// The first bytes of a node: the whole of a long mapping says nothing about where something is missing.
fn start_of(node: &Node) -> Place {
    node.entries().first().map_or_else(
        || node.place(),
        |entry| Place::new(&node.source, entry.key_span.clone()),
    )
}

fn known_keys(error: &ValidationError<'_>) -> String {
    let path = error.schema_path().as_str();
    let path = path.strip_suffix("additionalProperties").unwrap_or(path);
    let keys: Vec<_> = DOCUMENT
        .pointer(&format!("{path}properties"))
        .and_then(serde_json::Value::as_object)
        .into_iter()
        .flatten()
        .map(|(key, _)| format!("`{key}`"))
        .collect();
    keys.join(", ")
}

fn types(kind: &TypeKind) -> &'static str {
    use jsonschema::JsonType;
    let first = match kind {
        TypeKind::Single(one) => Some(*one),
        TypeKind::Multiple(set) if set.iter().count() > 2 => return "a value",
        TypeKind::Multiple(set) => set.iter().find(|one| *one != JsonType::Null),
    };
    match first {
        Some(JsonType::String) => "a string",
        Some(JsonType::Array) => "a list",
        Some(JsonType::Object) => "a mapping",
        Some(JsonType::Boolean) => "`true` or `false`",
        Some(JsonType::Number | JsonType::Integer) => "a number",
        Some(JsonType::Null) | None => "nothing",
    }
}
