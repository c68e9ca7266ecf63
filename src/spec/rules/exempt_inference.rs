//! CRP167: an exempted action is another way to models.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{Origin, Strategy};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP167",
    name: "exempt-inference",
    severity: Severity::Warning,
    summary: "an exempted action opens a way to models in every Region",
    page: "\
## What it is
`exempt_actions` names actions of Amazon Bedrock or of another service through which models are called (`bedrock`, `bedrock-mantle`, `bedrock-agentcore`, `bedrock-websearch`, `aws-external-anthropic`).

## Why it matters
What is exempt is held to no Region any more. A mode limits `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` only; nothing limits the others once they are exempt. Cross-Region inference needs none of them: the two actions are carved out by themselves.

## What to do
Remove the entry, unless these actions are meant to work in every Region.
",
};

/// Service prefixes through which models are called (Service Authorization Reference, data of 2026-09-26).
const SERVICES: [&str; 5] = [
    "bedrock",
    "bedrock-mantle",
    "bedrock-agentcore",
    "bedrock-websearch",
    "aws-external-anthropic",
];

/// The findings.
pub fn check(actions: &[String], strategy: Strategy, origin: &Origin) -> Vec<Diagnostic> {
    if strategy.keeps_managed_deny() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, text) in actions.iter().enumerate() {
        // What has no action behind a colon is told as no pattern.
        let Some((service, _)) = text.split_once(':') else {
            continue;
        };
        if SERVICES
            .iter()
            .any(|known| known.eq_ignore_ascii_case(service))
        {
            findings.push(
                Diagnostic::new(&RULE, format!("`{text}` would be held to no Region"))
                    .at(origin.value(&format!("/region_deny/exempt_actions/{index}")), "")
                    .note("the two inference actions of cross-Region inference are carved out by themselves; no mode limits the others")
                    .help("remove it, unless it is meant to work in every Region; `also` of a mode lets batch inference, guardrails and Data Automation be served where the mode routes"),
            );
        }
    }
    findings
}
