use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::policy::Policy;
use crate::policy::rules::{over_old_quota, over_quota};
use crate::spec::{Spec, Target};
use crate::text::sha256;

use super::additive;

/// The policies of a spec, in the order of its targets.
#[derive(Debug)]
pub struct Composition {
    /// One policy per target.
    pub policies: Vec<SlotPolicy>,
}

/// The policy of one target.
#[derive(Debug, Clone)]
pub struct SlotPolicy {
    /// The target; its policy name is the policy's.
    pub target: Target,
    /// The statements. Targets with one mode share them.
    pub policy: Arc<Policy>,
    /// The policy as it is uploaded: one line, compact, no newline at its end.
    pub text: Arc<str>,
    /// Characters of `text`: what Organizations counts.
    pub characters: usize,
    /// SHA-256 of `text` in hexadecimal: what the live policy is compared with.
    pub sha256: Arc<str>,
}

impl SlotPolicy {
    /// The path of the policy in the package, as the manifest names it.
    pub fn file(&self) -> String {
        format!("policies/{}.json", self.target.policy_name)
    }
}

/// Composes the policy of every target. Findings about sizes are added to `findings`; an error among them means that the result is not to be shipped.
pub fn compose(spec: &Spec, findings: &mut Vec<Diagnostic>) -> Composition {
    // Under `additive` a policy follows from the mode alone.
    let by_mode: BTreeMap<&str, SlotText> = spec
        .modes
        .iter()
        .map(|mode| {
            let policy = Policy {
                statements: additive::statements(mode),
            };
            (mode.name.as_str(), SlotText::new(policy))
        })
        .collect();
    let mut judged = BTreeSet::new();
    let mut policies = Vec::with_capacity(spec.targets.len());
    for target in &spec.targets {
        let Some(slot) = by_mode.get(target.mode.name.as_str()) else {
            continue;
        };
        // Once per mode: its targets share the text.
        if judged.insert(target.mode.name.as_str()) {
            let name = &target.policy_name;
            findings.extend(over_quota::check(
                name,
                &slot.policy,
                slot.characters,
                spec.quota,
            ));
            findings.extend(over_old_quota::check(name, slot.characters, spec.quota));
        }
        policies.push(SlotPolicy {
            target: target.clone(),
            policy: Arc::clone(&slot.policy),
            text: Arc::clone(&slot.text),
            characters: slot.characters,
            sha256: Arc::clone(&slot.sha256),
        });
    }
    Composition { policies }
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
