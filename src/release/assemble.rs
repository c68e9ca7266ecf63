use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::Value;

use crate::cfct::rules::policy_not_compact;
use crate::cfct::{self, MANIFEST, Manifest, Package, PackageView, Resource, ZipError};
use crate::compose::{Composition, OnOu, Probe};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::policy::{Document, Policy};
use crate::render::{self, Artifacts, Facts};
use crate::spec::Spec;
use crate::text;

use super::base::Merged;
use super::before;
use super::evidence::evidence;
use super::files::{
    ALARM, BEFORE, CATALOGUE, CHECKSUMS, Files, IN_FORCE, PROVENANCE, SMOKE_TEST, ZIP,
};
use super::identities::{packaged, stack_sets, template};
use super::inputs::{INPUTS, Inputs};
use super::previous::Previous;
use super::provenance::provenance;

/// Why a composition did not become a release. Each of them is a bug of ours, never the user's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AssembleError {
    /// The archive could not be written.
    #[error("the package could not be zipped")]
    Zip(#[from] ZipError),
    /// The page could not be written.
    #[error("REPORT.html could not be written")]
    Page(#[from] std::fmt::Error),
    /// The manifest that we wrote breaks a rule of CfCT, or reads back as something else.
    #[error("the package that was made breaks the pipeline's rules: {0}")]
    Contract(String),
}

/// Makes every file of a release.
///
/// The manifest is read back from its text, held against the schema and the rules of the pipeline, and compared with what was meant. So is the text of every
/// policy: what was proved is the statements, what is shipped is the text.
///
/// # Errors
/// A package of ours that CfCT would not take: a bug.
///
/// With `merged` the package is that one, which was held against the same rules when it was made.
pub fn assemble(
    facts: Facts<'_>,
    inputs: &Inputs,
    previous: Option<&Previous>,
    merged: Option<Merged>,
) -> Result<Files, AssembleError> {
    let manifest = manifest(facts.spec, facts.composition);
    let own = package(&manifest, facts.composition);
    read_back(&manifest, &own)?;
    let package = merged.map_or(own, |merged| merged.package);
    let in_force = facts.spec.in_force(facts.baseline);
    read_policies_back(facts.composition, in_force.as_ref())?;
    let zip = cfct::zip(&package)?;
    let zip_sha256 = text::sha256(&zip);

    let mut files = Files::default();
    for file in package.files() {
        files.insert(format!("package/{}", file.path), file.bytes.clone());
    }
    files.insert(ZIP, zip);
    let changed = render::parts(facts);
    files.insert("REPORT.md", render::report(facts, &changed));
    files.insert("matrix.json", render::survey_json(facts));
    files.insert("matrix.csv", render::survey_csv(facts));
    files.insert("plan.json", render::plan_json(facts));
    ou_control(facts, &mut files);
    identity_policies(facts, &mut files);
    files.insert(BEFORE, before::write(facts));
    if let Some(policy) = in_force {
        files.insert(IN_FORCE, policy.to_compact_json());
    }
    if !facts.catalogue.is_builtin() {
        files.insert(CATALOGUE, facts.catalogue.text.as_bytes());
    }
    files.insert("rollback/detach.tsv", detach(facts.composition, previous));
    for (path, bytes) in previous.iter().flat_map(|previous| previous.content()) {
        files.insert(format!("rollback/{path}"), bytes);
    }
    let artifacts = Artifacts {
        zip: ZIP,
        zip_sha256: &zip_sha256,
    };
    files.insert("REPORT.html", render::page(facts, artifacts, &changed)?);
    let runbook = render::runbook(facts, artifacts);
    files.insert("RUNBOOK.md", runbook.markdown);
    files.insert("runbook.sh", runbook.script);
    files.insert(SMOKE_TEST, render::smoke_test(facts));
    probe(facts, &mut files);
    evidence(facts, &mut files);
    for (name, text) in render::alarm(facts) {
        files.insert(format!("{ALARM}{name}"), text);
    }
    files.insert(INPUTS, inputs.lock());
    let provenance = provenance(&files, inputs, facts);
    files.insert(PROVENANCE, provenance);
    let checksums = files.checksums();
    files.insert(CHECKSUMS, checksums);
    Ok(files)
}

/// What finds out in a sandbox what AWS leaves open: no part of the package, and of no rollout.
fn probe(facts: Facts<'_>, files: &mut Files) {
    let Some(probe) = Probe::new(facts.spec, facts.catalogue) else {
        return;
    };
    let partition = facts.spec.partition;
    files.insert("probe/policy.json", probe.policy.to_compact_json());
    files.insert("probe/README.md", render::probe_readme(&probe));
    files.insert("probe/probe.sh", render::probe_script(&probe, partition));
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
    for (template, number) in render::ou_control_templates(control, facts).iter().zip(1..) {
        let suffix = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let path = format!("control-tower/ou-region-deny{suffix}.template.json");
        files.insert(path, pretty(template));
    }
    let terraform = render::ou_control_terraform(control, facts);
    files.insert("control-tower/ou-region-deny.tf", terraform);
}

/// The identity policies: what a role needs besides, whether or not the package delivers them.
fn identity_policies(facts: Facts<'_>, files: &mut Files) {
    for own in &facts.composition.identities {
        files.insert(format!("iam/{}.template.json", own.name), template(own));
    }
    if !facts.composition.identities.is_empty() {
        files.insert("iam/README.md", render::identity_readme(facts));
    }
}

/// Which policies of this release the one before does not know, and on which OU they hang; without one, all of them.
fn detach(composition: &Composition, previous: Option<&Previous>) -> String {
    let mut list = String::new();
    for own in composition.all() {
        if previous.is_none_or(|previous| !previous.holds(own.name)) {
            let _ = writeln!(list, "{}\t{}", own.name, own.ou);
        }
    }
    list
}

/// The manifest of a composition.
fn manifest(spec: &Spec, composition: &Composition) -> Manifest {
    Manifest {
        region: spec.home_region.clone(),
        resources: resources(composition),
        stack_sets: stack_sets(composition),
    }
}

/// The description of a tombstone.
pub(super) const RETIRED: &str =
    "Retired by crispack: denies nothing, and can be detached and deleted.";

/// The resources of a composition, in its order.
pub fn resources(composition: &Composition) -> Vec<Resource> {
    let description = |own: &OnOu<'_>| match own.target {
        Some(target) => format!(
            "Amazon Bedrock cross-Region inference, mode {}. Made by crispack; change the spec, not this policy.",
            target.mode.name.chars().take(100).collect::<String>()
        ),
        None => RETIRED.to_owned(),
    };
    let resource = |own: OnOu<'_>| Resource {
        name: own.name.to_owned(),
        description: description(&own),
        resource_file: own.file(),
        organizational_units: vec![own.ou.to_owned()],
    };
    composition.all().map(resource).collect()
}

fn package(manifest: &Manifest, composition: &Composition) -> Package {
    let mut package = Package::new();
    package.insert(MANIFEST, cfct::emit(manifest));
    for own in composition.all() {
        package.insert(own.file(), own.text.as_bytes());
    }
    for (path, text) in packaged(composition) {
        package.insert(path, text);
    }
    package
}

/// Reads the manifest as the pipeline would, and refuses what it would not take.
pub(super) fn read_back(manifest: &Manifest, package: &Package) -> Result<(), AssembleError> {
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
    let mut found = cfct::rules::check_all(&PackageView {
        manifest: &document,
        files: Some(package),
        organization: None,
    });
    // What is merely unlikely to be meant may be what the spec asks for, such as hundreds of policies; every policy has to arrive as it is.
    found.retain(|own| own.severity() == Severity::Error || own.rule == &policy_not_compact::RULE);
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

/// Reads every text as a policy again, those that policies share once.
fn read_policies_back(
    composition: &Composition,
    in_force: Option<&Policy>,
) -> Result<(), AssembleError> {
    let mut seen = BTreeSet::new();
    let new = composition
        .all()
        .filter(|own| seen.insert(Arc::as_ptr(own.text).addr()));
    for own in new {
        reads_as(own.text, own.policy, own.name)?;
    }
    in_force.map_or(Ok(()), |policy| {
        reads_as(&policy.to_compact_json(), policy, IN_FORCE)
    })
}

fn reads_as(text: &str, policy: &Policy, name: &str) -> Result<(), AssembleError> {
    let source = Source::new(name, text);
    match Document::read(&source) {
        Ok(document) if in_order(&document.policy) == in_order(policy) => Ok(()),
        _ => {
            let why = format!("`{name}` does not read back as the policy that was proved");
            Err(AssembleError::Contract(why))
        }
    }
}

/// The conditions of a statement must all hold, so their order has no meaning; a text has those of one operator together.
fn in_order(policy: &Policy) -> Policy {
    let mut policy = policy.clone();
    for statement in &mut policy.statements {
        statement
            .conditions
            .sort_by(|a, b| (&a.operator, &a.key).cmp(&(&b.operator, &b.key)));
    }
    policy
}

#[cfg(test)]
mod tests {
    use super::reads_as;
    use crate::policy::{Condition, Effect, Policy, Scope, Statement};

    fn policy(conditions: &[(&str, &str)]) -> Policy {
        let condition = |(operator, value): &(&str, &str)| Condition {
            operator: (*operator).to_owned(),
            key: "aws:RequestedRegion".to_owned(),
            values: vec![(*value).to_owned()],
        };
        Policy {
            statements: vec![Statement {
                sid: Some("Own".to_owned()),
                effect: Effect::Deny,
                action: Scope::Only(vec!["s3:*".to_owned()]),
                resource: Scope::Only(vec!["*".to_owned()]),
                conditions: conditions.iter().map(condition).collect(),
            }],
            ..Policy::default()
        }
    }

    #[test]
    fn a_text_that_says_something_else_than_was_proved_is_not_shipped() {
        let policy = policy(&[]);
        let text = policy.to_compact_json();
        assert!(reads_as(&text, &policy, "own").is_ok());
        for other in [
            text.replace("Deny", "Allow"),
            text.replace("Own", "Other"),
            text.replace("2012-10-17", "2008-10-17"),
            "{".to_owned(),
        ] {
            assert!(reads_as(&other, &policy, "own").is_err(), "{other}");
        }
    }

    #[test]
    fn a_condition_that_the_text_cannot_hold_is_not_shipped() {
        let both = policy(&[("StringLike", "eu-*"), ("Null", "false")]);
        assert!(reads_as(&both.to_compact_json(), &both, "own").is_ok());
        // One operator on one key twice: JSON has room for one of them.
        let twice = policy(&[("StringLike", "eu-*"), ("StringLike", "*-1")]);
        assert!(reads_as(&twice.to_compact_json(), &twice, "own").is_err());
    }
}
