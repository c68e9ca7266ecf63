//! CRP170: Control Tower's own roles are bound in the inference-only Regions.

use crate::control_tower::Difference;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP170",
    name: "extend-roles",
    severity: Severity::Note,
    summary: "roles of Control Tower's are bound in the inference-only Regions",
    page: "\
## What it is
Under `extend` our policies deny everything but inference in the inference-only Regions, for everybody whom the baseline does not exempt. The landing-zone Region deny exempts `AWSControlTowerExecution`; the OU control exempts further roles of Control Tower's (for Config, for notifications, for flow logs), which suggests \
that they work in governed Regions.

## Why it matters
Control Tower sets governed Regions up. If one of these roles does something there, it is denied: recordings of Config may stay incomplete, and Control Tower may report drift. Which of them a landing zone uses depends on its version; nobody has seen here what happens.

## What to do
If your landing zone uses them, name them in `exempt_principals`: `arn:aws:iam::*:role/aws-controltower-*` and `arn:aws:iam::*:role/AWSControlTower_VPCFlowLogsRole`. Only Control Tower can make roles of these names, by its mandatory controls. Try one Region first.
",
};

/// The finding, if a role is neither exempt by the baseline nor declared.
pub fn check(
    strategy: Strategy,
    difference: &Difference,
    declared: &[String],
    origin: &Origin,
) -> Option<Diagnostic> {
    let missing: Vec<&str> = difference
        .freed
        .iter()
        .filter_map(|arn| arn.rsplit_once('/'))
        .map(|(_, name)| name)
        .filter(|name| {
            let names = |pattern: &String| {
                let own = pattern.rsplit_once('/').map_or("", |(_, own)| own);
                crate::policy::glob::matches(own, name)
            };
            !declared.iter().any(names)
        })
        .collect();
    (strategy == Strategy::Extend && !missing.is_empty()).then(|| {
        Diagnostic::new(
            &RULE,
            format!("in the inference-only Regions these roles of Control Tower's are bound as well: {}", missing.join(", ")),
        )
        .at(origin.value("/region_deny/strategy"), "")
        .note("the OU control exempts them, the landing-zone Region deny does not")
        .help("if your landing zone works with them in governed Regions, name them in `exempt_principals`")
    })
}
