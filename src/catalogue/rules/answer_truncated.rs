//! CRP432: a saved answer is one page of several.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP432",
    name: "answer-truncated",
    severity: Severity::Error,
    summary: "a saved answer is one page of several",
    page: "\
## What it is
The answer has a token for a next page. Whether the rest lies beside it cannot be seen: no page says which one it is.

## Why it matters
What stands on a page that is missing would be taken for vanished.

## What to do
Save it again without `--no-paginate`, `--max-items` and `--starting-token`: the AWS CLI then fetches every page and writes them as one.
",
};

/// The finding; the place is that of the token.
pub(in crate::catalogue) fn finding(place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, "the answer goes on: this is one page of several")
        .at(place, "the token of the next page")
        .note("profiles on pages that are missing would be taken for vanished")
        .help("save it again without --no-paginate and --max-items; the AWS CLI fetches every page by itself")
}
