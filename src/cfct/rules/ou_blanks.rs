//! CRP240: an OU that CfCT reads with something left out.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::spec::{OuPath, OuPathProblem};

use super::super::PackageView;
use super::super::quote::quoted;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP240",
    name: "ou-blanks",
    severity: Severity::Warning,
    summary: "an OU that CfCT reads with parts or blanks left out",
    page: "\
## What it is
An entry of `organizational_units` with an empty part (`A::B`) or with blanks around a part (`\"Workloads : Prod\"`).

## Why it matters
CfCT strips the blanks and drops empty parts, so the OU of the remaining names is found. One that is really so named cannot be addressed, and whoever reads the manifest sees another path than CfCT. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
organizational_units:
  - \"Workloads : Prod\"
```

## What to do
Write the path as it is meant; `--fix` does it.
",
};

/// Finds such entries.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .ous()
        .filter_map(|node| {
            let Err(OuPathProblem::Blanks(clean)) = OuPath::parse(node.as_str()?) else {
                return None;
            };
            Some(
                Diagnostic::new(&RULE, format!("CfCT reads this OU as `{clean}`"))
                    .at(node.place(), "blanks and empty parts are left out")
                    .note("CfCT would attach the resource to the OU of that path, and finish green")
                    .help(format!("write `{clean}`"))
                    .fixed_by(node.place(), quoted(&clean)),
            )
        })
        .collect()
}
