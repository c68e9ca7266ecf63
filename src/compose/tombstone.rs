use std::sync::Arc;

use crate::policy::{Condition, Effect, Policy, Scope, Statement};
use crate::text::sha256;

/// The policy of a slot that no target has any more, under the same name and on the same OU: CfCT never detaches a policy, so its content is made harmless instead.
#[derive(Debug, Clone)]
pub struct Tombstone {
    /// The slot.
    pub slot: String,
    /// The name of the policy in AWS Organizations.
    pub policy_name: String,
    /// The OU's path that it hangs on.
    pub ou: String,
    /// Was it a tombstone in the release before already?
    pub is_old: bool,
    /// The one statement, which matches no request.
    pub policy: Arc<Policy>,
    /// The policy as it is uploaded.
    pub text: Arc<str>,
    /// SHA-256 of `text` in hexadecimal.
    pub sha256: Arc<str>,
}

impl Tombstone {
    /// For a slot with its policy and OU.
    pub fn new(slot: &str, policy_name: &str, ou: &str, is_old: bool) -> Self {
        let policy = policy();
        let text = policy.to_compact_json();
        Self {
            slot: slot.to_owned(),
            policy_name: policy_name.to_owned(),
            ou: ou.to_owned(),
            is_old,
            sha256: sha256(text.as_bytes()).into(),
            text: text.into(),
            policy: Arc::new(policy),
        }
    }

    /// Is a text that of a tombstone?
    pub fn is_text(text: &[u8]) -> bool {
        policy().to_compact_json().as_bytes() == text
    }
}

/// A deny that can never match: the key would have to be absent and have a value. An Allow would widen OUs that work with lists of what is allowed.
fn policy() -> Policy {
    let condition = |operator: &str, value: &str| Condition {
        operator: operator.to_owned(),
        key: "aws:PrincipalArn".to_owned(),
        values: vec![value.to_owned()],
    };
    Policy {
        statements: vec![Statement {
            sid: Some("CrisRetired".to_owned()),
            effect: Effect::Deny,
            action: Scope::Only(vec!["bedrock:InvokeModel".to_owned()]),
            resource: Scope::Only(vec!["*".to_owned()]),
            conditions: vec![condition("Null", "true"), condition("StringEquals", "x")],
        }],
        ..Policy::default()
    }
}

#[cfg(test)]
mod tests {
    use super::Tombstone;

    #[test]
    fn the_text_is_for_life() {
        let own = Tombstone::new("wl", "cris-wl", "Workloads", false);
        assert_eq!(
            &*own.text,
            r#"{"Version":"2012-10-17","Statement":[{"Sid":"CrisRetired","Effect":"Deny","Action":"bedrock:InvokeModel","Resource":"*","Condition":{"Null":{"aws:PrincipalArn":"true"},"StringEquals":{"aws:PrincipalArn":"x"}}}]}"#
        );
        assert!(Tombstone::is_text(own.text.as_bytes()));
    }
}
