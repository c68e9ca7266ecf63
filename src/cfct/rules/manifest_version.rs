//! The version is a date to CfCT, and a date only without quotes.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;
use super::super::written::{Style, entry_style, raw};

/// A version that CfCT's schema refuses.
pub static RULE: Rule = Rule {
    code: "CRP181",
    name: "manifest-version",
    severity: Severity::Error,
    summary: "the manifest's version is quoted, or another than `2021-03-15`",
    page: "\
## What it is
`version` is not exactly `2021-03-15`, written without quotes.

## Why it matters
CfCT's schema compares the version with a date, and YAML reads a date only where there are no quotes: \
`version: \"2021-03-15\"` fails the build, and so does any manifest written as JSON. \
(CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
version: \"2021-03-15\"
```

## What to do
Write `version: 2021-03-15`; `--fix` takes quotes away.
",
};

/// Judges `version`, if there is one.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let Some(entry) = package.manifest.entry("version") else {
        return Vec::new();
    };
    let value = &entry.value;
    let is_plain = entry_style(entry) == Style::Plain;
    let (message, note) = match value.as_str() {
        Some("2021-03-15") if is_plain => return Vec::new(),
        Some("2021-03-15") => (
            "the manifest's version is not written plain".to_owned(),
            "CfCT wants a date, and to its reader this is a string: the build would fail",
        ),
        // The former format is another rule's.
        Some("2020-01-01") if is_plain => return Vec::new(),
        _ => (
            format!("the manifest's version `{}` is unknown", raw(value)),
            "CfCT knows `2021-03-15`, without quotes, and the build would fail",
        ),
    };
    let finding = Diagnostic::new(&RULE, message)
        .at(value.place(), "this version")
        .note(note)
        .help("write `version: 2021-03-15`, without quotes");
    let is_quoted = entry_style(entry) == Style::Quoted;
    vec![match value.as_str() {
        Some(date @ "2021-03-15") if is_quoted => finding.fixed_by(value.place(), date),
        _ => finding,
    }]
}
