//! Two YAML readers look at the manifest, and they do not agree on unquoted words.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::{Kind, Node};

use super::super::view::list;
use super::super::written::{Style, raw, style};
use super::super::{PackageView, Reading};

/// An unquoted word that CfCT's loader does not read as a string.
pub static RULE: Rule = Rule {
    code: "CRP189",
    name: "yaml11-ambiguous",
    severity: Severity::Error,
    summary: "an unquoted name, description, OU, account or parameter that CfCT reads as something else",
    page: "\
## What it is
A plain (unquoted) name, description, OU or account that a reader of YAML 1.1 takes for a boolean, a number, a date or \
nothing: `NO`, `on`, `1_000`, `12:30:45`, `2021-03-15`, `~`; and an account id without quotes.

## Why it matters
CfCT checks the manifest with a reader of YAML 1.2 and loads it with PyYAML, a reader of YAML 1.1. So an OU `NO` passes the \
schema, becomes `false`, is not found, and is skipped with the pipeline green. An account id that begins with 0 becomes \
another number: `012345670123` is read as 1402433619. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
organizational_units:
  - NO
accounts:
  - 012345670123
```

## What to do
Put names, descriptions, OUs and accounts in quotes; never paths and the version.
",
};

/// Finds unquoted words.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    scalars(package)
        .into_iter()
        .map(|(node, reading)| {
            let word = raw(node).trim();
            let message = match reading {
                Some(reading) => format!("`{word}` without quotes is {reading} to CfCT"),
                None => format!("the id `{word}` has no quotes"),
            };
            let note = match reading {
                Some(Reading::Refused) => "CfCT would fail to load the manifest, after Build passed its schema",
                _ => "what CfCT reads is not what is written: an OU or account would not be found, with the pipeline green",
            };
            let finding = Diagnostic::new(&RULE, message)
                .at(node.place(), "not a string")
                .note(note)
                .help(format!("write `\"{word}\"`"));
            // Nobody calls an OU `~`: nothing may be what was meant.
            if reading == Some(Reading::Null) {
                finding
            } else {
                finding.fixed_by(node.place(), format!("\"{word}\""))
            }
        })
        .collect()
}

/// The unquoted scalars that are no strings, with what they are; `None` for an account id that happens to stay one.
pub(super) fn scalars<'a>(package: &PackageView<'a>) -> Vec<(&'a Node, Option<Reading>)> {
    package
        .resources()
        .flat_map(|resource| {
            // A description of null is another rule's.
            let description = resource
                .node
                .get("description")
                .filter(|node| node.kind != Kind::Null);
            resource
                .node
                .get("name")
                .into_iter()
                .chain(description)
                .chain(resource.targets("organizational_units"))
                .chain(resource.targets("accounts"))
        })
        .chain(parameter_values(*package))
        .filter(|node| style(node) == Style::Plain)
        .filter_map(|node| {
            let word = raw(node).trim();
            let reading = Reading::of(word);
            let is_id = word.len() == 12 && word.chars().all(|c| c.is_ascii_digit());
            (reading.is_some() || is_id).then_some((node, reading))
        })
        .collect()
}

/// The values of parameters that are texts to one reader and something else to the other; a number or a boolean may be meant.
fn parameter_values(package: PackageView<'_>) -> impl Iterator<Item = &Node> {
    package
        .resources()
        .flat_map(|resource| list(resource.node.get("parameters")))
        .filter_map(|item| item.get("parameter_value"))
        .filter(|node| node.as_str().is_some() || is_octal(raw(node).trim()))
}

/// Digits that begin with 0: one number to a reader of YAML 1.2, and another to one of 1.1.
fn is_octal(word: &str) -> bool {
    word.len() > 1 && word.starts_with('0') && word.chars().all(|c| c.is_ascii_digit())
}
