use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::check::Report;
use crate::diagnostic::{Diagnostic, Edit, Place, Rule, Severity};
use crate::render::rule_page::rule_page;

use super::whole_message;

/// Where the file of the format's schema is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// SARIF 2.1.0 with the pages of the rules that found something; paths are relative as the user gave them, columns in characters.
///
/// `subject` is the artifact of findings that have no place; `version` is the program's.
pub fn check_sarif(subject: &str, report: &Report, version: &str) -> String {
    let mut rules: BTreeMap<&str, &'static Rule> = BTreeMap::new();
    let silenced = report.silenced.iter().map(|own| &own.finding);
    for finding in report.findings.iter().chain(silenced) {
        rules.insert(finding.rule.code, finding.rule);
    }
    let index = |code: &str| rules.keys().position(|own| *own == code);
    let mut results: Vec<Value> = report
        .findings
        .iter()
        .map(|own| result(own, subject, index(own.rule.code)))
        .collect();
    for own in &report.silenced {
        let mut value = result(&own.finding, subject, index(own.finding.rule.code));
        if let Value::Object(map) = &mut value {
            let justification = format!("{} (until {})", own.reason, own.until);
            map.insert(
                "suppressions".to_owned(),
                json!([{"kind": "inSource", "status": "accepted", "justification": justification}]),
            );
        }
        results.push(value);
    }
    let value = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "crispack",
                "version": version,
                "semanticVersion": version,
                "rules": rules.values().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{value:#}\n")
}

fn descriptor(rule: &Rule) -> Value {
    let page = rule_page(rule);
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn result(finding: &Diagnostic, subject: &str, index: Option<usize>) -> Value {
    let first = match finding.labels.first() {
        Some(label) => location(&label.place, None),
        None => json!({"physicalLocation": {
            "artifactLocation": {"uri": uri(subject)},
            "region": {"startLine": 1},
        }}),
    };
    let related: Vec<Value> = finding
        .labels
        .iter()
        .skip(1)
        .map(|label| location(&label.place, Some(&label.text)))
        .collect();
    let mut value = json!({
        "ruleId": finding.rule.code,
        "ruleIndex": index,
        "level": level(finding.severity()),
        "message": {"text": whole_message(finding)},
        "locations": [first],
    });
    if let Value::Object(map) = &mut value {
        if !related.is_empty() {
            map.insert("relatedLocations".to_owned(), Value::Array(related));
        }
        if let Some(first) = finding.edits().first() {
            map.insert("fixes".to_owned(), json!([fix(first, finding.edits())]));
        }
    }
    value
}

fn fix(first: &Edit, edits: &[Edit]) -> Value {
    let replacements: Vec<Value> = edits
        .iter()
        .map(|edit| {
            json!({
                "deletedRegion": region(&edit.place),
                "insertedContent": {"text": edit.text},
            })
        })
        .collect();
    json!({"artifactChanges": [{
        "artifactLocation": {"uri": uri(&first.place.source.name)},
        "replacements": replacements,
    }]})
}

fn location(place: &Place, text: Option<&str>) -> Value {
    let mut value = json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&place.source.name)},
        "region": region(place),
    }});
    if let (Value::Object(map), Some(text)) = (&mut value, text.filter(|text| !text.is_empty())) {
        map.insert("message".to_owned(), json!({"text": text}));
    }
    value
}

fn region(place: &Place) -> Value {
    let (line, column) = place.source.line_column(place.span.start);
    let (end_line, end_column) = place.source.line_column(place.span.end);
    json!({
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    })
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

/// A path as a relative reference (RFC 3986, 4.2): what has a meaning in it is escaped, and so is a colon, which would make a scheme of what stands before it.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=@".contains(&byte);
        if plain {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_is_a_relative_reference() {
        assert_eq!(
            uri("./pack.zip!policies/a b.json"),
            "pack.zip!policies/a%20b.json"
        );
        assert_eq!(uri("a:b#c?d%é"), "a%3Ab%23c%3Fd%25%C3%A9");
        assert_eq!(uri("/tmp/a"), "file:///tmp/a");
    }
}
