//! CfCT looks for `_file:` in the manifest's lines, whatever they are.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::super::PackageView;
use super::super::written::{file_entries, marked_lines};

/// A line that CfCT takes for one that names a file.
pub static RULE: Rule = Rule {
    code: "CRP184",
    name: "file-mark-in-text",
    severity: Severity::Error,
    summary: "a line contains `_file:` and names no file",
    page: "\
## What it is
`_file:` in a description, a name, an OU or an indented comment of the manifest.

## Why it matters
CfCT's Build does not read YAML to find the files: it takes the third word of every line that contains `_file:` and does \
not start with `#`. That word is looked up as a file, and the build fails. \
(CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
description: \"see resource_file: of the other entry\"
```

## What to do
Say it in other words. Where the name is given, such as an OU `team_file` with a child, write the underscore as `\\x5f` in \
double quotes: `\"team\\x5ffile:Prod\"`, as crispack does.
",
};

/// Finds such lines.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let entries = file_entries(package.manifest);
    let mut keys: Vec<usize> = entries.iter().map(|entry| entry.key_span.start).collect();
    keys.sort_unstable();
    let source = &package.manifest.source;
    marked_lines(&source.text)
        .into_iter()
        .filter(|line| {
            let next = keys.partition_point(|key| *key < line.span.start);
            keys.get(next).is_none_or(|key| !line.span.contains(key))
        })
        .filter(|line| {
            // By chance the word may be a file of the package.
            package
                .files
                .is_none_or(|files| line.word.is_empty() || !files.has(&line.word))
        })
        .map(|line| {
            let text = source.text.get(line.span.clone()).unwrap_or_default();
            let indent = text.len() - text.trim_start().len();
            let place = Place::new(source, line.span.start + indent..line.span.end);
            Diagnostic::new(&RULE, "a line contains `_file:` and names no file")
                .at(place, "taken for the name of a file")
                .note(format!(
                    "CfCT would look for a file `{}`, the third word of this line, and the build would fail",
                    line.word
                ))
                .help("use other words, or write the underscore as `\\x5f` in double quotes")
        })
        .collect()
}
