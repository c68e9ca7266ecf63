//! CRP260: a file of parameters that CfCT cannot use.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Rule, Severity, Source};
use crate::text::{self, Kind, Node, rules::duplicate_key};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP260",
    name: "parameter-file",
    severity: Severity::Error,
    summary: "a file of parameters that CfCT cannot use",
    page: "\
## What it is
A `.json` under `parameters/` that is no JSON; or a file that a stack set names as its `parameter_file` and that is not a list of objects with `ParameterKey` and `ParameterValue`, both strings.

## Why it matters
CfCT's Build refuses what is no JSON. Everything else it finds out in the stage of stack sets, after all policies are live: a value that is a number or a boolean crashes the stage. A comma in a value makes it a list, and blanks around the commas are lost. (CfCT 2.8.4 source, read 2026-04-08.)

## Example
```json
[{\"ParameterKey\": \"RetentionDays\", \"ParameterValue\": 30}]
```

## What to do
Write each value as a string: `\"30\"`.
",
};

/// Does CfCT's Build look at a file of this path, named or not?
pub fn is_looked_at(path: &str) -> bool {
    path.starts_with("parameters/")
        && std::path::Path::new(path)
            .extension()
            .is_some_and(|own| own == "json")
}

/// Looks at a file of parameters; one that no stack set names has to be JSON and nothing else.
pub fn check(path: &str, source: &Arc<Source>, is_named: bool) -> Vec<Diagnostic> {
    let document = match text::strict_json(source) {
        Ok(document) => document,
        // A reader of JSON takes the last of two keys.
        Err(found) if found.iter().all(|own| own.rule == &duplicate_key::RULE) => {
            return Vec::new();
        }
        Err(found) => {
            return found
                .into_iter()
                .map(|finding| no_json(path, finding))
                .collect();
        }
    };
    if !is_named {
        return Vec::new();
    }
    let refused = |node: &Node, message: String, help: &str| {
        Diagnostic::new(&RULE, message)
            .at(node.place(), format!("this is {}", node.describe()))
            .note("CfCT would find out in the stage of stack sets, and crash there after all policies are live")
            .help(help)
    };
    let Kind::Array(items) = &document.kind else {
        let message = format!("`{path}` is no list of parameters");
        let help = "write `[{\"ParameterKey\": \"…\", \"ParameterValue\": \"…\"}]`";
        return vec![refused(&document, message, help)];
    };
    let mut found = super::parameter_value::check_file(&document);
    for item in items {
        for key in ["ParameterKey", "ParameterValue"] {
            match item.get(key) {
                None => found.push(refused(
                    item,
                    format!("a parameter of `{path}` has no `{key}`"),
                    "give each parameter `ParameterKey` and `ParameterValue`",
                )),
                Some(value) if value.as_str().is_none() => {
                    let name = item
                        .get("ParameterKey")
                        .and_then(Node::as_str)
                        .unwrap_or("a parameter");
                    let finding = refused(
                        value,
                        format!("the `{key}` of `{name}` is no string"),
                        "write it in quotes",
                    );
                    let is_scalar = matches!(value.kind, Kind::Number(_) | Kind::Bool(_));
                    let raw = source.text.get(value.span.clone()).unwrap_or_default();
                    found.push(if is_scalar {
                        finding.fixed_by(value.place(), format!("\"{raw}\""))
                    } else {
                        finding
                    });
                }
                Some(_) => {}
            }
        }
    }
    found
}

fn no_json(path: &str, finding: Diagnostic) -> Diagnostic {
    let message = format!("`{path}` is no JSON: {}", finding.message);
    let of_ours = Diagnostic::new(&RULE, message)
        .note("CfCT's Build checks every `.json` under `parameters/`: it would fail, and nothing would be deployed");
    let of_ours = finding.labels.into_iter().fold(of_ours, |of_ours, label| {
        of_ours.at(label.place, label.text)
    });
    match finding.help {
        Some(help) => of_ours.help(help),
        None => of_ours,
    }
}
