//! Paths are looked up by a script that reads lines and words, not YAML.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Entry;

use super::super::written::{MarkedLine, Style, entry_style, file_entries, marked_lines};
use super::super::{PackageView, Reading};

/// A path that CfCT cannot find, or takes for something else.
pub static RULE: Rule = Rule {
    code: "CRP180",
    name: "manifest-path",
    severity: Severity::Error,
    summary: "a path in the manifest that CfCT cannot find, or takes for something else",
    page: "\
## What it is
A `resource_file` or `parameter_file` that is quoted, contains a blank, `*`, `?`, `[` or `#`, is absolute or climbs \
with `..`, begins with `s3` or `http` without being an address of S3 that CfCT can take apart, is the first key of an indented list item, is written as \
a block, or names a file that the package does not have.

## Why it matters
CfCT's Build greps the manifest for lines with `_file:` and takes the third word for the file: quotes become part of the \
name, a blank ends it, and the build fails. Later it treats everything that begins with `s3` as an address in S3, and \
builds a URL from the path, which `#` and `?` cut short: then the SCP stage fails after other policies are live. \
An absolute path passes Build and crashes the SCP stage. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
resource_file: \"policies/deny global.json\"
```

## What to do
Write the path plain, relative to the package's root, on one line with its key, below the item's `name`: \
`resource_file: policies/name.json`, with letters, digits, `.`, `_` and `-` only.
",
};

/// Finds paths that would not arrive.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let lines = marked_lines(&package.manifest.source.text);
    let mut found = Vec::new();
    for entry in file_entries(package.manifest) {
        let Some(path) = entry.value.as_str() else {
            continue;
        };
        let place = place(entry, path);
        let missing = missing(package, path).filter(|_| place.is_none());
        match spelling(entry, path, &lines) {
            Some(problem) => {
                let told = finding(entry, problem);
                // Without its quotes a plain path is the same value, and Build finds it.
                let is_quoted = entry_style(entry) == Style::Quoted && is_plain(path);
                found.push(if is_quoted {
                    told.fixed_by(entry.value.place(), path)
                } else {
                    told
                });
                // A plain path that is there in other words is one mistake; one that is not there is two.
                found.extend(
                    missing
                        .filter(|_| is_plain(path))
                        .map(|problem| finding(entry, problem)),
                );
            }
            None => found.extend(place.or(missing).map(|problem| finding(entry, problem))),
        }
    }
    found
}

fn finding(entry: &Entry, (message, note): (String, &'static str)) -> Diagnostic {
    Diagnostic::new(&RULE, message)
        .at(entry.value.place(), "this path")
        .note(note)
        .help("write the path plain, relative to the package's root, as `policies/name.json`")
}

/// A path that every reader takes alike, quoted or not.
fn is_plain(path: &str) -> bool {
    path.starts_with(|c: char| c.is_ascii_alphabetic())
        && Reading::of(path).is_none()
        && path
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
}

type Problem = Option<(String, &'static str)>;

/// What Build's line check makes of the path.
fn spelling(entry: &Entry, path: &str, lines: &[MarkedLine]) -> Problem {
    // A key in quotes is a line that Build does not see.
    let after = lines.partition_point(|line| line.span.start <= entry.key_span.start);
    let line = lines.get(after.checked_sub(1)?)?;
    line.span.contains(&entry.key_span.start).then_some(())?;
    if line.word == path {
        return None;
    }
    let source = &entry.value.source.text;
    let before_key = source.get(line.span.start..entry.key_span.start);
    let found = match entry_style(entry) {
        Style::Quoted => (
            format!("the path `{path}` is in quotes"),
            "CfCT would take the quotes as part of the file's name, and the build would fail",
        ),
        Style::Block => (
            format!("the path `{path}` is written as a block"),
            "CfCT looks for it on the line of its key, and the build would fail",
        ),
        _ if path.contains([' ', '\t']) => (
            format!("the path `{path}` contains a blank"),
            "CfCT would take it to end there, and the build would fail",
        ),
        _ if before_key.is_some_and(|text| text.trim_start().starts_with('-')) => (
            format!("the path `{path}` is the first key of its list item"),
            "CfCT would take the key itself for the file, and the build would fail",
        ),
        _ => (
            format!("the path `{path}` is not the third word of its line"),
            "CfCT looks for it there and nowhere else, and the build would fail",
        ),
    };
    Some(found)
}

/// What the later stages make of it.
fn place(entry: &Entry, path: &str) -> Problem {
    let is_parameters = entry.key == "parameter_file";
    if is_address(path) {
        if is_parameters && !path.starts_with("s3://") {
            return Some((
                format!("the parameters at `{path}` are not in the package and not at `s3://`"),
                "CfCT would fail to read them",
            ));
        }
        let is_web = path.starts_with("http");
        return (is_web && !is_of_s3(path)).then(|| {
            (
                format!("the address `{path}` is none that CfCT can take apart"),
                "CfCT reads a bucket and a Region out of it, and asks for another object or none, with other policies already live",
            )
        });
    }
    let found = if path.is_empty() {
        ("a path is empty".to_owned(), "the build would fail")
    } else if path.to_ascii_lowercase().starts_with("s3") || path.starts_with("http") {
        (
            format!("the path `{path}` begins like an address"),
            "CfCT would look for it in S3 or on the web, not in the package",
        )
    } else if path.starts_with('/') {
        (
            format!("the path `{path}` is absolute"),
            "the build would pass, and the SCP stage would crash before any policy is touched",
        )
    } else if path.split('/').any(|part| part == "..") {
        (
            format!("the path `{path}` leads out of its folder"),
            "what stands there on CfCT's build machine is not yours to say",
        )
    } else if path.contains([' ', '\t', '*', '?', '[']) {
        (
            format!("the path `{path}` contains a blank or a wildcard"),
            "a shell would expand or cut it, and the build would fail",
        )
    } else if path.contains('#') {
        (
            format!("the path `{path}` contains `#`"),
            "CfCT builds a URL from it without escaping, and may ask for another file when other policies are live",
        )
    } else {
        return None;
    };
    Some(found)
}

fn missing(view: &PackageView<'_>, path: &str) -> Problem {
    let files = view.files.filter(|_| !is_address(path))?;
    (!files.has(path)).then(|| {
        (
            format!("the package has no file `{path}`"),
            "the build would fail, or the SCP stage where Build does not see the line",
        )
    })
}

/// An address of S3 as CfCT takes it apart: `https://BUCKET.s3.REGION.amazonaws.com/KEY` or `https://s3.REGION.amazonaws.com/BUCKET/KEY`.
fn is_of_s3(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else {
        return false;
    };
    let Some((host, key)) = rest.split_once('/') else {
        return false;
    };
    let Some(parts) = host.strip_suffix(".amazonaws.com") else {
        return false;
    };
    let parts: Vec<&str> = parts.split('.').collect();
    match parts.as_slice() {
        ["s3", region] => !region.is_empty() && key.contains('/'),
        [bucket, "s3", region] => !bucket.is_empty() && !region.is_empty() && !key.is_empty(),
        _ => false,
    }
}

/// Whether CfCT fetches it from elsewhere.
pub(super) fn is_address(path: &str) -> bool {
    path.get(..5)
        .is_some_and(|head| head.eq_ignore_ascii_case("s3://"))
        || path.starts_with("https://")
        || path.starts_with("http://")
}
