//! The identity policies of a release: a template for each mode, and where it goes.

use crate::cfct::StackSet;
use crate::compose::{Composition, ModeIdentity};
use crate::diagnostic::Diagnostic;
use crate::iam::Identity;
use crate::iam::rules::{iam_name_taken, iam_too_large};
use crate::org::Organization;
use crate::render;
use crate::spec::Spec;

use super::delivered::Delivered;
use super::rules::stack_set_reach;

/// Bytes of a template that CloudFormation takes from S3 (AWS CloudFormation User Guide, "Understand CloudFormation quotas", read 2026-11-26).
const MOST: usize = 1_000_000;

/// The template of a mode's policies.
pub(super) fn template(own: &ModeIdentity) -> String {
    let policies = own.policies(&Identity::TEMPLATE);
    let template = render::identity_template(&policies, &[]);
    let text = format!("{template:#}\n");
    // Half of a large one is blanks.
    if text.len() > MOST {
        template.to_string()
    } else {
        text
    }
}

/// The stack sets of a composition.
pub fn delivered(composition: &Composition) -> Vec<Delivered> {
    let own = composition.identities.iter().filter(|own| own.stack_set);
    let delivered = own.map(|own| Delivered {
        stack_set: StackSet {
            name: own.name.clone(),
            description: describe(own),
            resource_file: own.file(),
            organizational_units: own.ous.clone(),
            // IAM has no Regions: one instance in an account is all there can be.
            regions: vec![own.home_region.clone()],
        },
        template: template(own).into_bytes(),
    });
    delivered.collect()
}

/// Their entries in the manifest.
pub(super) fn stack_sets(composition: &Composition) -> Vec<StackSet> {
    let all = delivered(composition).into_iter();
    all.map(|own| own.stack_set).collect()
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

/// What stands in the manifest.
fn describe(own: &ModeIdentity) -> String {
    format!(
        "Amazon Bedrock cross-Region inference, calls of the mode {}. Made by crispack; change the spec, not this policy.",
        own.mode.name
    )
}
