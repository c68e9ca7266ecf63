use crate::diagnostic::Rule;
use crate::{
    bedrock, catalogue, cfct, control_tower, drift, iam, observe, org, policy, proof, simulate,
    spec, text,
};

/// The rules of this room and of the rooms below, sorted by code.
pub fn rules() -> Vec<&'static Rule> {
    let mut rules: Vec<&'static Rule> = [
        text::rules::ALL,
        super::rules::ALL,
        spec::rules::ALL,
        policy::rules::ALL,
        bedrock::rules::ALL,
        org::rules::ALL,
        catalogue::rules::ALL,
        cfct::rules::ALL,
        control_tower::rules::ALL,
        simulate::rules::ALL,
        iam::rules::ALL,
        observe::rules::ALL,
        proof::rules::ALL,
        drift::rules::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
    .collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}
