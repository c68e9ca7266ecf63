use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;

/// A finding as JSON: `code`, `name`, `severity`, `message`, `notes`, `help` and `locations` (one-based lines and columns in characters).
pub(super) fn finding_json(finding: &Diagnostic) -> Value {
    let locations: Vec<Value> = finding
        .labels
        .iter()
        .map(|label| {
            let source = &label.place.source;
            let (line, column) = source.line_column(label.place.span.start);
            json!({"file": source.name, "line": line, "column": column, "label": label.text})
        })
        .collect();
    json!({
        "code": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity().as_str(),
        "message": finding.message,
        "notes": finding.notes,
        "help": finding.help,
        "locations": locations,
    })
}
