//! CRP168: an exemption names everybody.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP168",
    name: "exempt-everybody",
    severity: Severity::Warning,
    summary: "an exemption names every role, user or session",
    page: "\
## What it is
A pattern of `exempt_principals` has nothing but wildcards where the principal's name stands: `arn:aws:iam::*:role/*`.

## Why it matters
Whoever matches is bound by no Region deny of ours and by none of our limits on Regions, for any service. A pattern for every role leaves the Region deny without anybody to bind but users and the root user.

## What to do
Name the roles: `arn:aws:iam::*:role/break-glass`. A path or a prefix narrows as well, as long as only trusted people can make a role that matches.
",
};

/// The findings; under `additive` exemptions do nothing.
pub fn check(principals: &[String], strategy: Strategy, origin: &Origin) -> Vec<Diagnostic> {
    if strategy == Strategy::Additive {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, text) in principals.iter().enumerate() {
        let resource = text.splitn(6, ':').nth(5).unwrap_or_default();
        let name = resource.split_once('/').map_or("", |(_, name)| name);
        // With nothing but wildcards and what may stand between the words of a name.
        let wild = |c: char| "*?/-_.+=,@".contains(c);
        if name.contains('*') && name.chars().all(wild) {
            findings.push(
                Diagnostic::new(
                    &RULE,
                    format!("`{text}` exempts everybody of its kind from the Region deny"),
                )
                .at(
                    origin.value(&format!("/region_deny/exempt_principals/{index}")),
                    "",
                )
                .note("whoever matches is held to no Region by our policies, for any service")
                .help("name the principals, such as `arn:aws:iam::*:role/break-glass`"),
            );
        }
    }
    findings
}
