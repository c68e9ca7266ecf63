use std::collections::BTreeMap;
use std::sync::Arc;

use crate::control_tower::OuControl;
use crate::diagnostic::Diagnostic;
use crate::org::Organization;
use crate::policy::Policy;
use crate::policy::rules::{over_old_quota, over_quota};
use crate::spec::{Spec, Target};
use crate::text::sha256;

use super::Tombstone;
use super::basis::{Basis, Shared, elsewhere};
use super::identity::{ModeIdentity, identities, reach};

/// The policies of a spec, in the order of its targets, and what is delivered beside them.
#[derive(Debug)]
pub struct Composition {
    /// One policy per target.
    pub policies: Vec<SlotPolicy>,
    /// The policies of slots that no target has any more.
    pub tombstones: Vec<Tombstone>,
    /// The OU control that every covered OU gets, under `ou-control`.
    pub ou_control: Option<OuControl>,
    /// The identity policies that are made beside, mode by mode.
    pub identities: Vec<ModeIdentity>,
}

/// A policy with its name and the OU that it hangs on.
#[derive(Debug, Clone, Copy)]
pub struct OnOu<'a> {
    /// The part of the name that belongs to the OU.
    pub slot: &'a str,
    /// The policy's name.
    pub name: &'a str,
    /// The OU's path.
    pub ou: &'a str,
    /// The statements.
    pub policy: &'a Arc<Policy>,
    /// The text that is uploaded.
    pub text: &'a Arc<str>,
    /// SHA-256 of the text in hexadecimal.
    pub sha256: &'a str,
    /// Where the spec names the OU; nowhere for a tombstone.
    pub target: Option<&'a Target>,
}

impl Composition {
    /// Has the stack sets reach the OUs that an organization has besides those that the spec names.
    pub fn reach(&mut self, spec: &Spec, organization: &Organization) {
        reach(&mut self.identities, spec, organization);
    }

    /// Every policy of the package: those of the targets, and behind them the tombstones.
    pub fn all(&self) -> impl Iterator<Item = OnOu<'_>> {
        let own = self.policies.iter().map(|own| OnOu {
            slot: &own.target.slot,
            name: &own.target.policy_name,
            ou: own.target.ou.as_str(),
            policy: &own.policy,
            text: &own.text,
            sha256: &own.sha256,
            target: Some(&own.target),
        });
        let retired = self.tombstones.iter().map(|own| OnOu {
            slot: &own.slot,
            name: &own.policy_name,
            ou: &own.ou,
            policy: &own.policy,
            text: &own.text,
            sha256: &own.sha256,
            target: None,
        });
        own.chain(retired)
    }
}

impl OnOu<'_> {
    /// The path of the policy in the package, as the manifest names it.
    pub fn file(&self) -> String {
        format!("policies/{}.json", self.name)
    }
}

/// The policy of one target.
#[derive(Debug, Clone)]
pub struct SlotPolicy {
    /// The target; its policy name is the policy's.
    pub target: Target,
    /// The statements. Targets with one mode share them, those that carry the Region deny apart from the others.
    pub policy: Arc<Policy>,
    /// The policy as it is uploaded: one line, compact, no newline at its end.
    pub text: Arc<str>,
    /// Characters of `text`: what Organizations counts.
    pub characters: usize,
    /// SHA-256 of `text` in hexadecimal: what the live policy is compared with.
    pub sha256: Arc<str>,
}

/// Composes the policy of every target. Findings about sizes are added to `findings`; an error among them means that the result is not to be shipped.
pub fn compose(basis: Basis<'_>, findings: &mut Vec<Diagnostic>) -> Composition {
    let spec = basis.spec;
    let shared = Shared::of(basis);
    let mut texts: BTreeMap<(&str, bool), SlotText> = BTreeMap::new();
    let mut policies = Vec::with_capacity(spec.targets.len());
    for target in &spec.targets {
        let fused = spec.carries_region_deny(target);
        let slot = texts
            .entry((target.mode.name.as_str(), fused))
            .or_insert_with(|| {
                let slot = SlotText::new(shared.policy(&target.mode, fused));
                let name = &target.policy_name;
                let needs = if fused && slot.characters > spec.quota.characters() {
                    elsewhere(basis, &target.mode)
                } else {
                    Vec::new()
                };
                findings.extend(over_quota::check(
                    name,
                    &slot.policy,
                    slot.characters,
                    spec.quota,
                    &needs,
                ));
                findings.extend(over_old_quota::check(name, slot.characters, spec.quota));
                slot
            });
        policies.push(SlotPolicy {
            target: target.clone(),
            policy: Arc::clone(&slot.policy),
            text: Arc::clone(&slot.text),
            characters: slot.characters,
            sha256: Arc::clone(&slot.sha256),
        });
    }
    Composition {
        policies,
        tombstones: Vec::new(),
        ou_control: spec.ou_control(),
        identities: identities(basis, findings),
    }
}

struct SlotText {
    policy: Arc<Policy>,
    text: Arc<str>,
    characters: usize,
    sha256: Arc<str>,
}

impl SlotText {
    fn new(policy: Policy) -> Self {
        let text = policy.to_compact_json();
        Self {
            characters: text.chars().count(),
            sha256: sha256(text.as_bytes()).into(),
            text: text.into(),
            policy: Arc::new(policy),
        }
    }
}
