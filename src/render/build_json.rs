use serde_json::{Value, json};

use crate::compose::Composition;
use crate::diagnostic::Diagnostic;

use super::finding_json::finding_json;

/// What `build --format json` prints: the schema is `manifest/schema/crispack.build.1.schema.json`.
///
/// `placed` is the folder and the zip of the release, `None` if nothing was written. A policy's `file` is a path below the release folder.
pub fn build_json(
    placed: Option<(&str, &str)>,
    composition: Option<&Composition>,
    findings: &[Diagnostic],
) -> String {
    let policies: Vec<Value> = composition
        .iter()
        .filter(|_| placed.is_some())
        .flat_map(|composition| &composition.policies)
        .map(|policy| {
            json!({
                "slot": policy.target.slot,
                "name": policy.target.policy_name,
                "file": format!("package/{}", policy.file()),
                "characters": policy.characters,
                "sha256": *policy.sha256,
                "targets": [policy.target.ou.as_str()],
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
