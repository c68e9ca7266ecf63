use serde_json::{Value, json};

use crate::compose::Composition;
use crate::diagnostic::Diagnostic;

use super::finding_json::finding_json;

/// What `build --format json` prints: the schema is `manifest/schema/crispack.build.1.schema.json`.
///
/// `placed` is the folder and the zip of the release, `None` if nothing was written. A policy's `file` is a path below the release folder; `inner` goes before it in the package.
pub fn build_json(
    placed: Option<(&str, &str)>,
    composition: Option<&Composition>,
    inner: &str,
    findings: &[Diagnostic],
) -> String {
    let policies: Vec<Value> = composition
        .iter()
        .filter(|_| placed.is_some())
        .flat_map(|composition| composition.all())
        .map(|own| {
            json!({
                "slot": own.slot,
                "name": own.name,
                "file": format!("package/{inner}{}", own.file()),
                "characters": own.text.chars().count(),
                "sha256": own.sha256,
                "targets": [own.ou],
            })
        })
        .collect();
    let value = json!({
        "schema": "crispack.build/1",
        "release": placed.map(|(release, _)| release),
        "zip": placed.map(|(_, zip)| zip),
        "policies": policies,
        "findings": findings.iter().map(finding_json).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}
