//! The shape that all our statements have: a Deny with a Sid, actions, resources and conditions.

use std::collections::BTreeSet;

use crate::policy::{Condition, Effect, Scope, Statement};

/// The key that names the inference profile of a call; absent in direct calls and, by AWS's pages, on the first hop.
pub(super) const PROFILE_KEY: &str = "bedrock:InferenceProfileArn";

/// The key that names the Region of a request.
pub(super) const REGION_KEY: &str = "aws:RequestedRegion";

/// A Deny of some actions on every resource, to be narrowed.
pub(super) fn deny(sid: &str, actions: &[&str]) -> Statement {
    Statement {
        sid: Some(sid.to_owned()),
        effect: Effect::Deny,
        action: Scope::Only(owned(actions)),
        resource: Scope::Only(vec!["*".to_owned()]),
        conditions: Vec::new(),
    }
}

impl Statement {
    pub(super) fn on(mut self, resources: &[&str]) -> Self {
        self.resource = Scope::Only(owned(resources));
        self
    }

    pub(super) fn off(mut self, resources: Vec<String>) -> Self {
        self.resource = Scope::Except(resources);
        self
    }

    pub(super) fn when(mut self, operator: &str, key: &str, values: Vec<String>) -> Self {
        self.conditions.push(Condition {
            operator: operator.to_owned(),
            key: key.to_owned(),
            values,
        });
        self
    }

    /// Only in requests to none of the Regions, those without a Region included.
    pub(super) fn outside(self, regions: &BTreeSet<String>) -> Self {
        self.when(
            "StringNotEquals",
            REGION_KEY,
            regions.iter().cloned().collect(),
        )
    }

    /// Only for principals that the conditions bind.
    pub(super) fn binding(mut self, principals: &[Condition]) -> Self {
        self.conditions.extend_from_slice(principals);
        self
    }

    /// Only where the key is present. A negated operator is true when its key is absent, so each needs this guard.
    pub(super) fn when_present(self, key: &str) -> Self {
        self.when("Null", key, vec!["false".to_owned()])
    }
}

/// Does the condition say who is bound?
pub(super) fn is_principal_test(condition: &Condition) -> bool {
    condition.key.eq_ignore_ascii_case("aws:PrincipalArn")
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|item| (*item).to_owned()).collect()
}
