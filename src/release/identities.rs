//! The identity policies of a release: a template for each mode, and where it goes.

use serde_json::Value;

use crate::cfct::StackSet;
use crate::compose::{Composition, ModeIdentity};
use crate::diagnostic::Diagnostic;
use crate::iam::Identity;
use crate::iam::rules::{iam_name_taken, iam_too_large};
use crate::org::Organization;
use crate::render;
use crate::spec::Spec;

use super::rules::{identity_policy_gone, stack_set_left, stack_set_reach};

/// Bytes of a template that CloudFormation takes from S3 (AWS CloudFormation User Guide, "Understand CloudFormation quotas", read 2026-11-26).
const MOST: usize = 1_000_000;

/// The template of a mode's policies.
pub(super) fn template(own: &ModeIdentity) -> String {
    let description = describe(own);
    let policies = own.policies(&Identity::TEMPLATE);
    let template = render::identity_template(&policies, &description, &[]);
    let text = format!("{template:#}\n");
    // Half of a large one is blanks.
    if text.len() > MOST {
        template.to_string()
    } else {
        text
    }
}

/// The stack sets of a composition.
pub fn stack_sets(composition: &Composition) -> Vec<StackSet> {
    let own = composition.identities.iter().filter(|own| own.stack_set);
    own.map(|own| StackSet {
        name: own.name.clone(),
        description: describe(own),
        resource_file: own.file(),
        organizational_units: own.ous.clone(),
        // IAM has no Regions: one instance in an account is all there can be.
        regions: vec![own.home_region.clone()],
    })
    .collect()
}

/// Their templates, by their paths in the package.
pub(super) fn packaged(composition: &Composition) -> impl Iterator<Item = (String, String)> {
    let own = composition.identities.iter().filter(|own| own.stack_set);
    own.map(|own| (own.file(), template(own)))
}

/// What is wrong with the templates: more than CloudFormation takes.
pub fn too_large(composition: &Composition, spec: &Spec) -> Vec<Diagnostic> {
    let place = || spec.iam.as_ref().and_then(|own| own.place.clone());
    let large = composition.identities.iter().filter_map(|own| {
        let bytes = template(own).len();
        (bytes > MOST).then(|| iam_too_large::template(&own.file(), bytes, place()))
    });
    large.collect()
}

/// What is wrong with the names: one that a policy has as well.
pub fn name_taken(composition: &Composition, spec: &Spec) -> Vec<Diagnostic> {
    let place = || spec.iam.as_ref().and_then(|own| own.place.clone());
    let is_taken = |own: &&ModeIdentity| {
        own.stack_set && composition.all().any(|policy| policy.name == own.name)
    };
    let taken = composition.identities.iter().filter(is_taken);
    taken
        .map(|own| iam_name_taken::finding(&own.name, &own.mode.name, place()))
        .collect()
}

/// The finding about accounts that no stack set reaches, where no organization tells which OUs there are.
pub fn unreached(
    composition: &Composition,
    spec: &Spec,
    organization: Option<&Organization>,
) -> Option<Diagnostic> {
    let any = composition.identities.iter().any(|own| own.stack_set);
    let place = spec.iam.as_ref().and_then(|own| own.place.clone());
    (any && organization.is_none()).then(|| stack_set_reach::finding(place))
}

/// The finding about managed policies of a release before that are gone from a stack set which stays; `template` gives a template of it by its path in the package.
pub fn policies_gone<'t>(
    before: &[StackSet],
    template: impl Fn(&str) -> Option<&'t [u8]>,
    composition: &Composition,
) -> Option<Diagnostic> {
    let mut gone = Vec::new();
    for own in composition.identities.iter().filter(|own| own.stack_set) {
        let Some(shipped) = before.iter().find(|shipped| shipped.name == own.name) else {
            continue;
        };
        let names = own.grants.names(&own.name);
        let before = template(&shipped.resource_file).unwrap_or_default();
        gone.extend(
            managed(before)
                .into_iter()
                .filter(|name| !names.contains(name)),
        );
    }
    identity_policy_gone::check(&gone)
}

/// The names of the managed policies in a template of ours.
fn managed(template: &[u8]) -> Vec<String> {
    let template: Value = serde_json::from_slice(template).unwrap_or_default();
    let resources = template.get("Resources").and_then(Value::as_object);
    let name = |own: &Value| {
        let name = own.pointer("/Properties/ManagedPolicyName")?.as_str();
        name.map(str::to_owned)
    };
    resources.map_or_else(Vec::new, |own| own.values().filter_map(name).collect())
}

/// The finding about stack sets that were shipped and that a manifest does not keep.
pub fn left_behind<'s>(
    shipped: impl Iterator<Item = &'s StackSet>,
    kept: &[StackSet],
    deleted: bool,
) -> Option<Diagnostic> {
    let mut left: Vec<String> = shipped.map(|own| own.name.clone()).collect();
    left.retain(|name| kept.iter().all(|own| own.name != *name));
    left.sort_unstable();
    left.dedup();
    stack_set_left::check(&left, deleted)
}

fn describe(own: &ModeIdentity) -> String {
    format!(
        "Amazon Bedrock cross-Region inference, calls of the mode {}. Made by crispack; change the spec, not this policy.",
        own.mode.name
    )
}
