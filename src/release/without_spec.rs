//! Releases that are made without a spec: what takes ours out of a package, and the records that each of them has.

use serde_json::json;

use crate::bedrock::Settled;
use crate::cfct;
use crate::render::{self, Artifacts, Back};
use crate::text::sha256;

use super::assemble::AssembleError;
use super::back::NotRestored;
use super::base::Base;
use super::files::{CHECKSUMS, Files, PROVENANCE, ZIP};
use super::inputs::{INPUTS, Inputs};
use super::provenance::{BUILD_TYPE, parameters};
use super::slots::Slots;

/// A package without anything of ours, and how what stays attached is taken away.
///
/// # Errors
/// The archive cannot be written: a bug.
pub fn take_out(
    base: &Base,
    region: &str,
    live: &Slots,
    inputs: &Inputs,
) -> Result<Files, NotRestored> {
    let merged = base.without_ours();
    let zip = cfct::zip(&merged.package).map_err(AssembleError::Zip)?;
    let zip_sha256 = sha256(&zip);
    let mut files = Files::default();
    for file in merged.package.files() {
        files.insert(format!("package/{}", file.path), file.bytes.clone());
    }
    files.insert(ZIP, zip);
    let left_over: Vec<(String, String)> = live
        .iter()
        .map(|(_, held)| (held.policy.clone(), held.ou.clone()))
        .collect();
    let guarded = if live.holds() {
        live.tops()
    } else {
        Vec::new()
    };
    let back = Back {
        title: "ours out of the package",
        home_region: region,
        policies: &[],
        tombstones: &[],
        tombstone_sha256: "",
        left_over: &left_over,
        guarded: &guarded,
        goes_on: false,
        follows: &live.sha256(),
        has_smoke_test: false,
        base: Some(base.beneath()),
    };
    let artifacts = Artifacts {
        zip: ZIP,
        zip_sha256: &zip_sha256,
    };
    let runbook = render::back_runbook(back, artifacts);
    files.insert("RUNBOOK.md", runbook.markdown);
    files.insert("runbook.sh", runbook.script);
    finish(&mut files, inputs, "none", &Settled::default());
    Ok(files)
}

/// The records that every release has.
pub(super) fn finish(files: &mut Files, inputs: &Inputs, strategy: &str, settled: &Settled) {
    files.insert(INPUTS, inputs.lock());
    let subject: Vec<serde_json::Value> = files
        .iter()
        .filter(|(path, _)| *path == ZIP || path.starts_with("package/"))
        .map(|(path, bytes)| json!({"name": path, "digest": {"sha256": sha256(bytes)}}))
        .collect();
    let provenance = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subject,
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": parameters(strategy, settled),
                "resolvedDependencies": inputs.inputs.iter().map(|input| json!({"name": input.name, "digest": {"sha256": input.sha256}})).collect::<Vec<_>>(),
            },
            "runDetails": {"builder": {"id": "urn:crispack", "version": {"crispack": inputs.tool_version}}},
        },
    });
    files.insert(PROVENANCE, format!("{provenance:#}\n"));
    let checksums = files.checksums();
    files.insert(CHECKSUMS, checksums);
}
