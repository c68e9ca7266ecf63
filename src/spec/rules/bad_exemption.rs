//! CRP127: an exemption is no ARN pattern or no action pattern.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::raw::RawRegionDeny;
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP127",
    name: "bad-exemption",
    severity: Severity::Error,
    summary: "an exemption is no ARN pattern or no action pattern",
    page: "\
## What it is
`exempt_principals` takes ARN patterns of IAM or STS principals, `exempt_actions` takes `service:Action` patterns.

## Why it matters
A pattern of another shape exempts nobody, or everybody. Under `ou-control` the patterns become parameters of the OU control, which takes `arn:aws:` and `arn:aws-us-gov:`, and no wildcard for the partition.

## What to do
Write `arn:aws:iam::*:role/break-glass` and `pricingplanmanager:*`.
",
};

/// The findings.
pub fn check(region_deny: &RawRegionDeny, strategy: Strategy, origin: &Origin) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, text) in region_deny.exempt_principals.iter().enumerate() {
        if !is_principal(text) {
            findings.push(
                Diagnostic::new(
                    &RULE,
                    format!("`{text}` is not the ARN pattern of a principal"),
                )
                .at(
                    origin.value(&format!("/region_deny/exempt_principals/{index}")),
                    "",
                )
                .help("such as `arn:aws:iam::*:role/break-glass`"),
            );
        } else if strategy == Strategy::OuControl && !is_parameter(text) {
            findings.push(
                Diagnostic::new(
                    &RULE,
                    format!("`{text}` does not fit the OU control's parameter `ExemptedPrincipalArns`"),
                )
                .at(
                    origin.value(&format!("/region_deny/exempt_principals/{index}")),
                    "",
                )
                .help("spell the partition and give an account or `*`: `arn:aws:iam::*:role/break-glass`"),
            );
        }
    }
    for (index, text) in region_deny.exempt_actions.iter().enumerate() {
        if !is_action(text) {
            findings.push(
                Diagnostic::new(&RULE, format!("`{text}` is not an action pattern"))
                    .at(
                        origin.value(&format!("/region_deny/exempt_actions/{index}")),
                        "",
                    )
                    .help("such as `pricingplanmanager:*`; the service prefix has no wildcard"),
            );
        }
    }
    findings
}

fn is_principal(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let plain = text
        .chars()
        .all(|c| c.is_ascii_graphic() && !"<>\"\\{}$".contains(c));
    match parts.as_slice() {
        ["arn", partition, service, region, _, resource] => {
            plain
                && (*partition == "*" || partition.starts_with("aws"))
                && matches!(*service, "iam" | "sts")
                && region.is_empty()
                && (resource.contains('/') || *resource == "root")
        }
        _ => false,
    }
}

/// What the control takes: `^arn:(aws|aws-us-gov):(iam|sts)::.+:.+$` (AWS Control Tower control reference, "Region deny control applied to the OU", read
/// 2026-11-23).
fn is_parameter(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    matches!(parts.as_slice(), ["arn", "aws" | "aws-us-gov", _, "", account, rest] if !account.is_empty() && !rest.is_empty())
}

fn is_action(text: &str) -> bool {
    text.split_once(':').is_some_and(|(service, action)| {
        !service.is_empty()
            && service
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !action.is_empty()
            && action
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "*?-".contains(c))
    })
}
