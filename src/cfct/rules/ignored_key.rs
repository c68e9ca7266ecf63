//! CRP198: keys on a policy that CfCT reads for stack sets only.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP198",
    name: "ignored-key",
    severity: Severity::Warning,
    summary: "a policy has keys that CfCT reads for stack sets only",
    page: "\
## What it is
An entry with `deploy_method: scp` or `rcp` that has `parameters`, `parameter_file`, `regions` or `export_outputs`.

## Why it matters
CfCT's schema takes them everywhere and its policy stages never look at them: no placeholder is replaced, no Region is chosen, and the pipeline is green. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
- name: \"deny\"
  deploy_method: scp
  regions: [eu-central-1]   # SCPs have no Region
```

## What to do
Remove the key; write values into the policy itself.
",
};

/// Keys that mean something to stack sets alone.
const OF_STACK_SETS: [&str; 4] = ["parameters", "parameter_file", "regions", "export_outputs"];

/// Finds them on policies.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for resource in package.resources().filter(|resource| resource.is_policy()) {
        for key in OF_STACK_SETS {
            if let Some(place) = resource.node.key_place(key) {
                found.push(
                    Diagnostic::new(
                        &RULE,
                        format!("`{key}` of {} does nothing", resource.title()),
                    )
                    .at(place, "read for stack sets only")
                    .note("CfCT would not look at it, and finish green")
                    .help("remove it"),
                );
            }
        }
    }
    found
}
