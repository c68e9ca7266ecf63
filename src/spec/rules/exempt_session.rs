//! CRP169: an exemption names a session, which no policy sees.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP169",
    name: "exempt-session",
    severity: Severity::Warning,
    summary: "an exemption names a role's session and exempts nobody",
    page: "\
## What it is
A pattern of `exempt_principals` is the ARN of an assumed role: `arn:aws:sts::*:assumed-role/…`.

## Why it matters
For a session of a role, `aws:PrincipalArn` is the ARN of the role (IAM User Guide, global condition keys, read 2026-11-25), so the pattern matches nothing, and the role stays bound: found out by whoever needs the break-glass role.

## What to do
Name the role: `arn:aws:iam::*:role/NAME`, with its path if it has one, as roles of IAM Identity Center have: `arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*`.
",
};

/// The findings; under `additive` exemptions do nothing.
pub fn check(principals: &[String], strategy: Strategy, origin: &Origin) -> Vec<Diagnostic> {
    if strategy == Strategy::Additive {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, text) in principals.iter().enumerate() {
        let mut parts = text.splitn(6, ':').skip(2);
        let is_sts = parts.next() == Some("sts");
        let resource = parts.nth(2).unwrap_or_default();
        if is_sts && resource.starts_with("assumed-role/") {
            findings.push(
                Diagnostic::new(&RULE, format!("`{text}` exempts nobody"))
                    .at(
                        origin.value(&format!("/region_deny/exempt_principals/{index}")),
                        "a session",
                    )
                    .note("in a session of a role, `aws:PrincipalArn` is the role's ARN")
                    .help("name the role: `arn:aws:iam::*:role/NAME`"),
            );
        }
    }
    findings
}
