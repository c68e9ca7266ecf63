//! Two sources of parameters are none.

use crate::diagnostic::{Diagnostic, Rule, Severity};

use super::super::PackageView;

/// A stack set with parameters in two places.
pub static RULE: Rule = Rule {
    code: "CRP191",
    name: "both-parameters",
    severity: Severity::Error,
    summary: "a stack set has both `parameters` and `parameter_file`",
    page: "\
## What it is
An entry with `deploy_method: stack_set` that has `parameters` and `parameter_file`.

## Why it matters
CfCT uses neither of them, without a word: the stack set is deployed with the defaults of its template, and the pipeline is \
green or fails on a parameter without a default. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```yaml
parameter_file: parameters/network.json
parameters:
  - {parameter_key: Cidr, parameter_value: 10.0.0.0/16}
```

## What to do
Keep one of the two.
",
};

/// Finds stack sets with both.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .resources()
        .filter(|resource| resource.is_stack_set())
        .filter_map(|resource| {
            let parameters = resource.node.key_place("parameters")?;
            let file = resource.node.key_place("parameter_file")?;
            let title = resource.title();
            Some(
                Diagnostic::new(&RULE, format!("{title} has parameters in two places"))
                    .at(parameters, "here")
                    .at(file, "and here")
                    .note("CfCT would use neither, and deploy the template's defaults")
                    .help("keep `parameters` or `parameter_file`, not both"),
            )
        })
        .collect()
}
