use serde_json::{Map, Value, json};

use crate::control_tower::OuControl;
use crate::text::sha256;

use super::facts::Facts;
use super::ou_control::{CoveredOu, covered_ous};

/// A template takes 200 parameters (AWS CloudFormation User Guide, "Understand CloudFormation quotas", read 2026-11-25), and each OU is one.
const MOST_PARAMETERS: usize = 200;

/// So many controls are enabled at once: the older of the two limits that AWS's pages name (10 and 100; AWS Control Tower User Guide and CloudFormation,
/// `AWS::ControlTower::EnabledControl`, read 2026-11-23).
const AT_ONCE: usize = 10;

/// The templates that enable the OU control on every covered OU, the OUs' ARNs as parameters, with those that a snapshot tells as defaults; one, unless there are more OUs than a template takes.
///
/// A control that is on already has its place in them as well: whether a stack of this template made it can't be seen from outside, and a resource that goes from the template goes from the stack.
///
/// The controls outlive the stack, since without them nothing would hold the OUs once the landing-zone Region deny is off.
pub fn ou_control_templates(control: &OuControl, facts: Facts<'_>) -> Vec<Value> {
    let identifier = OuControl::identifier(facts.spec.partition.as_str());
    covered_ous(facts)
        .chunks(MOST_PARAMETERS)
        .map(|ous| template(control, &identifier, ous))
        .collect()
}

fn template(control: &OuControl, identifier: &str, ous: &[CoveredOu<'_>]) -> Value {
    let value: Vec<Value> = control
        .parameters()
        .into_iter()
        .map(|(key, list)| json!({"Key": key, "Value": list}))
        .collect();
    let names: Vec<String> = ous
        .iter()
        .map(|own| logical_name(&own.target.slot))
        .collect();
    let mut parameters = Map::new();
    let mut resources = Map::new();
    for (index, (own, name)) in ous.iter().zip(&names).enumerate() {
        let parameter = format!("{name}Arn");
        let mut resource = json!({
            "Type": "AWS::ControlTower::EnabledControl",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "ControlIdentifier": identifier,
                "TargetIdentifier": {"Ref": parameter},
                "Parameters": value,
            },
        });
        let earlier = index
            .checked_sub(AT_ONCE)
            .and_then(|index| names.get(index));
        if let (Value::Object(object), Some(earlier)) = (&mut resource, earlier) {
            object.insert("DependsOn".to_owned(), json!(format!("Control{earlier}")));
        }
        resources.insert(format!("Control{name}"), resource);
        let mut declared = json!({
            "Type": "String",
            "Description": format!("The ARN of the organizational unit {}", own.target.ou),
            "AllowedPattern": r"arn:aws(-us-gov)?:organizations::[0-9]{12}:ou/o-[a-z0-9]{10,32}/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}",
        });
        if let (Value::Object(object), Some(arn)) = (&mut declared, &own.arn) {
            object.insert("Default".to_owned(), json!(arn));
        }
        parameters.insert(parameter, declared);
    }
    json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "The OU control CT.MULTISERVICE.PV.1 on every covered OU. Made by crispack; change the spec, not this template.",
        "Parameters": parameters,
        "Resources": resources,
    })
}

/// Letters and digits, and never another one for the same OU: CloudFormation takes a new name for a new control, and the old one away.
fn logical_name(slot: &str) -> String {
    let plain: String = slot.chars().filter(char::is_ascii_alphanumeric).collect();
    let hash: String = sha256(slot.as_bytes()).chars().take(8).collect();
    format!("Ou{plain}{hash}")
}
