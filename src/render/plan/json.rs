use serde_json::{Value, json};

use super::{Against, Plan, is_change};
use crate::render::effect::effect_value;
use crate::render::finding_json::finding_json;
use crate::render::plan_json::plan_value;
use crate::render::profile_changes::change_value;

/// One object; the schema is `manifest/schema/crispack.plan.1.schema.json`: what `plan.json` of a release has, and what the change is held against.
pub fn plan_of_change_json(plan: &Plan<'_>) -> String {
    let mut value = plan_value(plan.facts);
    let effects: Vec<Value> = plan
        .compared
        .iter()
        .map(|own| {
            let mut value = effect_value(own.effect);
            if let Value::Object(object) = &mut value {
                object.insert("ous".to_owned(), json!(own.ous));
            }
            value
        })
        .collect();
    let policies: Vec<Value> = plan
        .policies
        .iter()
        .map(|own| {
            json!({
                "policy": own.name,
                "ou": own.ou,
                "change": own.word(),
                "characters": own.after.chars().count(),
                "quota": own.quota,
                "before": own.before,
                "after": own.after,
            })
        })
        .collect();
    let used: Vec<Value> = plan
        .used
        .iter()
        .map(|own| json!({"ou": own.ou, "used": own.names.len(), "quota": own.quota, "by": own.names}))
        .collect();
    let profiles: Vec<Value> = plan.profiles.iter().map(change_value).collect();
    let (before, against) = match plan.against {
        Against::Assumed => ("assumed", Value::Null),
        Against::Release(folder) => ("previous", json!({"release": folder})),
        Against::Snapshot(file, at) => ("snapshot", json!({"snapshot": file, "taken_at": at})),
    };
    if let Value::Object(object) = &mut value {
        object.insert("before".to_owned(), json!(before));
        object.insert("against".to_owned(), against);
        object.insert("change".to_owned(), json!(is_change(plan)));
        object.insert("effects_on".to_owned(), json!(effects));
        object.insert("policies".to_owned(), json!(policies));
        object.insert("slots_used".to_owned(), json!(used));
        object.insert("profiles".to_owned(), json!(profiles));
        object.insert("without_policy".to_owned(), json!(plan.without_policy));
        let findings: Vec<Value> = plan.facts.findings.iter().map(finding_json).collect();
        object.insert("findings".to_owned(), json!(findings));
    }
    format!("{value:#}\n")
}
