//! CRP152: a target that adds nothing to one above it.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::loosening;
use crate::spec::{Ground, OuPath, Strategy, Target};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP152",
    name: "pointless-target",
    severity: Severity::Note,
    summary: "a target adds nothing to an OU above it",
    page: "\
## What it is
A target whose mode denies nothing that the mode of an OU above it does not deny already.

## Why it matters
Denies are inherited, so the policy of this target changes no call. It takes one of the OU's ten places for policies, and has to be kept for life, since CfCT never detaches it.

## Example
```yaml
targets:
  - {ou: \"Workloads\", mode: geographic}
  - {ou: \"Workloads:Prod\", mode: geographic}
```

## What to do
Drop the target, unless its mode is to become stricter soon.
",
};

/// The findings. A covered OU below the root carries the Region deny itself, so there the floor on the root makes nothing pointless.
pub fn check(targets: &[Target], ground: &Ground<'_>) -> Vec<Diagnostic> {
    let by_path: BTreeMap<&OuPath, &Target> = targets.iter().map(|t| (&t.ou, t)).collect();
    let carries = matches!(ground.strategy, Strategy::Replace | Strategy::OuControl);
    let mut by_modes: BTreeMap<(&str, &str), bool> = BTreeMap::new();
    let mut findings = Vec::new();
    for child in targets.iter().filter(|target| !target.ou.is_root()) {
        let above = child
            .ou
            .ancestors()
            .find_map(|path| by_path.get(&path).copied());
        let Some(parent) = above.filter(|parent| !(carries && parent.ou.is_root())) else {
            continue;
        };
        let adds_nothing = *by_modes
            .entry((&parent.mode.name, &child.mode.name))
            .or_insert_with(|| loosening::beyond(&parent.mode, &child.mode, ground).is_empty());
        if adds_nothing {
            findings.push(
                Diagnostic::new(
                    &RULE,
                    format!("`{}` adds nothing to `{}` above it", child.ou, parent.ou),
                )
                .at(
                    child.place.clone(),
                    "everything that it denies is denied already",
                )
                .note("denies are inherited; its policy would take a place and change no call")
                .help("drop it, unless its mode is to become stricter soon"),
            );
        }
    }
    findings
}
