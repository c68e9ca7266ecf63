//! What `drift` says.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};

use super::finding_json::finding_json;
use super::markdown::{code, table};
use super::summary::counts;
use super::visible::visible;

/// What was compared.
#[derive(Debug, Clone, Copy)]
pub struct DriftOf<'a> {
    /// The release's folder.
    pub release: &'a str,
    /// The snapshot's file.
    pub snapshot: &'a str,
    /// When it was taken.
    pub taken_at: Option<&'a str>,
}

/// Is any of it drift? Notes are not.
pub fn is_drift(findings: &[Diagnostic]) -> bool {
    let mut all = findings.iter();
    all.any(|own| own.severity() > Severity::Note)
}

/// For people: each finding with the command that mends it.
pub fn drift_text(of: DriftOf<'_>, findings: &[Diagnostic]) -> String {
    let mut text = String::new();
    for own in findings {
        let _ = writeln!(
            text,
            "{}[{}]: {}",
            own.severity(),
            own.rule.code,
            visible(&own.message)
        );
        for note in &own.notes {
            let _ = writeln!(text, "  {}", visible(note));
        }
        if let Some(help) = &own.help {
            let _ = writeln!(text, "  mend: {}", visible(help));
        }
        text.push('\n');
    }
    let outcome = if is_drift(findings) {
        counts(findings)
    } else {
        "no drift".to_owned()
    };
    let _ = writeln!(
        text,
        "{outcome}: {} against {}{}",
        visible(of.release),
        visible(of.snapshot),
        of.taken_at
            .map_or_else(String::new, |at| format!(" of {}", visible(at)))
    );
    text
}

/// One object; the schema is `manifest/schema/crispack.drift.1.schema.json`.
pub fn drift_json(of: DriftOf<'_>, findings: &[Diagnostic]) -> String {
    let all: Vec<Value> = findings.iter().map(finding_json).collect();
    let value = json!({
        "schema": "crispack.drift/1",
        "release": of.release,
        "snapshot": of.snapshot,
        "taken_at": of.taken_at,
        "drift": is_drift(findings),
        "findings": all,
    });
    format!("{value:#}\n")
}

/// For a ticket or a scheduled job's page.
pub fn drift_markdown(of: DriftOf<'_>, findings: &[Diagnostic]) -> String {
    let mut text = format!(
        "## Drift: {}\n\nRelease {}, snapshot {}{}.\n\n",
        if is_drift(findings) {
            counts(findings)
        } else {
            "none".to_owned()
        },
        code(of.release),
        code(of.snapshot),
        of.taken_at
            .map_or_else(String::new, |at| format!(" of {}", visible(at)))
    );
    if findings.is_empty() {
        return text;
    }
    let rows = findings.iter().map(|own| {
        let what = [vec![own.message.clone()], own.notes.clone()].concat();
        vec![
            format!("{} {}", own.severity(), own.rule.code),
            what.join("; ").replace('|', "\\|"),
            own.help.as_deref().map_or_else(String::new, code),
        ]
    });
    text.push_str(&table(&["Finding", "What", "What mends it"], rows));
    text
}
