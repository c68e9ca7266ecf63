//! A text that is no YAML.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP006",
    name: "yaml-syntax",
    severity: Severity::Error,
    summary: "a text is not valid YAML",
    page: "\
## What it is
A text that should be YAML 1.2 breaks its grammar: a tab in the indentation, a quote that is not closed,
a value that starts with an indicator such as `@`, lines that do not line up.
A number that no 64 bits hold, `.inf` and `.nan` are refused too, since JSON cannot carry them.

## Why it matters
Readers of YAML disagree most where a text is not quite valid, and CfCT reads the manifest with two of them.

## What to do
Correct the text at the marked place. When a value starts with a special character, or holds `: ` or ` #`, put it in quotes.
",
};

/// What is wrong, what stands there, what to do.
pub(crate) fn yaml_syntax(
    place: Place,
    message: impl Into<String>,
    label: &str,
    help: &str,
) -> Diagnostic {
    Diagnostic::new(&RULE, message).at(place, label).help(help)
}

pub(crate) fn tab_as_separator(place: Place) -> Diagnostic {
    yaml_syntax(
        place,
        "a tab stands where only spaces are allowed",
        "the tab",
        "replace it by a space",
    )
}

pub(crate) fn tab_as_indentation(place: Place) -> Diagnostic {
    yaml_syntax(
        place,
        "a tab is used for indentation",
        "the tab",
        "indent with spaces",
    )
}

pub(crate) fn number_does_not_fit(place: Place, number: &str) -> Diagnostic {
    yaml_syntax(
        place,
        format!("the number `{number}` does not fit into 64 bits"),
        "",
        "put it in quotes if it is an identifier",
    )
}

pub(crate) fn not_finite(place: Place, number: &str) -> Diagnostic {
    yaml_syntax(
        place,
        format!("`{number}` is not a finite number"),
        "",
        "write a number, or put it in quotes if it is a text",
    )
}
