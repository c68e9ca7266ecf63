//! A description is optional to CfCT's schema and vital to its SCP stage.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::text::Kind;

use super::super::PackageView;
use super::super::quote::quoted;
use super::super::view::ResourceView;

/// A policy without a description.
pub static RULE: Rule = Rule {
    code: "CRP183",
    name: "missing-description",
    severity: Severity::Error,
    summary: "a policy has no description",
    page: "\
## What it is
An entry with `deploy_method: scp` or `rcp` whose `description` is absent or null.

## Why it matters
CfCT's schema does not ask for the description, so Build is green. If no resource has one, the policy stage crashes with \
an `AttributeError` and nothing is deployed; a null one fails that policy while the others are live, and a null on the \
first entry also blanks those after it that have none. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
- name: \"deny\"
  description:
```

## What to do
Give every policy a `description`, in quotes, of at most 512 characters.
",
};

/// Finds policies without a description.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .resources()
        .filter(|resource| resource.is_policy())
        .filter_map(|resource| {
            let title = resource.title();
            let (message, place) = match resource.node.entry("description") {
                None => (
                    format!("{title} has no description"),
                    resource
                        .node
                        .key_place("name")
                        .unwrap_or_else(|| resource.node.place()),
                ),
                Some(entry) => match &entry.value.kind {
                    Kind::Null => (
                        format!("the description of {title} is null"),
                        resource.node.key_place("description")?,
                    ),
                    _ => return None,
                },
            };
            let finding = Diagnostic::new(&RULE, message)
                .at(place, "described nowhere")
                .note("the build would pass, and CfCT's policy stage would crash or fail on this policy")
                .help("add a `description` in quotes");
            Some(match fix(resource) {
                Some((place, text)) => finding.fixed_by(place, text),
                None => finding,
            })
        })
        .collect()
}

/// The policy's name as its description, on a line of its own below the name or behind the empty key; in block style only.
fn fix(resource: ResourceView<'_>) -> Option<(Place, String)> {
    let name = resource.node.entry("name")?;
    let text = quoted(name.value.as_str()?);
    let source = &resource.node.source;
    if let Some(entry) = resource.node.entry("description") {
        let is_empty = entry.value.kind == Kind::Null && entry.value.span.is_empty();
        let end = entry.key_span.end;
        return is_empty.then(|| (Place::new(source, end..end + 1), format!(": {text}")));
    }
    let line_start = source.text.get(..name.key_span.start)?.rfind('\n')? + 1;
    let before = source.text.get(line_start..name.key_span.start)?;
    let is_block = before.chars().all(|c| matches!(c, ' ' | '-'));
    let rest = source.text.get(name.value.span.end..)?;
    let end = name.value.span.end + rest.find(['\r', '\n']).unwrap_or(rest.len());
    let line_end = if source.text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    is_block.then(|| {
        let indent = " ".repeat(before.len());
        (
            Place::new(source, end..end),
            format!("{line_end}{indent}description: {text}"),
        )
    })
}
