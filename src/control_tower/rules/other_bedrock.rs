//! CRP211: another statement of the same policy speaks of Bedrock.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP211",
    name: "other-bedrock",
    severity: Severity::Warning,
    summary: "another statement of the baseline's policy names Bedrock",
    page: "\
## What it is
Beside the Region deny, the policy holds a statement that names `bedrock`. crispack reads the Region deny alone.

## Why it matters
What that statement denies stays denied, whatever a mode says. The report lists routes as working by the Region deny and the catalogue, and cannot know of it.

## What to do
Look whether the statement denies what your modes are to leave open.
",
};

/// The finding, if there is such a statement.
pub fn check(policy: &Node, region_deny: &Node) -> Option<Diagnostic> {
    let other = policy.get("Statement")?.items().iter().find(|statement| {
        statement.span != region_deny.span
            && statement
                .to_value()
                .to_string()
                .to_ascii_lowercase()
                .contains("bedrock")
    })?;
    Some(
        Diagnostic::new(
            &RULE,
            "another statement of this policy names Bedrock, and is not looked at",
        )
        .at(other.place(), "this statement")
        .note("what it denies stays denied, whatever a mode says")
        .help("look whether it denies what your modes are to leave open"),
    )
}
