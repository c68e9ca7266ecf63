use indexmap::IndexMap;
use serde_json::{Value, json};

use super::effect::effect_value;
use super::facts::Facts;
use super::identity::identity_values;
use crate::proof::ProvedEffect;
use crate::text::sha256;

/// `plan.json`: per slot the policy after and the effect on its OU, what was proved, and what it is compared with. The schema is
/// `manifest/schema/crispack.plan.1.schema.json`.
///
/// OUs with the same policies on their path share one entry of `effects`.
pub fn plan_json(facts: Facts<'_>) -> String {
    format!("{:#}\n", plan_value(facts))
}

/// The same as a value.
pub(super) fn plan_value(facts: Facts<'_>) -> Value {
    let proof = facts.proof;
    let effects: Vec<Value> = proof
        .effects
        .iter()
        .zip(facts.effects)
        .map(|(of, effect)| {
            let mut value = effect_value(effect);
            if let Value::Object(object) = &mut value {
                object.insert("before_sha256".to_owned(), json!(side(of.before.levels())));
                object.insert("after_sha256".to_owned(), json!(side(of.after.levels())));
            }
            value
        })
        .collect();
    let by_ou: IndexMap<&str, usize> = proof
        .effects
        .iter()
        .enumerate()
        .flat_map(|(number, of)| of.ous.iter().map(move |ou| (ou.as_str(), number)))
        .collect();
    let slots: Vec<Value> = facts
        .composition
        .all()
        .map(|own| {
            json!({
                "slot": own.slot,
                "policy": own.name,
                "ou": own.ou,
                "mode": own.target.map(|target| &target.mode.name),
                "characters": own.text.chars().count(),
                "quota": facts.spec.quota.characters(),
                "sha256": own.sha256,
                "effect": by_ou.get(own.ou),
            })
        })
        .collect();
    let modes: Vec<Value> = proof
        .modes
        .iter()
        .map(|mode| {
            json!({
                "mode": mode.mode,
                "carries_region_deny": mode.carries_region_deny,
                "proved": mode.classes.is_some(),
                "classes": mode.classes,
            })
        })
        .collect();
    let mut value = json!({
        "schema": "crispack.plan/1",
        "strategy": facts.spec.strategy.as_str(),
        "before": if proof.assumed { "assumed" } else { "previous" },
        "promise": modes,
        "in_time": true,
        "slots": slots,
        "effects": effects,
    });
    let identities = identity_values(facts);
    if let (Value::Object(object), false) = (&mut value, identities.is_empty()) {
        object.insert("identity_policies".to_owned(), Value::Array(identities));
    }
    value
}

/// The SHA-256 of all policies before and after, path by path: what a proof was about.
pub fn sides_sha256(facts: Facts<'_>) -> [String; 2] {
    let sides = |side: &dyn Fn(&ProvedEffect) -> Vec<Value>| {
        let all: Vec<Value> = facts.proof.effects.iter().flat_map(side).collect();
        sha256(Value::Array(all).to_string().as_bytes())
    };
    [
        sides(&|of| self::side(of.before.levels())),
        sides(&|of| self::side(of.after.levels())),
    ]
}

/// The SHA-256 of every policy on a path, level by level.
fn side(levels: &[crate::policy::Level]) -> Vec<Value> {
    levels
        .iter()
        .map(|level| {
            let hashes: Vec<String> = level
                .attached
                .iter()
                .map(|own| sha256(own.policy.to_compact_json().as_bytes()))
                .collect();
            json!({"level": level.name, "policies": hashes})
        })
        .collect()
}
