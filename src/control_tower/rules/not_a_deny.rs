//! CRP202: the Region deny statement does not deny.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::policy::{Effect, Statement};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP202",
    name: "not-a-deny",
    severity: Severity::Error,
    summary: "the Region deny statement does not deny",
    page: "\
## What it is
The statement has the Sid of Control Tower's Region deny and the effect `Allow`.

## Why it matters
An Allow in an SCP takes nothing away where FullAWSAccess is attached as well: with this text your Regions are not held.

## What to do
Export the live policy again. If it really says `Allow`, somebody edited the managed policy: let Control Tower restore it (re-register the OU, or reset the landing zone).
",
};

/// The finding, if the effect is not `Deny`.
pub fn check(node: &Node, statement: &Statement) -> Option<Diagnostic> {
    (statement.effect != Effect::Deny).then(|| {
        Diagnostic::new(&RULE, "the Region deny statement has `\"Effect\": \"Allow\"`")
            .at(node.get("Effect").unwrap_or(node).place(), "expected `Deny`")
            .help("export the live policy again; an edited managed policy is restored by Control Tower, not here")
    })
}
