//! What CfCT sends to Organizations is not the file.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity, Source};

use super::super::{PackageFile, PackageView};
use super::manifest_path::is_address;

/// A policy whose text CfCT changes on the way.
pub static RULE: Rule = Rule {
    code: "CRP192",
    name: "policy-text-rewritten",
    severity: Severity::Error,
    summary: "CfCT would send another text than the policy file's",
    page: "\
## What it is
A policy file with a line break, with two blanks in a row, or with a byte order mark.

## Why it matters
CfCT sends each line break as two characters and deletes every pair of blanks, also inside strings: a value with a double \
blank silently becomes another value. The text grows with each line, and only AWS judges its length, when other policies \
are live. A byte order mark makes the policy fail there. And the hash of the live policy is no longer that of the file. \
(CfCT 2.8.4 source, read 2026-04-08.)

## What to do
Write the policy as compact JSON on one line, without a line break at its end. A double blank inside a string can be \
written as `\\u0020\\u0020`.
",
};

/// Looks at the policy files of the package.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    policies(package).filter_map(judge).collect()
}

/// Finds only policies that say something else once they have been sent.
pub fn altered(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let is_altered = |file: &&PackageFile| {
        std::str::from_utf8(&file.bytes).is_ok_and(|text| !is_same_value(text, &as_sent(text)))
    };
    policies(package)
        .filter(is_altered)
        .filter_map(judge)
        .collect()
}

fn policies<'a>(package: &PackageView<'a>) -> impl Iterator<Item = &'a PackageFile> {
    let mut seen = BTreeSet::new();
    let files = package.package;
    package
        .resources()
        .filter(|resource| resource.is_policy())
        .filter_map(|resource| resource.text("resource_file"))
        .filter(|path| !is_address(path))
        .filter_map(move |path| files?.get(path))
        .filter(move |file| seen.insert(file.path.as_str()))
}

fn judge(file: &PackageFile) -> Option<Diagnostic> {
    let path = &file.path;
    // A file that is no text is refused where policies are read.
    let text = std::str::from_utf8(&file.bytes).ok()?;
    let without_mark = text.strip_prefix('\u{feff}');
    let source = Source::new(path.as_str(), without_mark.unwrap_or(text));
    let help = "write it as compact JSON on one line, without a line break at its end";
    if without_mark.is_some() {
        return Some(
            Diagnostic::new(&RULE, format!("`{path}` begins with a byte order mark"))
                .at(Place::new(&source, 0..0), "before this")
                .note("the policy would fail in CfCT's policy stage, with other policies already live")
                .help(help),
        );
    }
    let sent = as_sent(text);
    if sent == text {
        return None;
    }
    let at = [text.find(['\n', '\r']), text.find("  ")]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or_default();
    let found = Diagnostic::new(&RULE, format!("CfCT would rewrite `{path}`"))
        .at(Place::new(&source, at..at + 1), "changed from here on")
        .note(format!(
            "CfCT would send {} characters instead of {}: line breaks doubled, pairs of blanks deleted",
            sent.chars().count(),
            text.chars().count()
        ));
    let found = if is_same_value(text, &sent) {
        found
    } else {
        found.note(
            "a string in it would lose its double blanks, so the policy would say something else",
        )
    };
    Some(found.help(help))
}

/// The text that reaches Organizations: read with any line break, sent with two characters each, pairs of blanks gone.
fn as_sent(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\n', "\r\n")
        .replace("  ", "")
}

fn is_same_value(one: &str, other: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    read(one) == read(other)
}
