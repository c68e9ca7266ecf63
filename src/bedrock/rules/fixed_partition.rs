//! CRP277: an ARN of another partition.

use crate::bedrock::Catalogue;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::PolicyView;
use crate::text::{Kind, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP277",
    name: "fixed-partition",
    severity: Severity::Warning,
    summary: "an ARN of another partition, which nothing matches",
    page: "\
## What it is
An ARN pattern that begins with `arn:aws:` in a policy for GovCloud, China or the European Sovereign Cloud: the manifest's `region`, or every Region that the policy lists, is in another partition.

## Why it matters
The partition is part of every ARN (`arn:aws-us-gov:…`), and `aws` matches none of them: a Resource that never matches denies nothing, an exempt role is not exempt. Organizations accepts it and the pipeline is green.

## Example
```json
{\"ArnNotLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/AWSControlTowerExecution\"},
 \"StringNotEquals\": {\"aws:RequestedRegion\": [\"us-gov-west-1\"]}}
```

## What to do
Write the partition that it is, or `*`: `arn:*:iam::*:role/…`.
",
};

/// Finds such ARNs, if the partition is known; `region` is the package's.
pub fn check(policy: &PolicyView<'_>, region: Option<&str>) -> Vec<Diagnostic> {
    let Some(partition) = partition(policy, region).filter(|own| *own != "aws") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for statement in &policy.statements {
        let resources = ["Resource", "NotResource"]
            .into_iter()
            .filter_map(|name| statement.node.get(name));
        let mut nodes: Vec<&Node> = resources.flat_map(Node::items).collect();
        nodes.extend(
            statement
                .conditions()
                .flat_map(|own| own.values().map(|(node, _)| node)),
        );
        for node in nodes {
            if let Kind::String(text) = &node.kind
                && text.starts_with("arn:aws:")
            {
                let real = text.replacen("arn:aws:", &format!("arn:{partition}:"), 1);
                found.push(
                    Diagnostic::new(&RULE, format!("nothing here has the ARN `{text}`"))
                        .at(node.place(), format!("the partition is `{partition}`"))
                        .note("it matches nothing: Organizations accepts it, and the pipeline is green")
                        .help(format!("write `{real}`")),
                );
            }
        }
    }
    found
}

/// The partition of the package's Region, or that of all Regions which the policy lists.
fn partition<'a>(policy: &PolicyView<'_>, region: Option<&str>) -> Option<&'a str> {
    let catalogue = Catalogue::builtin();
    let of = |code: &str| {
        catalogue
            .region(code)
            .map(|region| region.partition.as_str())
    };
    if let Some(known) = region.and_then(of) {
        return Some(known);
    }
    let listed = policy
        .statements
        .iter()
        .flat_map(|statement| statement.conditions_on("aws:RequestedRegion"));
    let mut partitions: Vec<&str> = listed
        .flat_map(|own| own.values())
        .filter_map(|(_, code)| of(code))
        .collect();
    partitions.dedup();
    match partitions.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}
