//! CRP117: a pattern on model ids has a character that no model id has.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP117",
    name: "bad-profile-pattern",
    severity: Severity::Error,
    summary: "a pattern on model ids has a character that no model id has",
    page: "\
## What it is
A pattern under `profiles` is empty or holds something else than letters, digits, `.`, `-`, `:`, `_`, `*` and `?`.

## Why it matters
The pattern becomes part of an ARN in a policy; a blank or a quote there matches nothing, or is altered on its way through CfCT.

## What to do
Write a model id such as `anthropic.claude-sonnet-4-5-20250929-v1:0`, with `*` and `?` as wildcards, without the family in front.
",
};

/// The finding, if the pattern can't be one.
pub fn check(pattern: &str, place: Option<Place>) -> Option<Diagnostic> {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-:_*?".contains(c);
    (pattern.is_empty() || !pattern.chars().all(fits) || pattern.len() > 128).then(|| {
        Diagnostic::new(&RULE, format!("`{pattern}` is not a pattern on model ids"))
            .at(place, "")
            .help("letters, digits, `.`, `-`, `:` and `_`, with `*` and `?` as wildcards: `anthropic.*`")
    })
}
