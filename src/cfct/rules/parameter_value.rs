//! CRP235: a value of a parameter that arrives as another.

use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::text::Node;

use super::super::PackageView;
use super::super::view::list;

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP235",
    name: "parameter-value",
    severity: Severity::Warning,
    summary: "a value of a parameter arrives as another",
    page: "\
## What it is
A parameter's value with blanks around a comma, or with `$[…]` that is none of CfCT's forms (`$[alfred_ssm_NAME]`, `$[alfred_genkeypair]`, `$[alfred_genpass_N]`, `$[alfred_genaz_N]`).

## Why it matters
A comma makes a list of a value, and the blanks around it are lost. Of another `$[x]` only `x` is left. The stack set is deployed with that, and the pipeline is green. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```json
[{\"ParameterKey\": \"Text\", \"ParameterValue\": \"one, two\"}, {\"ParameterKey\": \"Id\", \"ParameterValue\": \"$[account]\"}]
```

## What to do
Write lists without blanks, and other texts without commas; take the marks away, or use one of CfCT's forms.
",
};

/// Looks at the values that stand in the manifest.
pub fn check(package: &PackageView<'_>) -> Vec<Diagnostic> {
    package
        .resources()
        .filter(|resource| resource.is_stack_set())
        .flat_map(|resource| list(resource.node.get("parameters")))
        .filter_map(|item| item.get("parameter_value"))
        .filter_map(judge)
        .collect()
}

/// Looks at those of a file of parameters.
pub fn check_file(document: &Node) -> Vec<Diagnostic> {
    list(Some(document))
        .iter()
        .filter_map(|item| item.get("ParameterValue"))
        .filter_map(judge)
        .collect()
}

fn judge(node: &Node) -> Option<Diagnostic> {
    let value = node.as_str()?;
    if let Some(name) = foreign_form(value) {
        return Some(
            Diagnostic::new(&RULE, format!("`$[{name}]` is none of CfCT's forms"))
                .at(node.place(), "this value")
                .note(format!("CfCT would leave `{name}` of it, and finish green"))
                .help("take the marks away, or use `$[alfred_ssm_…]`"),
        );
    }
    (value.contains(", ") || value.contains(" ,")).then(|| {
        Diagnostic::new(&RULE, format!("`{value}` loses the blanks around its commas"))
            .at(node.place(), "a list, to CfCT")
            .note("CfCT makes a list of a value with a comma and joins it without blanks; it would finish green")
            .help("write a list without blanks, and another text without commas")
    })
}

/// What stands in `$[…]`, if CfCT does not know it.
fn foreign_form(value: &str) -> Option<&str> {
    const KNOWN: [&str; 4] = [
        "alfred_ssm_",
        "alfred_genkeypair",
        "alfred_genpass_",
        "alfred_genaz_",
    ];
    let (_, rest) = value.split_once("$[")?;
    let (name, _) = rest.split_once(']')?;
    (!KNOWN.iter().any(|known| name.starts_with(known))).then_some(name)
}
