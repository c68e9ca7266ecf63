//! An OU is a path of names, and one that CfCT does not find is a line in a log.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;

/// An OU that CfCT cannot find whatever the organization looks like, or that crashes it.
pub static RULE: Rule = Rule {
    code: "CRP188",
    name: "empty-or-odd-ou",
    severity: Severity::Error,
    summary: "an OU is empty, an id, or a path that CfCT cannot follow",
    page: "\
## What it is
An entry of `organizational_units` that is empty, has an empty part (`A::B`), blanks at the edge of a part, begins with \
`Root:`, is `root` in another case than `Root`, or is an id (`ou-…`, `r-…`).

## Why it matters
An empty entry crashes the SCP stage before any policy is touched. An OU that is not found is a warning in the log: the \
policy is attached to the others, the pipeline is green, and the OU has no guardrail. CfCT takes an id for a name, and the \
root is not part of a path. Blanks at the edges and empty parts are dropped, so an OU really so named cannot be reached. \
(CfCT 2.8.4 source, read 2026-04-08.)

## What to do
Write the names from below the root, joined by `:`, in the case they have: `Workloads:Prod`. `Root` alone is the root.
",
};

const UNSEEN: &str =
    "CfCT would only log a warning and finish green, leaving the OU without this resource";
const CRASH: &str = "CfCT's SCP stage would crash before any policy is touched";
const DROPPED: &str =
    "CfCT would drop what is empty or blank there, and may mean another OU than you";

/// Finds such OUs.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .resources()
        .flat_map(|resource| resource.targets("organizational_units"))
        .filter_map(|node| {
            let ou = node.as_str()?;
            let (message, note, help) = judge(ou)?;
            Some(
                Diagnostic::new(&RULE, message)
                    .at(node.place(), "this OU")
                    .note(note)
                    .help(help),
            )
        })
        .collect()
}

fn judge(ou: &str) -> Option<(String, &'static str, String)> {
    let names = "write the names from below the root, joined by `:`".to_owned();
    let parts: Vec<&str> = ou.split(':').collect();
    let first = parts.first().copied().unwrap_or_default();
    let found = if parts.iter().all(|part| part.trim().is_empty()) {
        (format!("the OU `{ou}` is empty"), CRASH, names)
    } else if parts.iter().any(|part| part.trim().is_empty()) {
        (
            format!("the OU path `{ou}` has an empty part"),
            DROPPED,
            names,
        )
    } else if parts.iter().any(|part| part.trim() != *part) {
        let clean: Vec<_> = parts.iter().map(|part| part.trim()).collect();
        let help = format!("write `{}`", clean.join(":"));
        (
            format!("the OU path `{ou}` has blanks at an edge"),
            DROPPED,
            help,
        )
    } else if parts.len() > 1 && first == "Root" {
        let help = format!("write `{}`", ou.trim_start_matches("Root:"));
        (
            format!("the OU path `{ou}` begins with the root"),
            UNSEEN,
            help,
        )
    } else if ou != "Root" && ou.eq_ignore_ascii_case("root") {
        (
            format!("the OU `{ou}` is not the root"),
            UNSEEN,
            "did you mean `Root`?".to_owned(),
        )
    } else if is_id(ou) {
        (format!("the OU `{ou}` is an id"), UNSEEN, names)
    } else {
        return None;
    };
    Some(found)
}

/// An id of Organizations: `r-` and 4 to 32 characters, or `ou-`, the root's characters, `-`, and 8 to 32 more.
fn is_id(ou: &str) -> bool {
    let is_run = |text: &str, least: usize| {
        (least..=32).contains(&text.len())
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if let Some(root) = ou.strip_prefix("r-") {
        return is_run(root, 4);
    }
    ou.strip_prefix("ou-")
        .and_then(|rest| rest.split_once('-'))
        .is_some_and(|(root, unit)| is_run(root, 4) && is_run(unit, 8))
}
