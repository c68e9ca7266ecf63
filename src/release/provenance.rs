use serde_json::{Map, Value, json};

use crate::bedrock::Settled;
use crate::render::{Facts, sides_sha256};
use crate::text::sha256;

use super::files::{Files, ZIP};
use super::inputs::Inputs;

/// What a release of ours calls its making; by it a folder is recognized as one.
pub(super) const BUILD_TYPE: &str = "urn:crispack:build:1";

/// The content of `provenance.json`: an in-toto statement with an SLSA provenance predicate, without times and hosts, so that it can be made again.
///
/// Sources: in-toto Attestation Framework, Statement v1; SLSA Provenance v1; both read 2026-11-23.
pub(super) fn provenance(files: &Files, inputs: &Inputs, facts: Facts<'_>) -> String {
    let subject: Vec<Value> = files
        .iter()
        .filter(|(path, _)| *path == ZIP || path.starts_with("package/"))
        .map(|(path, bytes)| json!({"name": path, "digest": {"sha256": sha256(bytes)}}))
        .collect();
    let mut materials: Vec<Value> = inputs
        .inputs
        .iter()
        .map(|input| json!({"name": input.name, "digest": {"sha256": input.sha256}}))
        .collect();
    materials.push(json!({
        "name": format!("catalogue of {}", inputs.catalogue_as_of),
        "digest": {"sha256": inputs.catalogue_sha256},
    }));
    let [before, after] = sides_sha256(facts);
    // Has the hashes of both sides as well, policy by policy, and every change.
    let plan = files
        .iter()
        .find(|(path, _)| *path == "plan.json")
        .map(|(_, bytes)| sha256(bytes));
    let value = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subject,
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": parameters(facts.spec.strategy.as_str(), &facts.spec.worlds),
                "internalParameters": {"proof": {
                    "plan": "plan.json",
                    "sha256": plan,
                    "before": {
                        "from": if facts.proof.assumed { "assumed" } else { "previous" },
                        "sha256": before,
                    },
                    "after": {"sha256": after},
                    "modes_proved": facts.proof.modes.iter().filter(|mode| mode.classes.is_some()).count(),
                    "modes": facts.proof.modes.len(),
                }},
                "resolvedDependencies": materials,
            },
            "runDetails": {"builder": {"id": "urn:crispack", "version": {"crispack": inputs.tool_version}}},
        },
    });
    format!("{value:#}\n")
}

/// What a build was asked for, beside its inputs.
pub(super) fn parameters(strategy: &str, settled: &Settled) -> Value {
    let mut parameters = json!({"command": "build", "inputs": "inputs.lock", "strategy": strategy});
    if let (Some(day), Value::Object(parameters)) = (&settled.day, &mut parameters) {
        let answers = settled.answers();
        let answers = answers.map(|(field, word)| (field.to_owned(), json!(word)));
        let seen = ("seen".to_owned(), json!(day));
        let worlds: Map<String, Value> = std::iter::once(seen).chain(answers).collect();
        parameters.insert("worlds".to_owned(), Value::Object(worlds));
    }
    parameters
}
