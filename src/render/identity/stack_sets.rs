//! The commands that look at the stack sets of identity policies, for the page beside the policies and for the runbook.

use crate::render::facts::Facts;

/// Which names are taken in an account, and how every instance is; `None` if CfCT deploys no identity policies.
pub(in crate::render) fn stack_set_commands(facts: Facts<'_>) -> Option<(String, String)> {
    let identities = facts.composition.identities.iter();
    let names = identities.filter(|own| own.stack_set);
    let names: Vec<&str> = names.map(|own| own.name.as_str()).collect();
    (!names.is_empty()).then(|| {
        (
            format!(
                "aws iam list-policies --scope Local --query \"Policies[?starts_with(PolicyName, '{}iam-')].PolicyName\" --output text\n",
                facts.spec.name_prefix()
            ),
            format!(
                "for name in {}; do aws cloudformation list-stack-instances --stack-set-name CustomControlTower-$name --query 'Summaries[].[Account, Status, StatusReason]' --output text; done\n",
                names.join(" ")
            ),
        )
    })
}

/// Which stack sets of ours there are; `None` as above.
pub(in crate::render) fn stack_sets_there(facts: Facts<'_>) -> Option<String> {
    let mut identities = facts.composition.identities.iter();
    identities.any(|own| own.stack_set).then(|| {
        format!(
            "aws cloudformation list-stack-sets --status ACTIVE --query \"Summaries[?starts_with(StackSetName, 'CustomControlTower-{}iam-')].StackSetName\" --output text\n",
            facts.spec.name_prefix()
        )
    })
}
