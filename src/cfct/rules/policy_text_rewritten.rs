//! What CfCT sends to Organizations is not the file.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity, Source};
use crate::text::MAX_BYTES;

use super::super::{Files, PackageView};
use super::manifest_path::is_address;
use super::policy_not_compact;

/// A policy that says something else, or nothing, once it has been sent.
pub static RULE: Rule = Rule {
    code: "CRP192",
    name: "policy-text-rewritten",
    severity: Severity::Error,
    summary: "CfCT would send a policy that says something else than the file",
    page: "\
## What it is
A policy file with two blanks in a row inside a string, or with a byte order mark.

## Why it matters
CfCT deletes every pair of blanks, also inside strings: a value with a double blank silently becomes another value, and \
the pipeline is green. A byte order mark makes the policy fail in the SCP stage, with other policies already live. \
(CfCT 2.8.4 source, read 2026-04-08.)

## Example
```json
{\"StringEquals\": {\"aws:PrincipalTag/Team\": \"Blue  Sky\"}}
```
arrives as `BlueSky`.

## What to do
Write a double blank inside a string as `\\u0020\\u0020`, and save the file without a byte order mark. Compact JSON on one line, \
without a line break at its end, arrives byte for byte; `--fix` writes all of this.
",
};

/// A policy file with what CfCT makes of it.
#[derive(Debug)]
pub struct Sent<'a> {
    /// The file's path in the package.
    pub path: &'a str,
    /// Its text, without a byte order mark.
    pub source: Arc<Source>,
    has_mark: bool,
    /// What is sent; `None`: the text as it is.
    text: Option<String>,
    is_same_value: bool,
}

impl<'a> Sent<'a> {
    /// Looks at the bytes of a file; `shown` is how it is called in messages. `None`: it is no text, which is for the reader of policies to refuse.
    pub fn new(path: &'a str, shown: &str, bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let without_mark = text.strip_prefix('\u{feff}');
        let own = without_mark.unwrap_or(text);
        let is_changed = own.contains(['\n', '\r']) || own.contains("  ");
        let sent = is_changed.then(|| as_sent(own)).filter(|sent| sent != own);
        let is_same_value = sent.as_ref().is_none_or(|sent| is_same_value(own, sent));
        Some(Self {
            path,
            source: Source::new(shown, own),
            has_mark: without_mark.is_some(),
            text: sent,
            is_same_value,
        })
    }

    /// Does the text arrive as it is?
    pub fn is_same_text(&self) -> bool {
        self.text.is_none()
    }

    /// Does it mean the same when it arrives?
    pub fn is_same_value(&self) -> bool {
        self.is_same_value
    }

    /// Does the file begin with a byte order mark?
    pub fn has_mark(&self) -> bool {
        self.has_mark
    }

    /// Characters of what is sent: what Organizations counts.
    pub fn characters(&self) -> usize {
        self.text
            .as_ref()
            .unwrap_or(&self.source.text)
            .chars()
            .count()
    }

    /// Where the text begins to differ.
    pub(super) fn first_change(&self) -> usize {
        let text = &self.source.text;
        let places = [text.find(['\n', '\r']), text.find("  ")];
        places.into_iter().flatten().min().unwrap_or_default()
    }

    /// The finding, if it would say something else, or nothing.
    pub fn check(&self) -> Option<Diagnostic> {
        if !self.has_mark && self.is_same_value {
            return None;
        }
        let fixed = |finding: Diagnostic| match compact(&self.source.text) {
            Some(text) => {
                finding.fixed_by(Place::new(&self.source, 0..self.source.text.len()), text)
            }
            None => finding,
        };
        if self.has_mark {
            let finding = Diagnostic::new(
                &RULE,
                format!("`{}` begins with a byte order mark", self.path),
            )
            .at(Place::new(&self.source, 0..0), "before this")
            .note("the policy would fail in CfCT's policy stage, with other policies already live")
            .help("save it as UTF-8 without the mark");
            return Some(fixed(finding));
        }
        let text = &self.source.text;
        let at = in_string(text).unwrap_or_else(|| self.first_change());
        let finding = Diagnostic::new(&RULE, format!("CfCT would change what `{}` says", self.path))
            .at(Place::new(&self.source, at..(at + 2).min(text.len())), "two blanks in a string")
            .note("CfCT would delete the two blanks and finish green: the live policy has another value than the file")
            .help("write the blanks as `\\u0020\\u0020`");
        Some(fixed(finding))
    }
}

/// Looks at the policy files of the package: what changes on its way, and what changes its meaning.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let judge = |files: &dyn Files, path: &str| {
        let bytes = files.read(path, MAX_BYTES)?.ok()?;
        let sent = Sent::new(path, &files.shown(path), &bytes)?;
        sent.check().or_else(|| policy_not_compact::check(&sent))
    };
    each(package, judge)
}

/// Finds only policies that say something else once they have been sent.
pub fn altered(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let judge = |files: &dyn Files, path: &str| {
        let bytes = files.read(path, MAX_BYTES)?.ok()?;
        let sent = Sent::new(path, &files.shown(path), &bytes)?;
        if sent.has_mark { None } else { sent.check() }
    };
    each(package, judge)
}

fn each(
    package: &PackageView<'_>,
    judge: impl Fn(&dyn Files, &str) -> Option<Diagnostic>,
) -> Vec<Diagnostic> {
    let Some(files) = package.files else {
        return Vec::new();
    };
    let mut seen = BTreeSet::new();
    package
        .policies()
        .map(|policy| policy.path)
        .filter(|path| !is_address(path) && seen.insert(*path))
        .filter_map(|path| judge(files, path))
        .collect()
}

/// The text that reaches Organizations: read with any line break, sent with two characters each, pairs of blanks gone.
fn as_sent(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\n', "\r\n")
        .replace("  ", "")
}

/// Pairs of blanks outside of strings change nothing, so only one inside of a string has to be looked at twice.
fn is_same_value(one: &str, other: &str) -> bool {
    if in_string(one).is_none() && !one.contains('\t') {
        return true;
    }
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    read(one) == read(other)
}

/// Where a string of a JSON text has two blanks in a row, or a line break, which JSON does not allow.
fn in_string(text: &str) -> Option<usize> {
    let mut inside = false;
    let mut escaped = false;
    let mut before = b'x';
    for (at, byte) in text.bytes().enumerate() {
        if inside {
            match byte {
                b'"' if !escaped => inside = false,
                b' ' if before == b' ' => return Some(at - 1),
                b'\n' | b'\r' => return Some(at),
                _ => {}
            }
            escaped = byte == b'\\' && !escaped;
        } else if byte == b'"' {
            inside = true;
            escaped = false;
        }
        before = byte;
    }
    None
}

/// The same JSON on one line, strings as they are spelled but for blanks that would be deleted; `None` if it is no JSON.
pub(super) fn compact(text: &str) -> Option<String> {
    serde_json::from_str::<&serde_json::value::RawValue>(text).ok()?;
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut escaped = false;
    for character in text.chars() {
        if inside {
            match character {
                ' ' if out.ends_with(' ') => out.push_str("\\u0020"),
                _ => out.push(character),
            }
            inside = character != '"' || escaped;
            escaped = character == '\\' && !escaped;
        } else if !character.is_ascii_whitespace() {
            out.push(character);
            inside = character == '"';
            escaped = false;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Sent, as_sent, compact, in_string};

    #[test]
    fn only_blanks_in_strings_change_the_meaning() {
        for (text, same) in [
            (r#"{"a":"b c"}"#, true),
            ("{\n  \"a\":  \"b\"\n}\n", true),
            (r#"{"a":"b  c"}"#, false),
            (r#"{"a  ":"b"}"#, false),
            (r#"{"a":"\"  "}"#, false),
            (r#"{"a":"x\\",  "b":1}"#, true),
        ] {
            let sent = Sent::new("p", "p", text.as_bytes()).unwrap();
            assert_eq!(sent.is_same_value(), same, "{text}");
            assert_eq!(in_string(text).is_none(), same, "{text}");
        }
    }

    #[test]
    fn a_compact_text_means_the_same_and_arrives_as_it_is() {
        for text in [
            "{\n\t\"a\" : [ 1 , \"b  c   d\" ],\r\n\"e\\\"  f\": \"\\\\\" }\n",
            "[]",
            r#"{"a":"  "}"#,
        ] {
            let short = compact(text).unwrap();
            let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
            assert_eq!(read(&short), read(text));
            assert_eq!(as_sent(&short), short);
        }
        assert_eq!(compact("{"), None);
    }
}
