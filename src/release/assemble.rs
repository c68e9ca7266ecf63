use std::fmt::Write as _;

use serde_json::Value;

use crate::cfct::{self, MANIFEST, Manifest, Package, PackageView, Resource, ZipError};
use crate::compose::{Composition, SlotPolicy};
use crate::diagnostic::Diagnostic;
use crate::render::{self, Artifacts, Facts};
use crate::text;

use super::files::{CHECKSUMS, Files, IN_FORCE, PROVENANCE, ZIP};
use super::inputs::Inputs;
use super::previous::Previous;
use super::provenance::provenance;

/// Why a composition did not become a release. Each of them is a bug of ours, never the user's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AssembleError {
    /// The archive could not be written.
    #[error("the package could not be zipped")]
    Zip(#[from] ZipError),
    /// The manifest that we wrote breaks a rule of CfCT, or reads back as something else.
    #[error("the package that was made breaks the pipeline's rules: {0}")]
    Contract(String),
}

/// Makes every file of a release.
///
/// The manifest is read back from its text, held against the schema and the rules of the pipeline, and compared with what was meant.
///
/// # Errors
/// A package of ours that CfCT would not take: a bug.
pub fn assemble(
    facts: Facts<'_>,
    inputs: &Inputs,
    previous: Option<&Previous>,
) -> Result<Files, AssembleError> {
    let manifest = manifest(facts);
    let package = package(&manifest, facts.composition);
    read_back(&manifest, &package)?;
    let zip = cfct::zip(&package)?;
    let zip_sha256 = text::sha256(&zip);

    let mut files = Files::default();
    for file in package.files() {
        files.insert(format!("package/{}", file.path), file.bytes.clone());
    }
    files.insert(ZIP, zip);
    files.insert("REPORT.md", render::report(facts));
    files.insert("plan.json", render::plan_json(facts));
    ou_control(facts, &mut files);
    if let Some(policy) = facts.spec.in_force(facts.baseline) {
        files.insert(IN_FORCE, policy.to_compact_json());
    }
    rollback(facts.composition, previous, &mut files);
    let artifacts = Artifacts {
        zip: ZIP,
        zip_sha256: &zip_sha256,
    };
    files.insert("RUNBOOK.md", render::runbook(facts, artifacts));
    files.insert("inputs.lock", inputs.lock());
    let provenance = provenance(&files, inputs, facts);
    files.insert(PROVENANCE, provenance);
    let checksums = files.checksums();
    files.insert(CHECKSUMS, checksums);
    Ok(files)
}

/// The OU control, which is no resource of CfCT's: delivered beside the package.
fn ou_control(facts: Facts<'_>, files: &mut Files) {
    let Some(control) = &facts.composition.ou_control else {
        return;
    };
    let pretty = |value: &Value| {
        format!(
            "{value:#}
"
        )
    };
    let input = control.enable_control(facts.spec.partition.as_str());
    files.insert("control-tower/enable-control.json", pretty(&input));
    if let Some(parameters) = input.get("parameters") {
        files.insert("control-tower/parameters.json", pretty(parameters));
    }
    for (template, number) in render::ou_control_templates(control, facts.spec)
        .iter()
        .zip(1..)
    {
        let suffix = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let path = format!("control-tower/ou-region-deny{suffix}.template.json");
        files.insert(path, pretty(template));
    }
}

/// What the release before held, and which policies of this one it does not know; without one, all of them.
fn rollback(composition: &Composition, previous: Option<&Previous>, files: &mut Files) {
    for (path, bytes) in previous.iter().flat_map(|previous| previous.content()) {
        files.insert(format!("rollback/{path}"), bytes);
    }
    let is_new = |policy: &&SlotPolicy| {
        previous.is_none_or(|previous| !previous.holds(&policy.target.policy_name))
    };
    let mut detach = String::new();
    for policy in composition.policies.iter().filter(is_new) {
        let _ = writeln!(
            detach,
            "{}\t{}",
            policy.target.policy_name, policy.target.ou
        );
    }
    files.insert("rollback/detach.tsv", detach);
}

fn manifest(facts: Facts<'_>) -> Manifest {
    let resource = |policy: &SlotPolicy| Resource {
        name: policy.target.policy_name.clone(),
        description: format!(
            "Amazon Bedrock cross-Region inference, mode {}. Made by crispack; change the spec, not this policy.",
            policy
                .target
                .mode
                .name
                .chars()
                .take(100)
                .collect::<String>()
        ),
        resource_file: policy.file(),
        organizational_units: vec![policy.target.ou.as_str().to_owned()],
    };
    Manifest {
        region: facts.spec.home_region.clone(),
        resources: facts.composition.policies.iter().map(resource).collect(),
    }
}

fn package(manifest: &Manifest, composition: &Composition) -> Package {
    let mut package = Package::new();
    package.insert(MANIFEST, cfct::emit(manifest));
    for policy in &composition.policies {
        package.insert(policy.file(), policy.text.as_bytes());
    }
    package
}

/// Reads the manifest as the pipeline would, and refuses what it would not take.
fn read_back(manifest: &Manifest, package: &Package) -> Result<(), AssembleError> {
    let broken = |found: &[Diagnostic]| {
        let list: Vec<String> = found
            .iter()
            .map(|f| format!("{} {}", f.rule.code, f.message))
            .collect();
        AssembleError::Contract(list.join("; "))
    };
    let bytes = package
        .get(MANIFEST)
        .map(|file| file.bytes.clone())
        .unwrap_or_default();
    let source = text::source(MANIFEST, bytes).map_err(|found| broken(&[*found]))?;
    let document = text::yaml(&source).map_err(|found| broken(&found))?;
    let found = cfct::rules::check_all(&PackageView {
        manifest: &document,
        package: Some(package),
    });
    if !found.is_empty() {
        return Err(broken(&found));
    }
    if Manifest::from_node(&document).as_ref() != Some(manifest) {
        return Err(AssembleError::Contract(
            "the manifest reads back differently".to_owned(),
        ));
    }
    Ok(())
}
