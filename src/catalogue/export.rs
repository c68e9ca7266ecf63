use serde_json::{Value, json};

use crate::bedrock::Profile;

/// What `aws bedrock list-inference-profiles --type-equals SYSTEM_DEFINED` would answer in a source Region to an account, of these profiles: with the fields that say where a
/// profile leads, and without names and times, which a catalogue does not know.
///
/// Of a Global profile there are two models, one without a Region and one in the source Region, as in real answers (a public project's dump, July 2026).
pub fn aws_answer(profiles: &[&Profile], source: &str, account: &str) -> Value {
    let mut listed = Vec::new();
    for own in profiles.iter().filter(|own| own.is_routable()) {
        let Some(to) = own.routes.get(source) else {
            continue;
        };
        let partition = &own.partition;
        let model = |code: &str| json!({"modelArn": format!("arn:{partition}:bedrock:{code}::foundation-model/{}", own.model())});
        let models: Vec<Value> = if own.is_global() {
            ["", source].map(model).into()
        } else {
            to.iter().map(|code| model(code)).collect()
        };
        listed.push(json!({
            "inferenceProfileName": own.id,
            "inferenceProfileArn": format!("arn:{partition}:bedrock:{source}:{account}:inference-profile/{}", own.id),
            "models": models,
            "inferenceProfileId": own.id,
            "status": "ACTIVE",
            "type": "SYSTEM_DEFINED",
        }));
    }
    json!({"inferenceProfileSummaries": listed})
}
