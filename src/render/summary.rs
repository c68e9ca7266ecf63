use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Severity};

use super::facts::Facts;
use super::visible::visible;

/// The outcome of a build for people: what was written, policy by policy, and what to do next.
pub fn summary(facts: Facts<'_>, release: &str, zip: &str) -> String {
    const SHOWN: usize = 20;
    let policies = &facts.composition.policies;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "release {release}: {} for CfCT, strategy {}\n",
        plural(policies.len(), "policy", "policies"),
        facts.spec.strategy.as_str()
    );
    let width = policies
        .iter()
        .take(SHOWN)
        .map(|p| p.target.policy_name.chars().count())
        .max()
        .unwrap_or(0);
    for policy in policies.iter().take(SHOWN) {
        let _ = writeln!(
            text,
            "  {:<width$}  {:>6} of {} characters  {} -> {}",
            policy.target.policy_name,
            policy.characters,
            facts.spec.quota.characters(),
            policy.target.mode.name,
            visible(policy.target.ou.as_str()),
        );
    }
    if policies.len() > SHOWN {
        let _ = writeln!(
            text,
            "  … and {} more; REPORT.md lists them all",
            policies.len() - SHOWN
        );
    }
    let _ = writeln!(
        text,
        "\nRegion deny {}: its NotAction list {}.",
        facts.baseline.source.name, facts.baseline.comparison
    );
    for own in &facts.composition.tombstones {
        let _ = writeln!(
            text,
            "Retired: {} on {}.",
            own.policy_name,
            visible(&own.ou)
        );
    }
    let whole = match facts.base {
        Some(base) => format!(
            "The zip is {} with ours in it, and the whole CfCT configuration: uploading it replaces the one you have.",
            visible(base.name)
        ),
        None => "The zip is the whole CfCT configuration: uploading it replaces the one you have."
            .to_owned(),
    };
    let _ = writeln!(
        text,
        "{whole}\n\
         read   {release}/REPORT.html\nfollow {release}/RUNBOOK.md\nupload {zip}"
    );
    if !facts.composition.identities.is_empty() {
        let _ = writeln!(text, "grant  {release}/iam, as its README.md says");
    }
    if facts.composition.ou_control.is_some() {
        let _ = writeln!(
            text,
            "enable {release}/control-tower, when the runbook says so"
        );
    }
    text
}

/// `1 error, 2 warnings`, or an empty text.
pub fn counts(findings: &[Diagnostic]) -> String {
    let of = |severity| findings.iter().filter(|f| f.severity() == severity).count();
    [
        (of(Severity::Error), "error", "errors"),
        (of(Severity::Warning), "warning", "warnings"),
        (of(Severity::Note), "note", "notes"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| plural(count, one, many))
    .collect::<Vec<_>>()
    .join(", ")
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
