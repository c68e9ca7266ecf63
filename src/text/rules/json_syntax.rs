//! A text that is no JSON, also with comments allowed.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP005",
    name: "json-syntax",
    severity: Severity::Error,
    summary: "a text is not valid JSON",
    page: "\
## What it is
A text that should be JSON breaks its grammar. The comments `// …` and `/* … */` are allowed; nothing else beyond
JSON is: no trailing commas, no single quotes, no keys without quotes, no line breaks inside strings.

## Why it matters
AWS Organizations takes strict JSON only, and different lenient readers disagree on what such a text means.
The same holds for a number that does not fit into 64 bits, and for half of a surrogate pair in a string.

## What to do
Correct the text at the marked place. For a policy inside `describe-policy` output, the place is inside the escaped
`Content` string of your file.
",
};

/// What is wrong, what stands there, what to do.
pub(crate) fn json_syntax(
    place: Place,
    message: impl Into<String>,
    label: &str,
    help: &str,
) -> Diagnostic {
    Diagnostic::new(&RULE, message).at(place, label).help(help)
}

pub(crate) fn comment(place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, "a comment is no JSON")
        .at(place, "this comment")
        .help("take it out; where a word on a statement is wanted, its `Sid` can say it")
}

pub(crate) fn number_does_not_fit(place: Place, number: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("the number `{number}` does not fit into 64 bits"),
    )
    .at(place, "")
    .help("put it in quotes if it is an identifier")
}

pub(crate) fn not_a_string(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("expected a string that holds a JSON document, found {found}"),
    )
    .at(place, "")
    .help("give the output of `aws organizations describe-policy` as it is, or the policy itself")
}
