//! CRP433: two answers about one source Region disagree.

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CRP433",
    name: "answers-disagree",
    severity: Severity::Error,
    summary: "two answers about one source Region disagree",
    page: "\
## What it is
Two of the files to be imported say different things of a profile in one source Region, or both list that Region and one lacks the profile.

## Why it matters
They were saved on different days or by different accounts, or are two pages of one list. Which of them holds, nobody can tell afterwards.

## What to do
Keep the newer answer. Of pages keep none: save the list again without `--no-paginate` and `--max-items`, and the AWS CLI fetches it whole.
",
};

/// One profile with different destinations.
pub(in crate::catalogue) fn routes(
    id: &str,
    source: &str,
    one: &Place,
    other: &Place,
) -> Diagnostic {
    told(
        format!("two answers disagree on where `{id}` leads from {source}"),
        one,
        other,
    )
}

/// Two lists of one source Region; `other` is in the one that lacks the profile.
pub(in crate::catalogue) fn lists(
    id: &str,
    source: &str,
    one: &Place,
    other: &Place,
) -> Diagnostic {
    let told = told(
        format!("two lists of {source} disagree on whether `{id}` is offered"),
        one,
        other,
    );
    told.help("save the list of that Region once more, whole (without --no-paginate and --max-items), and remove both: they are of two days, or two pages of one")
}

fn told(message: String, one: &Place, other: &Place) -> Diagnostic {
    Diagnostic::new(&RULE, message)
        .at(one.clone(), "one answer")
        .at(other.clone(), "the other one")
        .help("keep the newer one")
}
