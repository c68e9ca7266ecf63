//! An OU is a path of names, and one that CfCT does not find is a line in a log.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use crate::spec::rules::bad_ou;
use crate::spec::{OuPath, OuPathProblem};

use super::super::PackageView;

/// An OU that CfCT cannot find whatever the organization looks like, or that crashes it.
pub static RULE: Rule = Rule {
    code: "CRP188",
    name: "empty-or-odd-ou",
    severity: Severity::Error,
    summary: "an OU is empty, an id, or a path that CfCT cannot follow",
    page: "\
## What it is
An entry of `organizational_units` that is empty, begins with `Root:`, is `root` in another case than `Root`, or has the form of an id (`ou-ab12-34567890`, `r-ab12`).

## Why it matters
An empty entry crashes the SCP stage before any policy is touched. An OU that is not found is a warning in the log: the \
policy is attached to the others, the pipeline is green, and the OU has no guardrail. CfCT takes an id for a name, and the \
root is not part of a path. \
(CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
organizational_units:
  - \"Root:Workloads\"
  - \"ou-ab12-34567890\"
```

## What to do
Write the names from below the root, joined by `:`, in the case they have: `Workloads:Prod`. `Root` alone is the root.
",
};

/// Finds such OUs.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .ous()
        .filter_map(|node| {
            let ou = node.as_str()?;
            // Blanks are another rule's: what is meant is found.
            let problem = OuPath::parse(ou)
                .err()
                .filter(|own| !matches!(own, OuPathProblem::Blanks(_)))?;
            let (message, note, help) = bad_ou::words(ou, &problem);
            Some(
                Diagnostic::new(&RULE, message)
                    .at(node.place(), "this OU")
                    .note(note)
                    .help(help),
            )
        })
        .collect()
}
