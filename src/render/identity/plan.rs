use serde_json::{Value, json};

use crate::compose::ModeIdentity;
use crate::render::facts::Facts;
use crate::render::visible::visible;

/// The identity policies of each mode, a line each.
pub(in crate::render) fn identity_lines(facts: Facts<'_>) -> Vec<String> {
    let line = |own: &ModeIdentity| {
        let ous: Vec<String> = own.ous.iter().map(|ou| visible(ou)).collect();
        let delivered = if own.stack_set {
            format!("stack set for {}", ous.join(", "))
        } else {
            "as files".to_owned()
        };
        format!(
            "{} (mode {}): a policy for each model and kind of call, {} for {} calls, {delivered}",
            own.name,
            own.mode.name,
            own.grants.len(),
            own.grants.calls().len()
        )
    };
    facts.composition.identities.iter().map(line).collect()
}

/// The same for a program.
pub(in crate::render) fn identity_values(facts: Facts<'_>) -> Vec<Value> {
    let value = |own: &ModeIdentity| {
        json!({
            "mode": own.mode.name,
            "name": own.name,
            "policies": own.grants.len(),
            "calls": own.grants.calls().len(),
            "stack_set": own.stack_set,
            "ous": own.ous,
        })
    };
    facts.composition.identities.iter().map(value).collect()
}
