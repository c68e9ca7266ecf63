use serde_json::{Value, json};

use crate::check::Report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::finding_json::finding_json;

/// What `check --format json` prints: the schema is `manifest/schema/crispack.check.1.schema.json`.
pub fn check_json(subjects: &[String], report: &Report, passed: bool) -> String {
    let silenced = report.silenced.iter().map(|own| {
        let mut value = with_fix(&own.finding);
        if let Value::Object(map) = &mut value {
            map.insert("reason".to_owned(), json!(own.reason));
            map.insert("until".to_owned(), json!(own.until));
        }
        value
    });
    let looked = report.looked;
    let value = json!({
        "schema": "crispack.check/1",
        "subjects": subjects,
        "passed": passed,
        "counts": {
            "error": report.count(Severity::Error),
            "warning": report.count(Severity::Warning),
            "note": report.count(Severity::Note),
        },
        "looked_at": {
            "specs": looked.specs,
            "manifests": looked.manifests,
            "policies": looked.policies,
            "templates": looked.templates,
            "parameters": looked.parameters,
        },
        "findings": report.findings.iter().map(with_fix).collect::<Vec<_>>(),
        "ignored": silenced.collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn with_fix(finding: &Diagnostic) -> Value {
    let mut value = finding_json(finding);
    if let Value::Object(map) = &mut value {
        map.insert("fixable".to_owned(), json!(finding.is_fixable()));
    }
    value
}
