//! CRP233: a policy that arrives as another text, and means the same.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

use super::policy_text_rewritten::{Sent, compact};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP233",
    name: "policy-not-compact",
    severity: Severity::Note,
    summary: "a policy file arrives as another text",
    page: "\
## What it is
A policy file with line breaks or pairs of blanks between its parts.

## Why it matters
CfCT sends each line break as two characters and deletes pairs of blanks, so Organizations gets, and counts, another text than the file. The policy means the same. But its live text has another hash than the file, so that nobody can tell by comparing whether somebody changed it. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```json
{
  \"Version\": \"2012-10-17\",
```

## What to do
Nothing has to be done. Compact JSON on one line, without a line break at its end, arrives byte for byte; `--fix` writes it.
",
};

/// The finding for a policy whose text changes and whose meaning stays.
pub fn check(sent: &Sent<'_>) -> Option<Diagnostic> {
    if sent.is_same_text() || !sent.is_same_value() || sent.has_mark() {
        return None;
    }
    let source = &sent.source;
    let at = sent.first_change();
    let finding = Diagnostic::new(&RULE, format!("`{}` arrives as another text", sent.path))
        .at(Place::new(source, at..at + 1), "changed from here on")
        .note(format!(
            "CfCT would send {} characters instead of {}: line breaks doubled, pairs of blanks deleted; it means the same",
            sent.characters(),
            source.text.chars().count()
        ))
        .help("write it as compact JSON on one line, so that the live text can be compared with the file");
    Some(match compact(&source.text) {
        Some(text) => finding.fixed_by(Place::new(source, 0..source.text.len()), text),
        None => finding,
    })
}
