use serde_json::{Map, Value, json};

use super::{Condition, Effect, Policy, Scope, Statement};

impl Policy {
    /// The policy as one line of compact JSON without a newline at its end.
    ///
    /// This form goes through CfCT byte for byte: CfCT turns each newline into CR LF and deletes every double blank (CfCT 2.8.4, `state_machine_handler.py`,
    /// read 2026-04-08), so the hash of the live policy is the hash of this text.
    pub fn to_compact_json(&self) -> String {
        self.to_value().to_string()
    }

    /// The policy as a JSON value, elements in the order in which AWS prints them.
    pub fn to_value(&self) -> Value {
        let statements: Vec<Value> = self.statements.iter().map(Statement::to_value).collect();
        json!({"Version": self.version.as_str(), "Statement": statements})
    }
}

impl Statement {
    /// The statement as a JSON value, elements in the order in which AWS prints them.
    pub fn to_value(&self) -> Value {
        let mut object = Map::new();
        if let Some(sid) = &self.sid {
            object.insert("Sid".into(), json!(sid));
        }
        let effect = match self.effect {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        };
        object.insert("Effect".into(), json!(effect));
        let (name, patterns) = match &self.action {
            Scope::Only(patterns) => ("Action", patterns),
            Scope::Except(patterns) => ("NotAction", patterns),
        };
        object.insert(name.into(), one_or_many(patterns));
        let (name, patterns) = match &self.resource {
            Scope::Only(patterns) => ("Resource", patterns),
            Scope::Except(patterns) => ("NotResource", patterns),
        };
        object.insert(name.into(), one_or_many(patterns));
        if !self.conditions.is_empty() {
            object.insert("Condition".into(), conditions(&self.conditions));
        }
        Value::Object(object)
    }

    /// Characters of the statement in a compact policy.
    pub fn characters(&self) -> usize {
        self.to_value().to_string().chars().count()
    }
}

fn conditions(conditions: &[Condition]) -> Value {
    let mut operators = Map::new();
    for condition in conditions {
        let keys = operators
            .entry(condition.operator.clone())
            .or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(keys) = keys {
            keys.insert(condition.key.clone(), one_or_many(&condition.values));
        }
    }
    Value::Object(operators)
}

/// IAM takes a list of one as a plain string, which is two characters shorter.
fn one_or_many(values: &[String]) -> Value {
    match values {
        [one] => json!(one),
        many => json!(many),
    }
}
