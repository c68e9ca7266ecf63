//! CRP104: a target wants to be looser than an OU above it.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::loosening;
use crate::spec::{Ground, OuPath, Target};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP104",
    name: "looser-child",
    severity: Severity::Error,
    summary: "a target wants to be looser than an OU above it",
    page: "\
## What it is
A nested OU has a mode that leaves something open which the mode of an OU above it denies. The floor, which hangs on the root, is above every OU.

## Why it matters
SCP denies are inherited: one deny at any level ends it. The child would look open in the spec and stay closed in AWS.

## What to do
Move the stricter mode down, from the parent to those of its children that need it; or make the parent as open as its loosest child; or drop the child.
",
};

/// The findings: for each target the nearest OU above it whose mode is stricter.
pub fn check(targets: &[Target], ground: &Ground<'_>) -> Vec<Diagnostic> {
    let by_path: BTreeMap<&OuPath, &Target> = targets.iter().map(|t| (&t.ou, t)).collect();
    let mut findings = Vec::new();
    // Thousands of targets share a few modes.
    let mut by_modes: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for child in targets {
        let stricter = child.ou.ancestors().find_map(|path| {
            let parent = *by_path.get(&path)?;
            let open = by_modes
                .entry((&child.mode.name, &parent.mode.name))
                .or_insert_with(|| loosening::beyond(&child.mode, &parent.mode, ground));
            (!open.is_empty()).then(|| (parent, open.clone()))
        });
        if let Some((parent, open)) = stricter {
            findings.push(finding(
                child,
                parent,
                &open,
                &elsewhere(child, parent, targets, ground),
            ));
        }
    }
    findings
}

fn finding(child: &Target, parent: &Target, open: &[String], others: &str) -> Diagnostic {
    let open = open.join(", ");
    let help = if parent.ou.is_root() {
        format!(
            "give `Root` a mode as loose as its loosest OU, or drop the target `{}`",
            child.ou
        )
    } else {
        format!(
            "move mode `{}` from `{}` to {others}, or drop the target `{}`",
            parent.mode.name, parent.ou, child.ou
        )
    };
    Diagnostic::new(
        &RULE,
        format!(
            "`{}` (mode `{}`) is to be open for {open}, which `{}` above it (mode `{}`) denies",
            child.ou, child.mode.name, parent.ou, parent.mode.name
        ),
    )
    .at(child.place.clone(), "the child")
    .at(parent.place.clone(), "the OU above it")
    .note("SCP denies are inherited; a child cannot be looser than its parent")
    .help(help)
}

/// Where the stricter mode could go instead: targets below the parent that keep to it anyway, and OUs that no target names.
fn elsewhere(child: &Target, parent: &Target, targets: &[Target], ground: &Ground<'_>) -> String {
    const SHOWN: usize = 5;
    const LOOKED_AT: usize = 200;
    let apart = |other: &&Target| {
        parent.ou.is_ancestor_of(&other.ou)
            && other.ou != child.ou
            && !other.ou.is_ancestor_of(&child.ou)
            && loosening::beyond(&other.mode, &parent.mode, ground).is_empty()
    };
    let mut names: Vec<String> = targets
        .iter()
        .take(LOOKED_AT)
        .filter(apart)
        .take(SHOWN)
        .map(|other| format!("`{}`", other.ou))
        .collect();
    names.push(format!("the other OUs below `{}` that need it", parent.ou));
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
