use serde_json::{Map, Value, json};

use crate::iam::Identity;
use crate::policy::Policy;
use crate::text::sha256;

/// The template without a policy, as it is shipped.
const SKELETON: &str =
    include_str!("../../../cfct-templates/cloudformation/inference-policies.template.json");

/// A CloudFormation template of managed policies, for any account and partition; `policies` are written for [`Identity::TEMPLATE`], each with its name. They are attached to `roles`,
/// which have to be there.
///
/// Source: AWS CloudFormation, `AWS::IAM::ManagedPolicy`, read 2026-11-26. The names are explicit, since permission sets refer to a managed policy by its name (AWS IAM Identity Center
/// User Guide, "Custom permissions", read 2026-11-26).
pub fn identity_template(policies: &[(String, Policy)], roles: &[String]) -> Value {
    let mut template: Value = serde_json::from_str(SKELETON).unwrap_or_default();
    let (mut resources, mut outputs) = (Map::new(), Map::new());
    for (name, policy) in policies {
        let logical = logical_name(name);
        let statements: Vec<Value> = policy
            .statements
            .iter()
            .map(|statement| filled_in(statement.to_value()))
            .collect();
        let mut properties = json!({
            "ManagedPolicyName": name,
            "Description": DESCRIPTION,
            "PolicyDocument": {"Version": policy.version.as_str(), "Statement": statements},
        });
        if let (Value::Object(properties), false) = (&mut properties, roles.is_empty()) {
            properties.insert("Roles".to_owned(), json!(roles));
        }
        let resource = json!({
            "Type": "AWS::IAM::ManagedPolicy",
            "Metadata": {"cfn_nag": {"rules_to_suppress": [
                {"id": "W28", "reason": "Permission sets refer to a managed policy by its name."},
            ]}},
            "Properties": properties,
        });
        resources.insert(logical.clone(), resource);
        outputs.insert(
            format!("{logical}Arn"),
            json!({"Description": format!("The ARN of {name}"), "Value": {"Ref": logical}}),
        );
    }
    if let Value::Object(template) = &mut template {
        template.insert("Resources".to_owned(), Value::Object(resources));
        template.insert("Outputs".to_owned(), Value::Object(outputs));
    }
    template
}

/// The same in every release: CloudFormation replaces a policy whose description changes, and cannot make the new one while the old one has its name (AWS CloudFormation,
/// `AWS::IAM::ManagedPolicy`, read 2026-11-26).
const DESCRIPTION: &str =
    "Amazon Bedrock cross-Region inference. Made by crispack; change the spec, not this policy.";

/// Letters and digits, and for a name always the same: under another logical name CloudFormation would make the policy anew, while the old one has its name.
fn logical_name(name: &str) -> String {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let hash: String = sha256(name.as_bytes()).chars().take(8).collect();
    format!("Policy{plain}{hash}")
}

/// Every text that names partition or account of [`Identity::TEMPLATE`] becomes one that CloudFormation fills in.
fn filled_in(value: Value) -> Value {
    match value {
        Value::String(text) if text.contains(Identity::TEMPLATE.partition) => {
            json!({"Fn::Sub": text})
        }
        Value::Array(items) => items.into_iter().map(filled_in).collect(),
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (key, filled_in(value)))
            .collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::identity_template;
    use crate::bedrock::Catalogue;
    use crate::bedrock::call::{Asked, Call};
    use crate::iam::{Bearer, Identity, policy};

    #[test]
    fn only_what_names_the_account_or_the_partition_is_filled_in() {
        let asked = Asked {
            model_id: "in.openai.gpt-5.6-terra",
            source: Some("ap-south-1"),
            ..Asked::default()
        };
        let call = Call::new(asked, Catalogue::builtin()).unwrap();
        let own = policy([&call], &Identity::TEMPLATE, Bearer::Auto);
        let template = identity_template(&[("app".to_owned(), own)], &["App".to_owned()]);
        let of = |pointer: &str| {
            let pointer = format!("/Resources/Policyappa172cedc/Properties/{pointer}");
            template.pointer(&pointer).cloned().unwrap_or_default()
        };
        assert_eq!(
            of("PolicyDocument/Statement/0/Action/0"),
            "bedrock:InvokeModel"
        );
        assert_eq!(
            of("PolicyDocument/Statement/0/Resource/0/Fn::Sub"),
            "arn:${AWS::Partition}:bedrock:ap-south-1:${AWS::AccountId}:inference-profile/in.openai.gpt-5.6-terra"
        );
        assert_eq!(of("PolicyDocument/Statement/2/Resource"), "*");
        assert_eq!(of("Roles/0"), "App");
        assert_eq!(of("ManagedPolicyName"), "app");
    }
}
