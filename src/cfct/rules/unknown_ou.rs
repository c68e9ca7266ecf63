//! CRP197: an OU that the organization does not have.

use crate::diagnostic::suggest;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::org::Organization;
use crate::spec::{OuPath, OuPathProblem};

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP197",
    name: "unknown-ou",
    severity: Severity::Error,
    summary: "an OU is not in the organization",
    page: "\
## What it is
An entry of `organizational_units` that the snapshot given by `--snapshot` does not have, letter case included.

## Why it matters
To CfCT an OU that is not found is a line in a log. The policy is created, attached to the other OUs, and the pipeline is green; the OU that was meant has no guardrail, and nobody notices. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
organizational_units:
  - \"workloads:prod\"   # the OU is called Workloads:Prod
```

## What to do
Write the path as the organization has it; the message names the nearest one. If the OU is newer than the snapshot, make a new snapshot.
",
};

/// Another letter case is looked for of so many; a manifest with more of them is for another organization.
const MOST_CASES: usize = 1_000;

/// Holds every OU against the organization, if that is known. What is no path at all is CRP188's.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let Some(organization) = package.organization else {
        return Vec::new();
    };
    let unknown = |ou: &str| {
        let path = match OuPath::parse(ou) {
            Ok(_) => ou.to_owned(),
            // What CfCT reads is looked up; the blanks are another rule's.
            Err(OuPathProblem::Blanks(clean)) => clean,
            Err(_) => return None,
        };
        (path != "Root" && !organization.ous.contains(&path)).then_some(path)
    };
    package
        .ous()
        .filter_map(|node| Some((node, unknown(node.as_str()?)?)))
        .enumerate()
        .map(|(number, (node, ou))| finding(&ou, organization, number).at(node.place(), "this OU"))
        .collect()
}

/// The finding for a path that the organization does not have; `number`: how many there were before it.
pub fn finding(ou: &str, organization: &Organization, number: usize) -> Diagnostic {
    let known = organization.ous.iter().map(String::as_str);
    let nearest = known
        .clone()
        .filter(|_| number < MOST_CASES)
        .find(|other| other.eq_ignore_ascii_case(ou))
        .or_else(|| suggest::nearest_of_few(number, ou, known));
    let finding = Diagnostic::new(&RULE, format!("OU `{ou}` is not in {}", organization.name))
        .note("CfCT would only log a warning and finish green, leaving the OU that is meant without this resource");
    match nearest {
        Some(nearest) => finding.help(format!("did you mean `{nearest}`?")),
        None => finding.help("write the names from below the root, joined by `:`, or make a new snapshot if the OU is new"),
    }
}
